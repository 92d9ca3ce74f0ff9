/**
 * Answers queries of every kind, with sets of characters as bitmaps. Long work yields now and then, so that whoever
 * runs it can give others their turn; what a line can cost is bounded by {@link MOST_SCANS}.
 */
import type { Characters, RuleRange } from '../unicode/characters.ts';
import { firstAtLeast, ordinalOf } from '../unicode/characters.ts';
import { hex } from '../unicode/encoding.ts';
import { codePointOfHex, codePointOfSyllable, syllableOf } from '../unicode/names-by-rule.ts';
import type { PropertyValue } from '../unicode/properties.ts';
import type { Bitmap } from './bitmap.ts';
import { addAll, addRun, emptyBitmap, has, keepAll, nextIn, nextOut, removeAll, sizeOf } from './bitmap.ts';
import type { Keywords } from './keyword-index.ts';
import type { MojiIndex } from './moji-index.ts';
import { ordinalByRule } from './name-index.ts';
import { foldName, holdsPhrase, otherNames } from './names.ts';
import type { Postings } from './postings.ts';
import type { CharactersTerm, NameTerm, PropertyField, PropertyTerm, Query, Term } from './query.ts';
import { QueryError, quote } from './query.ts';
import { nearest } from './suggest.ts';
import { fits, needle } from './wildcard.ts';

/** What a query found. */
export interface Found {
  /** Every character found, and every emoji sequence. */
  readonly all: Bitmap;
  /** Those that formal names alone make results: the rest has to say what matched. */
  readonly formal: Bitmap;
  /** The order of the results: runs of ordinals `first, past`; of these, those in `all` are results. */
  readonly order: readonly number[];
  /** Code points that were asked for one by one and have no name; they come last. */
  readonly unlisted: readonly number[];
  /** How many results there are. */
  readonly total: number;
}

/** How many wildcards and phrases one line may hold: each may have to look at every word, or at thousands of names. */
export const MOST_SCANS = 16;

/** How many steps of a loop are taken between two chances to give way: about a millisecond's work. */
const STEPS = 2000;

/** A set of results, and those of them that are so by their formal names. */
interface Matches {
  readonly all: Bitmap;
  readonly formal: Bitmap;
}

interface Search {
  readonly index: MojiIndex;
  readonly keywords: Keywords | undefined;
  /** How many ordinals there are: characters, and sequences when keywords are searched. */
  readonly size: number;
}

/** Looks up a query; throws {@link QueryError} when it names an unknown property value, or asks for too much. */
export function* search(index: MojiIndex, query: Query): Generator<undefined, Found> {
  const terms = query.alternatives.flat();
  const scans = terms.filter((term) => term.kind === 'name' && (term.phrase || term.words.some(isPattern))).length;
  if (scans > MOST_SCANS) {
    throw new QueryError(`more than ${MOST_SCANS} wildcards and phrases in one line; ask in several lines`);
  }
  const needsKeywords = terms.some((term) => (term.kind === 'name' ? term.keywords : term.kind === 'text'));
  const keywords = needsKeywords ? index.keywords() : undefined;
  const size = index.characters.count + (keywords?.sequences ?? 0);
  const context = { index, keywords, size };
  const all = emptyBitmap(size);
  const formal = emptyBitmap(size);
  for (const alternative of query.alternatives) {
    const matches = yield* searchAll(context, alternative);
    addAll(all, matches.all);
    addAll(formal, matches.formal);
  }
  const ordered = query.alternatives.every((alternative) => alternative.some(isList));
  const { order, unlisted } = ordered ? ordering(context, terms.filter(isList)) : { order: [0, size], unlisted: [] };
  return { all, formal, order, unlisted, total: sizeOf(all) + unlisted.length };
}

function isPattern(word: string): boolean {
  return word.includes('*');
}

/** Whether a term lists characters to find. */
function isList(term: Term): term is CharactersTerm {
  return !term.negative && (term.kind === 'text' || term.kind === 'range');
}

/** What matches all terms of an alternative. Terms that list characters are one term: any of those. */
function* searchAll(search: Search, terms: readonly Term[]): Generator<undefined, Matches> {
  const all = emptyBitmap(search.size);
  const formal = emptyBitmap(search.size);
  const lists = terms.filter(isList);
  if (lists.length === 0) addRun(all, 0, search.size);
  for (const term of lists) addCharacters(search, term, all);
  formal.set(all);
  let steps = 0;
  for (const term of terms) {
    if (isList(term)) continue;
    if (++steps % 16 === 0) yield;
    const matches = yield* searchTerm(search, term);
    if (term.negative) {
      removeAll(all, matches.all);
      removeAll(formal, matches.all);
    } else {
      keepAll(all, matches.all);
      keepAll(formal, matches.formal);
    }
  }
  return { all, formal };
}

function* searchTerm(search: Search, term: Term): Generator<undefined, Matches> {
  if (term.kind === 'name') return term.phrase ? yield* searchPhrase(search, term) : yield* searchWords(search, term);
  const all = emptyBitmap(search.size);
  if (term.kind === 'property') yield* addProperty(search, term, all);
  else addCharacters(search, term, all);
  return { all, formal: all };
}

function* addProperty({ index }: Search, { field, value }: PropertyTerm, all: Bitmap): Generator<undefined> {
  const { ranges } = yield* findValue(index, field, value);
  for (let i = 0; i < ranges.length; i += 2) addCodePoints(index.characters, ranges[i] ?? 0, ranges[i + 1] ?? 0, all);
}

function addCodePoints(characters: Characters, first: number, last: number, all: Bitmap): void {
  addRun(all, firstAtLeast(characters, first), firstAtLeast(characters, last + 1));
}

function addCharacters(search: Search, term: CharactersTerm, all: Bitmap): void {
  if (term.kind === 'range') {
    addCodePoints(search.index.characters, term.first, term.last, all);
    return;
  }
  for (const ordinal of ordinalsIn(search, term.text)) if (ordinal >= 0) addRun(all, ordinal, ordinal + 1);
}

/** What a text is made of: known emoji sequences first as a whole, then each character; -1 - code point if unlisted. */
function* ordinalsIn({ index, keywords }: Search, text: string): Generator<number> {
  let named = 0;
  for (let at = 0; at < text.length; ) {
    for (let end = Math.min(text.length, at + (keywords?.longestSequence ?? 0)); at >= named && end > at + 1; end--) {
      const ordinal = keywords?.ordinalOfSequence(text.slice(at, end));
      if (ordinal === undefined) continue;
      yield ordinal;
      named = end;
    }
    const codePoint = text.codePointAt(at) ?? 0;
    const ordinal = ordinalOf(index.characters, codePoint);
    yield ordinal < 0 ? -1 - codePoint : ordinal;
    at += codePoint > 0xffff ? 2 : 1;
  }
}

/** The order in which terms list characters; each comes where it came first. */
function ordering(search: Search, lists: readonly CharactersTerm[]): { order: number[]; unlisted: number[] } {
  const seen = emptyBitmap(search.size);
  const order: number[] = [];
  const unlisted = new Set<number>();
  const append = (first: number, past: number): void => {
    for (let from = nextOut(seen, first, past); from < past; from = nextOut(seen, from, past)) {
      const to = nextIn(seen, from, past);
      addRun(seen, from, to);
      if (order.at(-1) === from) order[order.length - 1] = to;
      else order.push(from, to);
      from = to;
    }
  };
  for (const term of lists) {
    if (term.kind === 'range') {
      append(firstAtLeast(search.index.characters, term.first), firstAtLeast(search.index.characters, term.last + 1));
      continue;
    }
    for (const ordinal of ordinalsIn(search, term.text)) {
      if (ordinal < 0) unlisted.add(-1 - ordinal);
      else append(ordinal, ordinal + 1);
    }
  }
  return { order, unlisted: [...unlisted] };
}

/** A value of a property by its name; throws with the nearest name, or with what there is. */
function* findValue(index: MojiIndex, field: PropertyField, name: string): Generator<undefined, PropertyValue> {
  const property = index.property(field);
  const value = property.find(field === 'age' && /^\d+$/.test(name) ? `${name}.0` : name);
  if (value) return value;
  const names = property.values.flatMap((each) => each.names.map((known) => known.toLowerCase()));
  const [near] = yield* nearest(name.toLowerCase(), names, () => 0, 1);
  const advice = near ? `did you mean '${near}'?` : `there are ${property.values.length}, such as ${EXAMPLES[field]}`;
  throw new QueryError(`no ${field === 'is' ? 'property' : field} ${quote(name)}; ${advice}`);
}

const EXAMPLES: Record<PropertyField, string> = {
  block: 'block:arrows and block:box_drawing',
  script: 'script:greek and script:Grek',
  category: 'category:Sm, category:Math_Symbol and category:S',
  age: 'age:1.1 and age:18.0',
  is: 'is:emoji and is:uppercase',
};

/** Characters that have every word of a term in their names. */
function* searchWords(search: Search, term: NameTerm): Generator<undefined, Matches> {
  const all = emptyBitmap(search.size);
  const formal = emptyBitmap(search.size);
  addRun(all, 0, search.size);
  addRun(formal, 0, search.size);
  for (const word of term.words) {
    const matches = { all: emptyBitmap(search.size), formal: emptyBitmap(search.size) };
    if (isPattern(word)) yield* addPattern(search, word, term.keywords, matches);
    else addWord(search, word, term.keywords, matches);
    keepAll(all, matches.all);
    keepAll(formal, matches.formal);
  }
  return { all, formal };
}

function addWord(search: Search, word: string, keywords: boolean, matches: Matches): void {
  const { characters, vocabulary } = search.index;
  const id = vocabulary.next(word, 0, word.length);
  if (id >= 0) addId(search, id, keywords, matches);
  const ordinal = ordinalByRule(characters, word);
  if (ordinal >= 0) addMatch(matches, ordinal, ordinal + 1);
}

/** Adds the characters that have a known word. */
function addId({ index }: Search, id: number, withKeywords: boolean, { all, formal }: Matches): void {
  addPostings(index.names.formal, id, formal);
  addPostings(index.names.all, id, all);
  if (withKeywords) for (const postings of index.keywordPostings) addPostings(postings, id, all);
}

function addPostings({ list, from, to }: Postings, id: number, bits: Bitmap): void {
  const end = to[id] ?? 0;
  for (let i = from[id] ?? 0; i < end; i += 2) addRun(bits, list[i] ?? 0, list[i + 1] ?? 0);
}

function addMatch({ all, formal }: Matches, first: number, past: number): void {
  addRun(all, first, past);
  addRun(formal, first, past);
}

/** Adds the characters that have a word that fits a pattern. */
function* addPattern(search: Search, pattern: string, keywords: boolean, matches: Matches): Generator<undefined> {
  const { vocabulary } = search.index;
  const text = vocabulary.text();
  const part = needle(pattern);
  const lead = part.startsWith('\n') ? 1 : 0;
  let steps = 0;
  for (let place = text.indexOf(part); place >= 0; ) {
    const id = vocabulary.idAt(place + lead);
    const word = vocabulary.word(id);
    if (fits(word, pattern)) addId(search, id, keywords, matches);
    if (++steps % STEPS === 0) yield;
    place = text.indexOf(part, text.indexOf('\n', place + lead));
  }
  yield* addRulePattern(search.index.characters, pattern, matches);
}

/** The words that rules make are not in the vocabulary: they are spelled out and compared one by one. */
function* addRulePattern({ ranges }: Characters, pattern: string, matches: Matches): Generator<undefined> {
  const spellings = { hex: /^[0-9A-F*]+$/, hangul: /^[A-Z*]+$/ };
  for (const { rule, firstCodePoint, first, past } of ranges) {
    if (!spellings[rule].test(pattern)) continue;
    for (let ordinal = first; ordinal < past; ordinal++) {
      const codePoint = firstCodePoint + ordinal - first;
      const word = rule === 'hex' ? hex(codePoint) : syllableOf(codePoint);
      if (fits(word, pattern)) addMatch(matches, ordinal, ordinal + 1);
      if (ordinal % STEPS === 0) yield;
    }
  }
}

/** Characters that have consecutive words in one of their names. */
function* searchPhrase(search: Search, term: NameTerm): Generator<undefined, Matches> {
  const { index, size } = search;
  const candidates = yield* searchWords(search, { ...term, phrase: false });
  const all = emptyBitmap(size);
  const formal = emptyBitmap(size);
  for (const range of index.characters.ranges) addRulePhrase(range, term.words, { all, formal });
  const ruled = all.slice();
  let steps = 0;
  for (let ordinal = nextIn(candidates.all, 0, size); ordinal < size; ordinal = nextIn(candidates.all, ordinal + 1, size)) {
    if (has(ruled, ordinal)) continue;
    if (++steps % (STEPS / 4) === 0) yield;
    const range = index.characters.ranges.find(({ first, past }) => ordinal >= first && ordinal < past);
    const isFormal =
      !range && ordinal < index.characters.count && holdsPhrase(foldName(index.characters.nameOf(ordinal)), term.words);
    if (isFormal) addRun(formal, ordinal, ordinal + 1);
    if (isFormal || otherNames(index, term.keywords ? search.keywords : undefined, ordinal).some((name) => holdsPhrase(name, term.words))) {
      addRun(all, ordinal, ordinal + 1);
    }
  }
  return { all, formal };
}

/** The names in one range all begin alike, so one look tells for which of them a phrase holds. */
function addRulePhrase(range: RuleRange, words: readonly string[], matches: Matches): void {
  if (holdsPhrase(foldName(range.prefix), words)) {
    addMatch(matches, range.first, range.past);
    return;
  }
  const last = words.at(-1) ?? '';
  const codePoint = range.rule === 'hex' ? codePointOfHex(last) : codePointOfSyllable(last);
  const ordinal = codePoint === undefined ? -1 : range.first + codePoint - range.firstCodePoint;
  if (ordinal < range.first || ordinal >= range.past) return;
  if (holdsPhrase(foldName(range.prefix + last), words)) addMatch(matches, ordinal, ordinal + 1);
}
