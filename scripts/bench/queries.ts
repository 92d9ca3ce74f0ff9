/** What people might ask: one to three words of a character's name, in any order. */
import { readFileSync } from 'node:fs';
import { syllableOf } from '../../src/unicode/names-by-rule.ts';
import type { Random } from './random.ts';
import { below, firstAbove, shuffle } from './random.ts';

const NAMES = new URL('../../src/unicode/data/names.txt', import.meta.url);

/** How often a character named by rule is drawn, such as an ideograph. Four of five are, but few are asked for. */
const BY_RULE = 0.2;

const MOST_WORDS = 3;

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
    const name = random() < BY_RULE ? nameByRule() : (listed[below(random, listed.length)] ?? '');
    const words = name.toLowerCase().split(/[ -]+/).filter(Boolean);
    const count = Math.min(words.length, 1 + below(random, MOST_WORDS));
    return shuffle(words, random, count).slice(0, count).join(' ');
  };
}

/** Draws queries with operators without end: alternatives, negation, phrases, properties and ranges, a page of each. */
export function algebra(random: Random): () => string {
  const draw = queries(random);
  const properties = ['block:arrows', 'script:greek', 'script:arabic', 'category:Sm', 'is:emoji', 'age:6.0'];
  const kinds: readonly (() => string)[] = [
    () => `${draw()} | ${draw()}`,
    () => `${draw()} !${firstOf(draw())}`,
    () => `"${firstOf(draw())} ${firstOf(draw())}" | ${draw()}`,
    () => `${properties[below(random, properties.length)] ?? ''} ${firstOf(draw())}`,
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

function firstOf(query: string): string {
  return query.split(' ')[0] ?? '';
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

interface NameRange {
  readonly first: number;
  readonly last: number;
  /** With `*` for what the rule makes. */
  readonly name: string;
}

function readNames(): { listed: string[]; ranges: NameRange[] } {
  const listed: string[] = [];
  const ranges: NameRange[] = [];
  for (const line of readFileSync(NAMES, 'latin1').split('\n')) {
    const [, first, last, name = ''] = /^([0-9A-F]+)(?:\.\.([0-9A-F]+))? ([^<].*)$/.exec(line) ?? [];
    if (first === undefined) continue;
    if (last === undefined) listed.push(name);
    else ranges.push({ first: Number.parseInt(first, 16), last: Number.parseInt(last, 16), name });
  }
  return { listed, ranges };
}

function nameIn({ name }: NameRange, codePoint: number): string {
  const made = name.startsWith('HANGUL') ? syllableOf(codePoint) : codePoint.toString(16).toUpperCase();
  return name.replace('*', made);
}
