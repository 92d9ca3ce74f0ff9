/**
 * Answers queries of every kind, with sets of characters as bitmaps. Work of more than a millisecond or two yields now
 * and then, so that whoever runs it can give others their turn; how much of it a line can ask for, the parser bounds.
 */
import type { RuleRange } from '../../unicode/characters.ts';
import { firstAtLeast } from '../../unicode/characters.ts';
import { codePointOfHex, codePointOfSyllable, syllableOf } from '../../unicode/names-by-rule.ts';
import type { Bitmap } from '../sets/collector.ts';
import { addAll, addRun, emptyBitmap, has, keepAll, nextIn, removeAll, sizeOf } from '../sets/collector.ts';
import type { Keywords } from '../index/keyword-index.ts';
import type { Listing } from './listing.ts';
import { emptyListing, exclude, join, list } from './listing.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import { ordinalByRule } from '../index/name-index.ts';
import type { Name } from './reasons.ts';
import { foldName, holdsPhrase, otherNames, shownName } from './reasons.ts';
import type { Postings } from '../index/postings.ts';
import { findValue } from './property-values.ts';
import type { CharactersTerm, NameTerm, PropertyTerm, Query, Term } from '../query.ts';
import { isList, isPattern } from '../query.ts';
import type { Fits } from '../words/pattern.ts';
import { fitting, needle } from '../words/pattern.ts';

/** What a query found. */
export interface Found {
  /** Every character found, and every emoji sequence. */
  readonly all: Bitmap;
  /** Those that the names they are shown by make results: the rest has to say what matched. */
  readonly formal: Bitmap;
  /** The order of the results: runs of ordinals `first, past`; of these, those in `all` are results. */
  readonly order: readonly number[];
  /** Code points that were asked for and that the table does not have; they come last. */
  readonly unlisted: readonly number[];
  /** How many results there are. */
  readonly total: number;
  /** There when the query has to do with keywords or sequences. */
  readonly keywords: Keywords | undefined;
}

/** A set of results, and those of them that are so by the names they are shown by. */
interface Matches {
  readonly all: Bitmap;
  readonly formal: Bitmap;
}

interface Search {
  readonly index: MojiIndex;
  readonly keywords: Keywords | undefined;
  /** How many ordinals there are: characters, and sequences when keywords are searched. */
  readonly size: number;
  /** Work since the last chance to give way, in steps of which a thousand take about a millisecond. */
  work: number;
}

/** Steps of work between two chances to give way. */
const STEPS = 1000;

/** What one pass over a bitmap costs, in steps. */
const PASS = 10;

/** Looks up a query; throws QueryError when it names a property value that does not exist. */
export function* search(index: MojiIndex, query: Query): Generator<undefined, Found> {
  const keywords = query.alternatives.flat().some(needsKeywords) ? index.keywords() : undefined;
  const size = index.characters.count + (keywords?.sequences ?? 0);
  const running = { index, keywords, size, work: 0 };
  const all = emptyBitmap(size);
  const formal = emptyBitmap(size);
  const listing = emptyListing(size);
  for (const alternative of query.alternatives) {
    const own = emptyListing(size);
    const matches = yield* searchAll(running, alternative, own);
    addAll(all, matches.all);
    addAll(formal, matches.formal);
    join(listing, own);
  }
  const isListed = query.alternatives.every((alternative) => alternative.some(isList));
  const unlisted = [...listing.unlisted];
  const found = sizeOf(all);
  // Nearly always they are the same, and one set is all that is held while a client takes its time.
  const bare = sizeOf(formal) === found ? all : formal;
  const order = isListed ? listing.order : [0, size];
  return { all, formal: bare, order, unlisted, total: found + unlisted.length, keywords };
}

/** Whether a term looks through keywords, or for emoji sequences. */
function needsKeywords(term: Term): boolean {
  return term.kind === 'name' ? term.keywords : term.kind === 'text';
}

/** Whether it is time to give way, after so much more work. */
function isTired(running: Search, work: number): boolean {
  running.work += work;
  if (running.work < STEPS) return false;
  running.work = 0;
  return true;
}

/** What matches all terms of an alternative. Terms that list characters are one term: any of those. */
function* searchAll(running: Search, terms: readonly Term[], listing: Listing): Generator<undefined, Matches> {
  const all = emptyBitmap(running.size);
  for (const term of terms.filter(isList)) {
    addToListing(running, term, listing);
    if (isTired(running, costOf(term))) yield;
  }
  if (terms.some(isList)) addAll(all, listing.all);
  else addRun(all, 0, running.size);
  const formal = all.slice();
  for (const term of terms) {
    if (isTired(running, costOf(term))) yield;
    if (term.kind !== 'name' && term.kind !== 'property') {
      if (term.negative) leaveOut(running, term, listing, [all, formal]);
      continue;
    }
    const matches = term.kind === 'name' ? yield* searchName(running, term) : yield* searchProperty(running, term);
    if (term.negative) {
      removeAll(all, matches.all);
      removeAll(formal, matches.all);
    } else {
      keepAll(all, matches.all);
      keepAll(formal, matches.formal);
      // What has no name has no properties to be found by, either.
      listing.unlisted.clear();
    }
  }
  return { all, formal };
}

function costOf(term: Term): number {
  return term.kind === 'text' ? term.text.length : 4 * PASS;
}

function addToListing({ index, keywords }: Search, term: CharactersTerm, listing: Listing): void {
  list(term, index.characters, keywords, listing);
}

function leaveOut(running: Search, term: CharactersTerm, listing: Listing, sets: readonly Bitmap[]): void {
  const excluded = emptyListing(running.size);
  addToListing(running, term, excluded);
  for (const set of sets) removeAll(set, excluded.all);
  exclude(listing, term, excluded);
}

function* searchProperty({ index, size }: Search, { field, value }: PropertyTerm): Generator<undefined, Matches> {
  const { ranges } = yield* findValue(index, field, value);
  const all = emptyBitmap(size);
  for (let i = 0; i < ranges.length; i += 2) {
    const first = firstAtLeast(index.characters, ranges[i] ?? 0);
    addRun(all, first, firstAtLeast(index.characters, (ranges[i + 1] ?? 0) + 1));
  }
  return { all, formal: all };
}

function searchName(running: Search, term: NameTerm): Generator<undefined, Matches> {
  return term.phrase ? searchPhrase(running, term) : searchWords(running, term);
}

/** Characters that have every word of a term in their names. */
function* searchWords(running: Search, term: NameTerm): Generator<undefined, Matches> {
  let all: Bitmap | undefined;
  let formal: Bitmap | undefined;
  for (const word of term.words) {
    const matches = { all: emptyBitmap(running.size), formal: emptyBitmap(running.size) };
    if (isPattern(word)) yield* addPattern(running, word, term.keywords, matches);
    else addWord(running, word, term.keywords, matches);
    if (isTired(running, 4 * PASS)) yield;
    if (all && formal) {
      keepAll(all, matches.all);
      keepAll(formal, matches.formal);
    } else {
      ({ all, formal } = matches);
    }
  }
  return { all: all ?? emptyBitmap(running.size), formal: formal ?? emptyBitmap(running.size) };
}

function addWord(running: Search, word: string, keywords: boolean, matches: Matches): void {
  const { characters, vocabulary } = running.index;
  const id = vocabulary.idOf(word);
  if (id >= 0) addId(running, id, keywords, matches);
  const ordinal = ordinalByRule(characters, word);
  if (ordinal >= 0) addMatch(matches, ordinal, ordinal + 1);
}

/** Adds the characters that have a known word. Sequences have their one name from CLDR. */
function addId({ index, keywords }: Search, id: number, withKeywords: boolean, { all, formal }: Matches): void {
  addPostings(index.names.formal, id, formal);
  addPostings(index.names.all, id, all);
  if (!keywords) return;
  addPostings(index.keywordPostings.sequenceNames, id, formal);
  addPostings(index.keywordPostings.sequenceNames, id, all);
  if (!withKeywords) return;
  addPostings(index.keywordPostings.annotations, id, all);
  addPostings(index.keywordPostings.definitions, id, all);
}

function addPostings({ list: runs, from, to }: Postings, id: number, bits: Bitmap): void {
  const end = to[id] ?? 0;
  for (let i = from[id] ?? 0; i < end; i += 2) addRun(bits, runs[i] ?? 0, runs[i + 1] ?? 0);
}

function addMatch({ all, formal }: Matches, first: number, past: number): void {
  addRun(all, first, past);
  addRun(formal, first, past);
}

/** Adds the characters that have a word that fits a pattern. */
function* addPattern(running: Search, pattern: string, keywords: boolean, matches: Matches): Generator<undefined> {
  const { vocabulary } = running.index;
  const fits = fitting(pattern);
  const text = vocabulary.text();
  const part = needle(pattern);
  const lead = part.startsWith('\n') ? 1 : 0;
  for (let place = text.indexOf(part); place >= 0; ) {
    const id = vocabulary.idAt(place + lead);
    if (vocabulary.is(id, fits)) addId(running, id, keywords, matches);
    if (isTired(running, 1)) yield;
    place = text.indexOf(part, text.indexOf('\n', place + lead));
  }
  yield* addRuleWords(running, pattern, fits, matches);
}

/** The words that rules make are not in the vocabulary: they are spelled out and compared one by one. */
function* addRuleWords(running: Search, pattern: string, fits: Fits, matches: Matches): Generator<undefined> {
  const { ranges } = running.index.characters;
  const letters = { hex: /^[0-9A-F*]+$/, hangul: /^[A-Z*]+$/ };
  const word = Buffer.alloc(LONGEST_RULE_WORD);
  for (const { rule, firstCodePoint, first, past } of ranges) {
    if (!letters[rule].test(pattern)) continue;
    for (let ordinal = first; ordinal < past; ordinal++) {
      const codePoint = firstCodePoint + ordinal - first;
      const length = rule === 'hex' ? spellHex(codePoint, word) : word.write(syllableOf(codePoint), 'latin1');
      if (fits(word, 0, length)) addMatch(matches, ordinal, ordinal + 1);
      if (ordinal % STEPS === 0 && isTired(running, STEPS / 5)) yield;
    }
  }
}

const LONGEST_RULE_WORD = 8;

/** Writes a code point as rule NR2 does; returns how many digits it has. */
function spellHex(codePoint: number, out: Uint8Array): number {
  const digits = codePoint > 0xffff ? 5 : 4;
  for (let i = 0; i < digits; i++) {
    const digit = (codePoint >>> ((digits - 1 - i) * 4)) & 15;
    out[i] = digit < 10 ? 0x30 + digit : 0x37 + digit;
  }
  return digits;
}

/** Characters that have consecutive words in one of their names. */
function* searchPhrase(running: Search, term: NameTerm): Generator<undefined, Matches> {
  const { index, keywords, size } = running;
  const others = (ordinal: number): readonly Name[] => otherNames(index, term.keywords ? keywords : undefined, ordinal);
  const candidates = yield* searchWords(running, term);
  const matches = { all: emptyBitmap(size), formal: emptyBitmap(size) };
  for (const range of index.characters.ranges) addRulePhrase(range, term.words, matches);
  for (let at = nextIn(candidates.all, 0, size); at < size; at = nextIn(candidates.all, at + 1, size)) {
    if (has(matches.formal, at)) continue;
    if (isTired(running, 2)) yield;
    if (holdsPhrase(foldName(shownName(index, keywords, at)), term.words)) addMatch(matches, at, at + 1);
    else if (others(at).some((name) => holdsPhrase(name, term.words))) addRun(matches.all, at, at + 1);
  }
  return matches;
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
