/**
 * Opens the names for asking: from the streams of the file to lists that are looked through. It goes in small steps,
 * since a server answers others meanwhile.
 */
import { folding } from './folding.ts';
import type { EncodedNames } from './layout.ts';
import { COMMONEST } from './layout.ts';
import { FIRST_LANGUAGE, SOURCE } from './sources.ts';
import { streamReader } from './streams.ts';
import { nameOf } from './words.ts';

/** Texts one after the other in one list of bytes; text `i` stands at `starts[i]..starts[i + 1]`. */
export interface Texts {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly count: number;
}

/** Texts in the order of their bytes. */
export interface Terms extends Texts {
  /** The first text that does not come before each two bytes, and last the number of texts. */
  readonly byStart: Uint32Array;
}

/** Lists of numbers one after the other: list `i` stands at `starts[i]..starts[i + 1]`. */
export interface Lists<Items extends Uint16Array | Uint32Array = Uint32Array> {
  readonly starts: Uint32Array;
  readonly items: Items;
}

export interface Names {
  readonly languages: readonly string[];
  /** How many names there are. */
  readonly count: number;
  /** The folded words of names, in the order of their bytes. */
  readonly terms: Terms;
  /** How rare each term is, from near 0 for the commonest to 1. */
  readonly rarity: Float32Array;
  /** How many English names have each term. */
  readonly english: Uint16Array;
  /** The names that have each term. */
  readonly postings: Lists;
  /** The sum of the rarities of the words of each name. */
  readonly weights: Float32Array;
  /** The groups of name `i` are `groups[i]..groups[i + 1]`: its targets by the source that names them so. */
  readonly groups: Uint32Array;
  readonly sources: Uint16Array;
  /** The targets of each group. */
  readonly members: Lists<Uint16Array | Uint32Array>;
  /** The ordinal of each target, and how common it is, 0 to 255. */
  readonly ordinals: Uint32Array;
  readonly commonness: Uint8Array;
  /** How many names each target has, as binary logarithm. */
  readonly nameCounts: Float32Array;
  /** The name as it is written. */
  text(name: number): string;
}

/** So many items of a list are a step, about a millisecond. */
const STEP = 1 << 15;

/** A term of so many names has no rarity left. */
const MOST_NAMES = 40_000;

/** What names in other languages count against English ones, which terms are mostly compared with. */
const OTHER_SHARE = 1 / 50;

/** Words that say little: their rarity is this part of what it would be. */
const SMALL_SHARE = 0.25;
const SMALL_WORDS =
  'a an the of and or for in on to with sign symbol mark character letter emoji icon button face flag key small capital latin'.split(' ');

const COLON = 0x3a;

/** Opens what the file holds. */
export function* decodeNames({ languages, counts, streams }: EncodedNames): Generator<undefined, Names> {
  const pieces = yield* decodePieces(streams, counts);
  const { terms, termOf } = yield* foldPieces(pieces);
  const words = yield* decodeWords(streams, counts);
  const { groups, sources, members } = yield* decodeGroups(streams, counts);
  const isEnglish = (name: number): boolean => {
    const source = sources[groups[name] ?? 0] ?? 0;
    return source < FIRST_LANGUAGE && source !== SOURCE.definition;
  };
  const { postings, english } = yield* invert(words, termOf, terms.count, isEnglish);
  const rarity = yield* rarities(terms, postings, english);
  const weights = new Float32Array(counts.names);
  for (let name = 0; name < counts.names; name++) {
    const first = words.starts[name] ?? 0;
    const past = words.starts[name + 1] ?? 0;
    let sum = 0;
    for (let i = first; i < past; i++) sum += rarity[termOf[words.items[i] ?? 0] ?? 0] ?? 0;
    if (past > first + 1 && isLabel(pieces, words.items[first] ?? 0, words.items[first + 1] ?? 0)) {
      sum -= (1 - SMALL_SHARE) * (rarity[termOf[words.items[first] ?? 0] ?? 0] ?? 0);
    }
    weights[name] = sum;
    if (name % STEP === 0) yield;
  }
  const nameCounts = new Float32Array(counts.targets);
  for (let i = 0; i < members.items.length; i++) {
    const target = members.items[i] ?? 0;
    nameCounts[target] = (nameCounts[target] ?? 0) + 1;
    if (i % (4 * STEP) === 0) yield;
  }
  for (let target = 0; target < counts.targets; target++) nameCounts[target] = Math.log2(nameCounts[target] ?? 1);
  yield;
  const pieceBytes = Buffer.from(pieces.bytes.buffer);
  const pieceText = (piece: number): string =>
    pieceBytes.toString('utf8', pieces.starts[piece] ?? 0, pieces.starts[piece + 1] ?? 0);
  return {
    languages,
    count: counts.names,
    terms,
    rarity,
    english,
    postings,
    weights,
    groups,
    sources,
    members,
    ordinals: decodeOrdinals(streams, counts),
    commonness: streams.commonness,
    nameCounts,
    text: (name) => nameOf(Array.from(words.items.subarray(words.starts[name], words.starts[name + 1]), pieceText)),
  };
}

/** Whether a piece is a label of the one after it: `flag: Japan`, `drapeau : Japon`. */
function isLabel({ bytes, starts }: Texts, piece: number, next: number): boolean {
  return bytes[(starts[piece + 1] ?? 0) - 1] === COLON || bytes[starts[next] ?? 0] === COLON;
}

type Streams = EncodedNames['streams'];
type Counts = EncodedNames['counts'];

function* decodePieces(streams: Streams, counts: Counts): Generator<undefined, Texts> {
  const bytes = new Uint8Array(counts.pieceBytes);
  const starts = new Uint32Array(counts.pieces + 1);
  const [lengths, rest] = [streamReader(streams.pieceLengths), streamReader(streams.pieceBytes)];
  let [at, last] = [0, 0];
  for (let piece = 0; piece < counts.pieces; piece++) {
    const shared = streams.pieceShared[piece] ?? 0;
    starts[piece] = at;
    bytes.copyWithin(at, last, last + shared);
    const length = lengths.number();
    rest.copy(length, bytes, at + shared);
    last = at;
    at += shared + length;
    if (piece % STEP === 0) yield;
  }
  starts[counts.pieces] = at;
  return { bytes, starts, count: counts.pieces };
}

/** Folds the pieces; neighbours that fold to the same are one term. */
function* foldPieces(pieces: Texts): Generator<undefined, { terms: Terms; termOf: Uint32Array }> {
  const { fold } = folding();
  // Few letters fold to more bytes than they have.
  const bytes = new Uint8Array(pieces.bytes.length + (pieces.bytes.length >> 2) + 1024);
  const starts = new Uint32Array(pieces.count + 1);
  const termOf = new Uint32Array(pieces.count);
  let [count, end] = [0, 0];
  for (let piece = 0; piece < pieces.count; piece++) {
    const past = fold(pieces.bytes, pieces.starts[piece] ?? 0, pieces.starts[piece + 1] ?? 0, bytes, end);
    const last = starts[count - 1] ?? 0;
    if (count === 0 || !isSame(bytes, last, end, past)) {
      starts[count++] = end;
      end = past;
    }
    termOf[piece] = count - 1;
    if (piece % (STEP >> 2) === 0) yield;
  }
  starts[count] = end;
  const terms = { bytes: bytes.slice(0, end), starts: starts.slice(0, count + 1), count };
  yield;
  return { terms: { ...terms, byStart: byStart(terms) }, termOf };
}

function byStart({ bytes, starts, count }: Texts): Uint32Array {
  const first = new Uint32Array(0x10001).fill(count);
  let past = 0;
  for (let term = 0; term < count; term++) {
    const start = starts[term] ?? 0;
    const second = start + 1 < (starts[term + 1] ?? 0) ? (bytes[start + 1] ?? 0) : 0;
    const key = ((bytes[start] ?? 0) << 8) | second;
    for (; past <= key; past++) first[past] = term;
  }
  return first;
}

/** Whether the text at `start..end` is the one at `end..past`. */
function isSame(bytes: Uint8Array, start: number, end: number, past: number): boolean {
  if (end - start !== past - end) return false;
  for (let i = 0; i < end - start; i++) if (bytes[start + i] !== bytes[end + i]) return false;
  return true;
}

/** The pieces of each name. */
function* decodeWords(streams: Streams, counts: Counts): Generator<undefined, Lists> {
  const starts = new Uint32Array(counts.names + 1);
  const items = new Uint32Array(counts.words);
  const [lengths, firsts] = [streamReader(streams.wordLengths), streamReader(streams.firstWords)];
  const [later, table] = [streamReader(streams.laterWords), streamReader(streams.commonest)];
  const commonest = Uint32Array.from({ length: COMMONEST }, () => table.number());
  let [at, last] = [0, 0];
  for (let name = 0; name < counts.names; name++) {
    const shared = streams.wordShared[name] ?? 0;
    const first = items[last] ?? 0;
    starts[name] = at;
    items.copyWithin(at, last, last + shared);
    const length = shared + lengths.number();
    for (let i = shared; i < length; i++) {
      if (i === 0) items[at] = first + firsts.number();
      else {
        const number = later.number();
        items[at + i] = number < COMMONEST ? (commonest[number] ?? 0) : number - COMMONEST;
      }
    }
    last = at;
    at += length;
    if (name % STEP === 0) yield;
  }
  starts[counts.names] = at;
  return { starts, items };
}

function* decodeGroups(
  streams: Streams,
  counts: Counts,
): Generator<undefined, { groups: Uint32Array; sources: Uint16Array; members: Names['members'] }> {
  const groups = new Uint32Array(counts.names + 1);
  const sources = new Uint16Array(counts.groups);
  const starts = new Uint32Array(counts.groups + 1);
  const items = counts.targets > 0x10000 ? new Uint32Array(counts.members) : new Uint16Array(counts.members);
  const [groupCounts, sourceNumbers] = [streamReader(streams.groupCounts), streamReader(streams.sources)];
  const [sizes, targets] = [streamReader(streams.groupSizes), streamReader(streams.targets)];
  let [group, member] = [0, 0];
  for (let name = 0; name < counts.names; name++) {
    groups[name] = group;
    for (let i = groupCounts.number(); i > 0; i--) {
      sources[group] = sourceNumbers.number();
      starts[group] = member;
      let target = 0;
      for (let j = sizes.number(); j > 0; j--) items[member++] = target += targets.number();
      group++;
    }
    if (name % STEP === 0) yield;
  }
  groups[counts.names] = group;
  starts[group] = member;
  return { groups, sources, members: { starts, items } };
}

/** The names that have each term, each once; and how many English ones these are. */
function* invert(
  words: Lists,
  termOf: Uint32Array,
  terms: number,
  isEnglish: (name: number) => boolean,
): Generator<undefined, { postings: Lists; english: Uint16Array }> {
  const names = words.starts.length - 1;
  const ends = new Uint32Array(terms + 1);
  const english = new Uint16Array(terms);
  for (let i = 0; i < words.items.length; i++) {
    const next = (termOf[words.items[i] ?? 0] ?? 0) + 1;
    ends[next] = (ends[next] ?? 0) + 1;
    if (i % (2 * STEP) === 0) yield;
  }
  yield;
  for (let term = 0; term < terms; term++) ends[term + 1] = (ends[term + 1] ?? 0) + (ends[term] ?? 0);
  const starts = ends.slice();
  const items = new Uint32Array(words.items.length);
  for (let name = 0; name < names; name++) {
    const counts = isEnglish(name) ? 1 : 0;
    for (let i = words.starts[name] ?? 0; i < (words.starts[name + 1] ?? 0); i++) {
      const term = termOf[words.items[i] ?? 0] ?? 0;
      const end = ends[term] ?? 0;
      items[end] = name;
      ends[term] = end + 1;
      english[term] = Math.min(0xffff, (english[term] ?? 0) + counts);
    }
    if (name % STEP === 0) yield;
  }
  return { postings: { starts, items }, english };
}

function* rarities(terms: Terms, postings: Lists, english: Uint16Array): Generator<undefined, Float32Array> {
  const rarity = new Float32Array(terms.count);
  const scale = Math.log(MOST_NAMES);
  for (let term = 0; term < terms.count; term++) {
    const all = (postings.starts[term + 1] ?? 0) - (postings.starts[term] ?? 0);
    rarity[term] = Math.max(0.15, 1 - (0.8 * Math.log(1 + (english[term] ?? 0) + all * OTHER_SHARE)) / scale);
    if (term % STEP === 0) yield;
  }
  for (const word of SMALL_WORDS) {
    const term = termAt(terms, Buffer.from(word));
    if (term >= 0) rarity[term] = (rarity[term] ?? 0) * SMALL_SHARE;
  }
  return rarity;
}

function decodeOrdinals(streams: Streams, counts: Counts): Uint32Array {
  const reader = streamReader(streams.ordinals);
  const ordinals = new Uint32Array(counts.targets);
  let last = 0;
  for (let target = 0; target < counts.targets; target++) {
    const step = reader.number();
    last += step % 2 === 0 ? step / 2 : -(step - 1) / 2;
    ordinals[target] = last;
  }
  return ordinals;
}

/** The number of a term, or -1. */
export function termAt(terms: Terms, word: Uint8Array): number {
  const place = firstTerm(terms, word);
  return place < terms.count && startsWith(terms, place, word) && lengthOf(terms, place) === word.length ? place : -1;
}

/** The first term that does not come before a word. */
export function firstTerm({ bytes, starts, count, byStart }: Terms, word: Uint8Array): number {
  const key = word.length < 2 ? 0 : ((word[0] ?? 0) << 8) | (word[1] ?? 0);
  let low = key === 0 ? 0 : (byStart[key] ?? 0);
  let high = key === 0 ? count : (byStart[key + 1] ?? count);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(bytes, starts[middle] ?? 0, starts[middle + 1] ?? 0, word)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBefore(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  for (let i = 0; i < word.length; i++) {
    if (start + i >= end) return true;
    const difference = (bytes[start + i] ?? 0) - (word[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Whether a term starts with a word. */
export function startsWith({ bytes, starts }: Texts, term: number, word: Uint8Array): boolean {
  const start = starts[term] ?? 0;
  if ((starts[term + 1] ?? 0) - start < word.length) return false;
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word[i]) return false;
  return true;
}

/** How many bytes a term has. */
export function lengthOf({ starts }: Texts, term: number): number {
  return (starts[term + 1] ?? 0) - (starts[term] ?? 0);
}
