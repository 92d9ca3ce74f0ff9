/** Code points as programs and the Standard write them. */
import { hex } from '../../bytes/encoding.ts';
import { QueryError, quote } from './error.ts';
import type { CharactersTerm } from './terms.ts';

const LAST_CODE_POINT = 0x10ffff;

/** Code points in one of the notations, or undefined when the text does not start like one. */
export function codes(body: string, isNegative: boolean): CharactersTerm | undefined {
  if (!/^(?:u\+|0x|\\u|&#)/i.test(body)) return undefined;
  let text = '';
  for (let at = 0; at < body.length; ) {
    const { codePoint, end } = code(body, at);
    if (body.startsWith('..', end)) return range(body, isNegative, at, codePoint, end + 2);
    text += String.fromCodePoint(codePoint);
    at = end;
  }
  return { kind: 'text', isNegative, text };
}

function range(body: string, isNegative: boolean, at: number, first: number, second: number): CharactersTerm {
  if (second === body.length) {
    throw new QueryError(`${quote(body)} has no end; write two code points, as in U+2600..U+26FF`);
  }
  const rest = /^[0-9a-f]+$/i.test(body.slice(second)) ? `U+${body.slice(second)}` : body.slice(second);
  const { codePoint: last, end } = code(rest, 0);
  if (at > 0 || end < rest.length) {
    throw new QueryError(`${quote(body)} is no range; write two code points, as in U+2600..U+26FF`);
  }
  if (last < first) {
    throw new QueryError(`${quote(body)} ends before it starts; write U+${hex(last)}..U+${hex(first)}`);
  }
  return { kind: 'range', isNegative, first, last };
}

/** Reads one code point at a place, in any notation; throws when there is none. */
function code(body: string, at: number): { codePoint: number; end: number } {
  const notation = /(?:[uU]\+|0[xX]|\\u\{|&#[xX])([0-9a-fA-F]+)|\\U([0-9a-fA-F]{8})|\\u([0-9a-fA-F]{4})|&#([0-9]+)/y;
  notation.lastIndex = at;
  const found = notation.exec(body);
  const digits = found?.[1] ?? found?.[2] ?? found?.[3];
  const codePoint = digits === undefined ? Number.parseInt(found?.[4] ?? '', 10) : Number.parseInt(digits, 16);
  const closer = !found ? '' : found[0].startsWith('\\u{') ? '}' : found[0].startsWith('&') ? ';' : '';
  if (!found || !body.startsWith(closer, notation.lastIndex)) {
    throw new QueryError(
      `no code point in ${quote(body.slice(at))}; write U+2603, U+2600..U+26FF, 0x2603, \\u2603, \\u{1F600} or &#9731;`,
    );
  }
  if (codePoint > LAST_CODE_POINT) {
    throw new QueryError(`${quote(body)} is past the last code point; write U+0000 to U+10FFFF`);
  }
  return { codePoint, end: notation.lastIndex + closer.length };
}
