/** What people might ask: one to three words of a character's name, in any order. */
import { dataLines, languageLines, languages, readData } from '../../src/unicode/data.ts';
import { syllableOf } from '../../src/unicode/names-by-rule.ts';
import { holds, readProperty } from '../../src/unicode/properties.ts';
import type { Random } from './random.ts';
import { below, firstAbove, shuffle } from './random.ts';

/** How often a character named by rule is drawn, such as an ideograph. Four of five are, but few are asked for. */
const BY_RULE = 0.2;

const MOST_WORDS = 3;

const FIELDS = [
  ['block', 'blocks.txt'],
  ['script', 'scripts.txt'],
  ['category', 'categories.txt'],
] as const;

/** Draws queries without end; one may come again. */
export function queries(random: Random): () => string {
  const { listed, ranges } = readNames();
  const ends: number[] = [];
  for (const { first, last } of ranges) ends.push((ends.at(-1) ?? 0) + last - first + 1);

  function nameByRule(): string {
    const place = below(random, ends.at(-1) ?? 0);
    const at = firstAbove(ends, place);
    const range = ranges[at];
    return range ? nameIn(range, range.last + 1 - ((ends[at] ?? 0) - place)) : '';
  }

  return () => {
    const words = wordsOf(random() < BY_RULE ? nameByRule() : (listed[below(random, listed.length)]?.name ?? ''));
    const count = Math.min(words.length, 1 + below(random, MOST_WORDS));
    return shuffle(words, random, count).slice(0, count).join(' ');
  };
}

/**
 * Draws queries with operators without end: alternatives, negation, phrases, properties and ranges, a page of each.
 * They find something, as what people ask mostly does: a phrase is of a name, and a word goes with a property of its
 * character.
 */
export function algebra(random: Random): () => string {
  const draw = queries(random);
  const { listed } = readNames();
  const properties = FIELDS.map(([field, file]) => ({ field, ...readProperty(readData(file)) }));

  /** The words of a listed name, and its code point. */
  function drawName(): { codePoint: number; words: string[] } {
    const { codePoint, name } = listed[below(random, listed.length)] ?? { codePoint: 0, name: '' };
    return { codePoint, words: wordsOf(name) };
  }

  function phrase(): string {
    const { words } = drawName();
    const at = below(random, Math.max(1, words.length - 1));
    return `"${words.slice(at, at + 2).join(' ')}"`;
  }

  function property(): string {
    const { codePoint, words } = drawName();
    const { field, values } = properties[below(random, properties.length)] ?? { field: '', values: [] };
    const value = values.find((each) => holds(each, codePoint));
    return `${field}:${value?.names[0] ?? ''} ${words[below(random, words.length)] ?? ''}`;
  }

  const kinds: readonly (() => string)[] = [
    () => `${draw()} | ${draw()}`,
    () => `${draw()} !${firstOf(draw())}`,
    () => `${phrase()} | ${draw()}`,
    property,
    () => rangeFrom(below(random, 0x3000)),
  ];
  let turn = 0;
  return () => `${kinds[turn++ % kinds.length]?.() ?? ''} limit:20`;
}

/** Draws words with wildcards without end, a page of each; they have three letters or more. */
export function wildcards(random: Random): () => string {
  const draw = queries(random);
  return () => {
    const word = firstOf(draw());
    if (word.length < 4) return `${word.padEnd(3, 'a')}* limit:20`;
    const length = 3 + below(random, word.length - 3);
    const at = below(random, word.length - length + 1);
    return `${at > 0 ? '*' : ''}${word.slice(at, at + length)}* limit:20`;
  };
}

/**
 * Draws questions by meaning without end: what an emoji or a symbol is called, half of them in English. What is not
 * ASCII stands there as the bytes of its UTF-8, a character each.
 */
export function questions(random: Random): () => string {
  const english = namesOfLines(dataLines('annotations.txt'));
  const others = languages().flatMap((language) => namesOfLines(languageLines(language)));
  return () => {
    const names = random() < 0.5 ? english : others;
    return Buffer.from(`?${names[below(random, names.length)] ?? ''}`).toString('latin1');
  };
}

/** The names and keywords of lines of a language's file, but for those of skin tones, of which there are most. */
function namesOfLines(lines: Iterable<string>): string[] {
  const isSaid = (name: string): boolean => /[\p{L}\p{N}]/u.test(name);
  const bare = [...lines].filter((line) => !/1F3F[B-F]/.test(line));
  return bare.flatMap((line) => line.split(/[\t|]/).slice(1).filter(isSaid));
}

function firstOf(query: string): string {
  return query.split(' ')[0] ?? '';
}

function wordsOf(name: string): string[] {
  return name.toLowerCase().split(/[ -]+/).filter(Boolean);
}

function rangeFrom(first: number): string {
  return `U+${first.toString(16)}..U+${(first + 20).toString(16)}`;
}

/** So many different queries, none of which was seen before; all are seen then. */
export function distinct(draw: () => string, count: number, seen: Set<string>): string[] {
  const drawn: string[] = [];
  while (drawn.length < count) {
    const query = draw();
    if (seen.has(query)) continue;
    seen.add(query);
    drawn.push(query);
  }
  return drawn;
}

interface ListedName {
  readonly codePoint: number;
  readonly name: string;
}

interface NameRange {
  readonly first: number;
  readonly last: number;
  /** With `*` for what the rule makes. */
  readonly name: string;
}

function readNames(): { listed: ListedName[]; ranges: NameRange[] } {
  const listed: ListedName[] = [];
  const ranges: NameRange[] = [];
  for (const line of readData('names.txt').toString('latin1').split('\n')) {
    const [, first, last, name = ''] = /^([0-9A-F]+)(?:\.\.([0-9A-F]+))? ([^<].*)$/.exec(line) ?? [];
    if (first === undefined) continue;
    if (last === undefined) listed.push({ codePoint: Number.parseInt(first, 16), name });
    else ranges.push({ first: Number.parseInt(first, 16), last: Number.parseInt(last, 16), name });
  }
  return { listed, ranges };
}

function nameIn({ name }: NameRange, codePoint: number): string {
  const made = name.startsWith('HANGUL') ? syllableOf(codePoint) : codePoint.toString(16).toUpperCase();
  return name.replace('*', made);
}
