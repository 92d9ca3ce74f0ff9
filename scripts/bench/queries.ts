/** What people might ask: one to three words of a character's name, in any order. */
import { characterTable, readCharacters } from '../../src/unicode/characters.ts';
import { dataLines, languageLines, languages, readData } from '../../src/unicode/data.ts';
import { holds, readProperty } from '../../src/unicode/properties.ts';
import type { Random } from '../support/random.ts';

/** How often a character named by rule is drawn, such as an ideograph. Four of five are, but few are asked for. */
const BY_RULE = 0.2;

const MAX_WORDS = 3;

const FIELDS = [
  ['block', 'blocks.txt'],
  ['script', 'scripts.txt'],
  ['category', 'categories.txt'],
] as const;

/** The table of names, and its ordinals: of names by rule, and of those that are listed. */
const characters = characterTable(readCharacters([]));
const ordinals = [...characters.codePoints.keys()];
const byRule = characters.ranges.flatMap(({ first, past }) => ordinals.slice(first, past));
const ruled = new Set(byRule);
const listed = ordinals.filter((ordinal) => !ruled.has(ordinal) && !characters.isLabeled(ordinal));

/** Draws queries without end; one may come again. */
export function queries(random: Random): () => string {
  const { nameOf } = characters;
  return () => {
    const words = wordsOf(nameOf(random.pick(random.chance(BY_RULE) ? byRule : listed)));
    const count = Math.min(words.length, 1 + random.below(MAX_WORDS));
    return random.shuffle(words, count).slice(0, count).join(' ');
  };
}

/**
 * Draws queries with operators without end: alternatives, negation, phrases, properties and ranges, a page of each.
 * They find something, as what people ask mostly does: a phrase is of a name, and a word goes with a property of its
 * character.
 */
export function algebra(random: Random): () => string {
  const draw = queries(random);
  const properties = FIELDS.map(([field, file]) => ({ field, ...readProperty(readData(file)) }));

  function phrase(): string {
    const words = wordsOf(characters.nameOf(random.pick(listed)));
    const at = random.below(Math.max(1, words.length - 1));
    return `"${words.slice(at, at + 2).join(' ')}"`;
  }

  function property(): string {
    const ordinal = random.pick(listed);
    const { field, values } = random.pick(properties);
    const value = values.find((each) => holds(each, characters.codePoints[ordinal] ?? 0));
    return `${field}:${value?.names[0] ?? ''} ${random.pick(wordsOf(characters.nameOf(ordinal)))}`;
  }

  const kinds: readonly (() => string)[] = [
    () => `${draw()} | ${draw()}`,
    () => `${draw()} !${firstOf(draw())}`,
    () => `${phrase()} | ${draw()}`,
    property,
    () => rangeFrom(random.below(0x3000)),
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
    const length = 3 + random.below(word.length - 3);
    const at = random.below(word.length - length + 1);
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
    const names = random.chance(0.5) ? english : others;
    return Buffer.from(`?${random.pick(names)}`).toString('latin1');
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

/** Draws different queries, none of which was seen before, and marks them as seen. */
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
