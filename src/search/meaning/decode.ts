/**
 * Opens the names for asking: decodes the streams of the file into the lists that are searched. It goes in small steps,
 * since a server answers others meanwhile.
 */
import type { NamesReader } from './file.ts';
import { folding } from './folding.ts';
import type { Terms, Texts } from './lookup.ts';
import { byHash, byStart, termAt } from './lookup.ts';
import type { NameRecords } from './name-records.ts';
import {
  decodeRecords,
  endOfTargets,
  firstSource,
  listOfGroups,
  nextGroup,
  setWeight,
  startOfGroups,
  startOfTargets,
} from './name-records.ts';
import type { NameWords } from './name-words.ts';
import { openWords } from './name-words.ts';
import type { Room } from './room.ts';
import { cleared, newRoom } from './room.ts';
import { foldedSmallWords } from './small-words.ts';
import { FIRST_LANGUAGE, SOURCE, isDefinition } from './sources.ts';
import { streamReader } from './streams.ts';
import { nameReader } from './words.ts';

/** Lists of numbers one after the other: list `i` stands at `starts[i]..starts[i + 1]`. */
export interface Lists {
  readonly starts: Uint32Array;
  readonly items: Uint32Array;
}

export interface Names {
  readonly languages: readonly string[];
  /** How many names there are. */
  readonly count: number;
  /** The folded words of names, in the order of their bytes. */
  readonly terms: Terms;
  /** How rare each term is, from near 0 for the commonest to 255. */
  readonly rarity: Uint8Array;
  /** How many English names have each term, 255 for more. */
  readonly english: Uint8Array;
  /** The names that have each term. */
  readonly postings: Lists;
  readonly records: NameRecords;
  /** The ordinal of each target, and how common it is, 0 to 255. */
  readonly ordinals: Uint32Array;
  readonly commonness: Uint8Array;
  /** How many names each target has, as binary logarithm. */
  readonly nameCounts: Float32Array;
  /** Room for lists that questions are worked out with. */
  readonly room: Room;
  /** The name as it is written. */
  text(name: number): string;
}

/** Items of a list per step: a few milliseconds before the code is optimized, and less afterwards. */
const STEP = 1 << 10;

/** A term with this many names has no rarity left. */
const MAX_NAMES = 40_000;

/** How much a name in another language counts towards the rarity of a term, compared to an English one. */
const OTHER_SHARE = 1 / 50;

/** The rarity of words that say little is this part of what it would be. */
const SMALL_SHARE = 0.25;

const COLON = 0x3a;

/** Opens what the file holds. */
export function* decodeNames(file: NamesReader): Generator<undefined, Names> {
  const { languages, counts } = file;
  const room = newRoom();
  const scratch = newRoom();
  const termOf = scratch.numbers(counts.pieces);
  const kept = scratch.taken();
  const pieces = yield* decodePieces(file, room, scratch);
  scratch.giveBack(kept);
  const terms = yield* foldPieces(pieces, termOf, room);
  const records = yield* decodeRecords(file, room, scratch);
  scratch.giveBack(kept);
  const words = yield* openWords(file, room);
  const counted = yield* cleared(scratch.shorts(terms.count));
  yield* countEnglish(words, termOf, records, counted);
  const starts = yield* countNames(words, termOf, terms.count, room);
  const rarity = yield* rarities(terms, starts, counted, room);
  const items = yield* invert(words, termOf, starts, pieces, rarity, records, room, scratch);
  const english = room.bytes(terms.count);
  for (let term = 0; term < terms.count; term++) english[term] = Math.min(0xff, counted[term] ?? 0);
  yield;
  const ordinals = yield* decodeOrdinals(file, room, scratch);
  scratch.giveBack(0);
  const nameOf = nameReader(pieces);
  return {
    languages,
    count: counts.names,
    terms,
    rarity,
    english,
    postings: { starts, items },
    records,
    ordinals,
    commonness: yield* file.stream('commonness', room),
    nameCounts: yield* countOfTargets(records, counts, room),
    room: scratch,
    text: (name) => nameOf(words.of(name)),
  };
}

/** Whether a piece is a label of the one after it: `flag: Japan`, `drapeau : Japon`. */
function isLabel({ bytes, starts }: Texts, piece: number, next: number): boolean {
  return bytes[(starts[piece + 1] ?? 0) - 1] === COLON || bytes[starts[next] ?? 0] === COLON;
}

function* decodePieces({ counts, stream }: NamesReader, room: Room, scratch: Room): Generator<undefined, Texts> {
  const bytes = room.bytes(counts.pieceBytes);
  const starts = room.numbers(counts.pieces + 1);
  const shared = yield* stream('pieceShared', scratch);
  const lengths = streamReader(yield* stream('pieceLengths', scratch));
  const rest = streamReader(yield* stream('pieceBytes', scratch));
  let [at, last] = [0, 0];
  for (let piece = 0; piece < counts.pieces; piece++) {
    const same = shared[piece] ?? 0;
    starts[piece] = at;
    for (let i = 0; i < same; i++) bytes[at + i] = bytes[last + i] ?? 0;
    const length = lengths.number();
    rest.copy(length, bytes, at + same);
    last = at;
    at += same + length;
    if (piece % STEP === 0) yield;
  }
  starts[counts.pieces] = at;
  return { bytes, starts, count: counts.pieces };
}

/** Folds the pieces; neighbours that fold to the same are one term. The term of each piece is written to `termOf`. */
function* foldPieces(pieces: Texts, termOf: Uint32Array, room: Room): Generator<undefined, Terms> {
  const { fold } = folding();
  // Few letters fold to more bytes than they have. A write past the end would be ignored, so it is checked.
  const bytes = room.bytes(pieces.bytes.length + (pieces.bytes.length >> 2) + 1024);
  const starts = room.numbers(pieces.count + 1);
  let [count, end] = [0, 0];
  for (let piece = 0; piece < pieces.count; piece++) {
    const past = fold(pieces.bytes, pieces.starts[piece] ?? 0, pieces.starts[piece + 1] ?? 0, bytes, end);
    if (past > bytes.length) throw new RangeError(`${bytes.length} bytes are no room for the folded names`);
    const last = starts[count - 1] ?? 0;
    if (count === 0 || !isSame(bytes, last, end, past)) {
      starts[count++] = end;
      end = past;
    }
    termOf[piece] = count - 1;
    if (piece % STEP === 0) yield;
  }
  starts[count] = end;
  yield;
  const terms = { bytes: bytes.subarray(0, end), starts: starts.subarray(0, count + 1), count };
  return { ...terms, byStart: yield* byStart(terms), table: yield* byHash(terms, room) };
}

/** Whether the text at `start..end` is the one at `end..past`. */
function isSame(bytes: Uint8Array, start: number, end: number, past: number): boolean {
  if (end - start !== past - end) return false;
  for (let i = 0; i < end - start; i++) if (bytes[start + i] !== bytes[end + i]) return false;
  return true;
}

/** Counts how many English names have each term. */
function* countEnglish(
  words: NameWords,
  termOf: Uint32Array,
  records: NameRecords,
  english: Uint16Array,
): Generator<undefined> {
  yield* words.each((name, pieces, length) => {
    const source = firstSource(records, name);
    if (source === SOURCE.local || source >= FIRST_LANGUAGE || isDefinition(source)) return;
    for (let i = 0; i < length; i++) {
      const term = termOf[pieces[i] ?? 0] ?? 0;
      english[term] = Math.min(0xffff, (english[term] ?? 0) + 1);
    }
  });
}

/** Where the names of each term start, when they stand one after the other. */
function* countNames(
  words: NameWords,
  termOf: Uint32Array,
  terms: number,
  room: Room,
): Generator<undefined, Uint32Array> {
  const starts = yield* cleared(room.numbers(terms + 1));
  yield* words.each((_name, pieces, length) => {
    for (let i = 0; i < length; i++) {
      if (isRepeated(termOf, pieces, i)) continue;
      const next = (termOf[pieces[i] ?? 0] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
  });
  for (let term = 0; term < terms; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  return starts;
}

/**
 * Whether an earlier piece of the name has the same term; a term counts once per name: `tim` in `trái tim màu tím`.
 */
function isRepeated(termOf: Uint32Array, pieces: readonly number[], place: number): boolean {
  const term = termOf[pieces[place] ?? 0];
  for (let i = 0; i < place; i++) if (termOf[pieces[i] ?? 0] === term) return true;
  return false;
}

/** The names that have each term. What the words of each name weigh is written to its record. */
function* invert(
  words: NameWords,
  termOf: Uint32Array,
  starts: Uint32Array,
  pieces: Texts,
  rarity: Uint8Array,
  records: NameRecords,
  room: Room,
  scratch: Room,
): Generator<undefined, Uint32Array> {
  const ends = scratch.numbers(starts.length);
  ends.set(starts);
  // Cleared in steps, since the loop below writes all over it and would touch all of its memory at once.
  const items = yield* cleared(room.numbers(starts.at(-1) ?? 0));
  yield* words.each((name, list, length) => {
    let sum = 0;
    for (let i = 0; i < length; i++) {
      if (isRepeated(termOf, list, i)) continue;
      const term = termOf[list[i] ?? 0] ?? 0;
      const end = ends[term] ?? 0;
      items[end] = name;
      ends[term] = end + 1;
      const isLess = i === 0 && length > 1 && isLabel(pieces, list[0] ?? 0, list[1] ?? 0);
      sum += (rarity[term] ?? 0) * (isLess ? SMALL_SHARE : 1);
    }
    setWeight(records, name, Math.round(sum));
  });
  return items;
}

/** How rare each term is, of 255. */
function* rarities(
  terms: Terms,
  starts: Uint32Array,
  english: Uint16Array,
  room: Room,
): Generator<undefined, Uint8Array> {
  const rarity = room.bytes(terms.count);
  const scale = Math.log(MAX_NAMES);
  for (let term = 0; term < terms.count; term++) {
    const all = (starts[term + 1] ?? 0) - (starts[term] ?? 0);
    const share = 1 - (0.8 * Math.log(1 + (english[term] ?? 0) + all * OTHER_SHARE)) / scale;
    rarity[term] = Math.round(255 * Math.max(0.15, share));
    if (term % STEP === 0) yield;
  }
  const { folded } = folding();
  for (const word of foldedSmallWords(folded)) {
    const term = termAt(terms, word);
    if (term >= 0) rarity[term] = Math.round((rarity[term] ?? 0) * SMALL_SHARE);
  }
  return rarity;
}

function* decodeOrdinals(
  { counts, stream }: NamesReader,
  room: Room,
  scratch: Room,
): Generator<undefined, Uint32Array> {
  const reader = streamReader(yield* stream('ordinals', scratch));
  const ordinals = room.numbers(counts.targets);
  let last = 0;
  for (let target = 0; target < counts.targets; target++) {
    last += reader.signed();
    ordinals[target] = last;
  }
  return ordinals;
}

/** How many names each target has, as binary logarithm. */
function* countOfTargets(
  records: NameRecords,
  { names, targets }: NamesReader['counts'],
  room: Room,
): Generator<undefined, Float32Array> {
  const counts = yield* cleared(room.floats(targets));
  for (let name = 0; name < names; name++) {
    const list = listOfGroups(records, name);
    for (let at = startOfGroups(records, name); at >= 0; at = nextGroup(list, at)) {
      const end = endOfTargets(list, at);
      for (let i = startOfTargets(list, at); i < end; i++) counts[list[i] ?? 0] = (counts[list[i] ?? 0] ?? 0) + 1;
    }
    if (name % STEP === 0) yield;
  }
  for (let target = 0; target < targets; target++) counts[target] = Math.log2(counts[target] ?? 1);
  return counts;
}
