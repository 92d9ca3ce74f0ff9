/** The card of one character, for people: everything the index knows of it. */
import { hex, notation } from '../../bytes/encoding.ts';
import type { PropertyValue } from '../../unicode/properties.ts';
import { holds } from '../../unicode/properties.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import type { PropertyField } from '../../unicode/properties.ts';

/** The lines below a result, each indented; a row that a character has nothing for is left out. */
export function card(index: MojiIndex, ordinal: number, text: string): string {
  const codePoints = [...text].map((char) => char.codePointAt(0) ?? 0);
  const [codePoint] = codePoints;
  const single = codePoints.length === 1 && codePoint !== undefined ? codePoint : undefined;
  const rows: [string, string | undefined][] = [
    ['aliases', single === undefined ? undefined : aliases(index, single)],
    ['block', single === undefined ? undefined : blockOf(index, single)],
    ['script', single === undefined ? undefined : valueOf(index, 'script', single)?.label],
    ['category', single === undefined ? undefined : categoryOf(index, single)],
    ['age', single === undefined ? undefined : valueOf(index, 'age', single)?.label],
    ['UTF-8', isSurrogate(single) ? undefined : utf8Bytes(text)],
    ['UTF-16', Array.from({ length: text.length }, (_, i) => hex(text.charCodeAt(i))).join(' ')],
    ['HTML', codePoints.map((code) => `&#x${hex(code)};`).join('')],
    ['escapes', escapes(text, codePoints)],
    ['keywords', ordinal < index.size ? index.keywords().keywordsOf(ordinal).join(', ') : undefined],
  ];
  return rows.map(([label, value]) => (value ? `    ${label.padEnd(9)} ${value}\r\n` : '')).join('');
}

function utf8Bytes(text: string): string {
  return [...Buffer.from(text, 'utf8')].map((byte) => hex(byte).slice(2)).join(' ');
}

/** Surrogates have no UTF-8 (Unicode Standard, section 3.9). */
function isSurrogate(codePoint: number | undefined): boolean {
  return codePoint !== undefined && codePoint >= 0xd800 && codePoint <= 0xdfff;
}

function aliases(index: MojiIndex, codePoint: number): string {
  return index
    .aliasesOf(codePoint)
    .map(({ name, kind }) => (kind === 'informal' ? name : `${name} (${kind})`))
    .join(', ');
}

function valueOf(index: MojiIndex, field: PropertyField, codePoint: number): PropertyValue | undefined {
  return index.property(field).values.find((value) => holds(value, codePoint));
}

function blockOf(index: MojiIndex, codePoint: number): string | undefined {
  const block = valueOf(index, 'block', codePoint);
  return block && `${block.label} (${notation(block.ranges[0] ?? 0)}..${notation(block.ranges[1] ?? 0)})`;
}

function categoryOf(index: MojiIndex, codePoint: number): string | undefined {
  const category = valueOf(index, 'category', codePoint);
  return category && `${category.names[1] ?? ''} ${category.label}`;
}

/** As JavaScript and Java write it in UTF-16, as JavaScript, Rust and Swift write code points, and as Python does. */
function escapes(text: string, codePoints: readonly number[]): string {
  const utf16 = Array.from({ length: text.length }, (_, i) => `\\u${hex(text.charCodeAt(i))}`).join('');
  const braces = codePoints.map((code) => `\\u{${hex(code)}}`).join('');
  const python = codePoints.map((code) => `\\U${hex(code).padStart(8, '0')}`).join('');
  return [...new Set([utf16, braces, python])].join('  ');
}
