/** Everything that is known of a character or a sequence, for a card: as data, which each format writes in its way. */
import { hex, notation } from '../../bytes/encoding.ts';
import type { Alias } from '../../unicode/aliases.ts';
import { ordinalOf } from '../../unicode/characters.ts';
import { hasReference } from '../../unicode/html.ts';
import type { PropertyField } from '../../unicode/properties.ts';
import { READING_LANGUAGES } from '../../unicode/readings.ts';
import { codePointsOf, textOf } from '../../unicode/records.ts';
import { withoutEmojiStyle } from '../../unicode/sequences.ts';
import type { CardSources } from '../index/card-sources.ts';
import type { FactFile } from '../index/facts.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import { ordinalsOf } from '../sets/runs.ts';
import { radicalName } from '../match/radicals.ts';

/** A value of a property: its short name and its long one. */
export interface Named {
  readonly short: string;
  readonly long: string;
}

/** What is known; undefined is what a character does not have. No list is empty. */
export interface CardFacts {
  readonly decimal: number | undefined;
  readonly aliases: readonly { readonly name: string; readonly kind: string }[] | undefined;
  readonly block: { readonly name: string; readonly first: string; readonly last: string } | undefined;
  readonly script: string | undefined;
  /** The scripts that it is used with, where they are not the one that it belongs to. */
  readonly scripts: readonly string[] | undefined;
  readonly category: Named | undefined;
  readonly age: string | undefined;
  readonly bidi: Named | undefined;
  readonly mirror: string | undefined;
  readonly width: Named | undefined;
  /** The canonical combining class, of marks. */
  readonly combining: { readonly class: number; readonly name: string } | undefined;
  /** A whole number or a fraction. */
  readonly value: string | undefined;
  readonly upper: string | undefined;
  readonly lower: string | undefined;
  readonly title: string | undefined;
  readonly canonical: string | undefined;
  readonly compatibility: { readonly kind: string; readonly text: string } | undefined;
  readonly utf8: string | undefined;
  readonly utf16: string;
  readonly html: string | undefined;
  readonly entities: readonly string[] | undefined;
  readonly tex: readonly string[] | undefined;
  readonly keysyms: readonly string[] | undefined;
  readonly shortcodes: readonly string[] | undefined;
  readonly escapes: readonly string[];
  readonly keywords: readonly string[] | undefined;
  readonly readings: Readonly<Record<string, readonly string[]>> | undefined;
  readonly radicals: readonly Radical[] | undefined;
  readonly strokes: number | undefined;
  readonly variants: Readonly<Record<string, readonly string[]>> | undefined;
  /** Characters that look like it, ten at most. */
  readonly looks: readonly string[] | undefined;
  /** Characters that the code charts refer to. */
  readonly see: readonly string[] | undefined;
  /** Names by language. */
  readonly names: Readonly<Record<string, string>> | undefined;
}

export interface Radical {
  readonly number: number;
  readonly name: string;
  /** Whether it is one of its simplified forms. */
  readonly isSimplified: boolean;
  /** The strokes besides those of the radical. */
  readonly more: number;
}

const MAX_LOOKS = 10;
const VARIANTS = ['simplified', 'traditional', 'semantic', 'japanese'] as const;

/** @param ordinal past those of the index for what is not in it */
export function factsOf(index: MojiIndex, sources: CardSources, ordinal: number, text: string): CardFacts {
  const codePoints = Array.from(text, (char) => char.codePointAt(0) ?? 0);
  const character = codePoints.length === 1 ? codePoints[0] : undefined;
  const typed = sources.typed.of(text);
  const isWritable = codePoints.every((each) => each < 0xd800 || each > 0xdfff);
  const from = character === undefined ? NO_RECORDS : recordsOf(sources, character);
  const forms = character === undefined ? undefined : formsOf(sources, text, from.decomposition);
  return {
    decimal: character,
    aliases: character === undefined ? undefined : some(index.aliasesOf(character).map(aliasOf)),
    block: character === undefined ? undefined : blockOf(index, character),
    script: character === undefined ? undefined : index.valueOf('script', character)?.label,
    scripts: from.scripts?.split(' ').map((name) => index.property('script').find(name)?.label ?? name),
    category: character === undefined ? undefined : named(index, 'category', character),
    age: character === undefined ? undefined : index.valueOf('age', character)?.label,
    bidi: character === undefined ? undefined : named(index, 'bidi', character),
    mirror: from.mirror && textOf(from.mirror),
    width: character === undefined ? undefined : named(index, 'width', character),
    combining: character === undefined ? undefined : combiningOf(index, character),
    value: from.value,
    upper: from.upper && textOf(from.upper),
    lower: from.lower && textOf(from.lower),
    title: from.title && from.title !== from.upper ? textOf(from.title) : undefined,
    canonical: forms?.canonical,
    compatibility: forms?.compatibility,
    utf8: isWritable ? utf8Bytes(text) : undefined,
    utf16: utf16Units(text).join(' '),
    html: codePoints.every(hasReference) ? codePoints.map((each) => `&#x${hex(each)};`).join('') : undefined,
    entities: typed.get('entity')?.map((name) => `&${name};`),
    tex: typed.get('tex'),
    keysyms: typed.get('keysym'),
    shortcodes: typed.get('shortcode')?.map((name) => `:${name}:`),
    escapes: escapes(text, codePoints),
    keywords: ordinal < index.size ? some(index.keywords().keywordsOf(ordinal)) : undefined,
    readings:
      from.readings === undefined ? undefined : columns(READING_LANGUAGES, from.readings.split('\t').map(words)),
    radicals: from.radicals?.split(' ').map((written) => radicalOf(index, written)),
    strokes: from.strokes === undefined ? undefined : Number(from.strokes),
    variants: from.variants === undefined ? undefined : columns(VARIANTS, from.variants.split('\t').map(textsOf)),
    looks: character === undefined ? undefined : some(lookAlikes(index, sources, character, text)),
    see: from.see === undefined ? undefined : textsOf(from.see),
    names: namesIn(sources, text),
  };
}

/** What the files of records have about a character, unparsed. */
type FromRecords = ReturnType<typeof fromRecords>;

const NO_RECORDS = fromRecords(() => undefined);

function recordsOf({ records }: CardSources, codePoint: number): FromRecords {
  return fromRecords((file) => records.get(file)?.(codePoint));
}

function fromRecords(read: (file: FactFile) => string | undefined) {
  const [upper, lower, title] = read('cases.txt')?.split('\t') ?? [];
  const [radicals, strokes] = read('ideographs.txt')?.split('\t') ?? [];
  return {
    scripts: read('script-extensions.txt'),
    mirror: read('mirrors.txt'),
    value: read('numeric-values.txt'),
    upper: upper || undefined,
    lower: lower || undefined,
    title: title || undefined,
    decomposition: read('decompositions.txt'),
    readings: read('readings.txt'),
    radicals,
    strokes,
    variants: read('variants.txt'),
    see: read('see-also.txt'),
  };
}

function aliasOf({ name, kind }: Alias): { name: string; kind: string } {
  return { name, kind };
}

function blockOf(index: MojiIndex, codePoint: number): CardFacts['block'] {
  const block = index.valueOf('block', codePoint);
  return block && { name: block.label, first: notation(block.ranges[0] ?? 0), last: notation(block.ranges[1] ?? 0) };
}

function combiningOf(index: MojiIndex, codePoint: number): CardFacts['combining'] {
  const value = index.valueOf('ccc', codePoint);
  const number = Number(value?.names.at(-1) ?? 0);
  return number === 0 ? undefined : { class: number, name: value?.label ?? '' };
}

/** The full decompositions of a character, where they are not the character itself. */
function formsOf({ normal }: CardSources, text: string, mapping: string | undefined): Forms {
  const canonical = normal.canonical(text);
  const compatible = normal.compatible(text);
  return {
    canonical: canonical === text ? undefined : canonical,
    compatibility:
      compatible === canonical
        ? undefined
        : { kind: /^<(.*)>/.exec(mapping ?? '')?.[1] ?? 'canonical', text: compatible },
  };
}

type Forms = Pick<CardFacts, 'canonical' | 'compatibility'>;

/** A radical as ideographs.txt has it: `187'.3`. */
function radicalOf(index: MojiIndex, written: string): Radical {
  const [, digits = '', form = '', more = ''] = /^(\d+)('*)\.(-?\d+)$/.exec(written) ?? [];
  const number = Number(digits);
  return { number, name: radicalName(index, number), isSimplified: form !== '', more: Number(more) };
}

/** The first characters that look like one. */
function lookAlikes(index: MojiIndex, { normal, looks }: CardSources, codePoint: number, text: string): string[] {
  const alike = looks(normal.skeleton(text));
  if (alike === undefined) return [];
  const own = ordinalOf(index.characters, codePoint);
  const others = [...ordinalsOf(alike)].filter((ordinal) => ordinal !== own).slice(0, MAX_LOOKS);
  return others.map((ordinal) => String.fromCodePoint(index.characters.codePoints[ordinal] ?? 0));
}

function namesIn({ names }: CardSources, text: string): Record<string, string> | undefined {
  const known = names(withoutEmojiStyle(text));
  return known.length === 0 ? undefined : Object.fromEntries(known.map(({ language, name }) => [language, name]));
}

/** A list that is not empty, or undefined. */
function some<Item>(list: readonly Item[]): readonly Item[] | undefined {
  return list.length === 0 ? undefined : list;
}

function words(column: string): string[] {
  return column === '' ? [] : column.split(' ');
}

/** Columns of a record by name, without the empty ones. */
function columns(names: readonly string[], values: readonly (readonly string[])[]): Record<string, readonly string[]> {
  const pairs = names.map((name, place) => [name.toLowerCase(), values[place] ?? []] as const);
  return Object.fromEntries(pairs.filter(([, column]) => column.length > 0));
}

/** The value of a property: PropertyValueAliases.txt has long names first, and short ones after. */
function named(index: MojiIndex, field: PropertyField, codePoint: number): Named | undefined {
  const value = index.valueOf(field, codePoint);
  return value && { short: value.names[1] ?? value.names[0] ?? '', long: value.label };
}

/** Each code point of a list as a text. */
function textsOf(codePoints: string): string[] {
  return codePointsOf(codePoints).map((codePoint) => String.fromCodePoint(codePoint));
}

function utf16Units(text: string): string[] {
  return Array.from({ length: text.length }, (_, i) => hex(text.charCodeAt(i)));
}

function utf8Bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('hex').toUpperCase().replace(/..(?=.)/g, '$& ');
}

/** As JavaScript and Java write it in UTF-16, as JavaScript, Rust and Swift write code points, and as Python does. */
function escapes(text: string, codePoints: readonly number[]): string[] {
  const utf16 = utf16Units(text).map((unit) => `\\u${unit}`).join('');
  const braces = codePoints.map((code) => `\\u{${hex(code)}}`).join('');
  const python = codePoints.map((code) => `\\U${hex(code).padStart(8, '0')}`).join('');
  return [...new Set([utf16, braces, python])];
}
