/**
 * Makes the file of names. It contains, as streams: all **pieces** (see words.ts) in the order of their folded words;
 * all **names** as the numbers of their pieces, sorted by these; for each name the sources it comes from, and for each
 * source the characters. In this order, neighbours repeat each other, and 630,000 names take 11 MB.
 */
import { findAnnotations } from '../../unicode/annotations.ts';
import type { Characters } from '../../unicode/characters.ts';
import { commonness, textOf } from './commonness.ts';
import { folding } from './folding.ts';
import type { EncodedNames } from './layout.ts';
import { COMMONEST, MAX_TARGETS, NAMES_PER_BLOCK } from './layout.ts';
import { SOURCE, allNames, baseOf, ordinalsOf, otherLanguages, sourceLanguage } from './sources.ts';
import { streamWriter } from './streams.ts';
import { piecesOf } from './words.ts';

/** Which name stands for which target, by which source: three lists of one length. */
interface Entries {
  readonly names: readonly string[];
  readonly name: readonly number[];
  readonly source: readonly number[];
  readonly target: readonly number[];
  /** The ordinals of targets. */
  readonly ordinals: readonly number[];
}

/** The number of possible sources and of possible targets in the key that an entry is sorted by. */
const [SOURCES, TARGETS] = [2 ** 10, 2 ** 18];

/** Encodes all names of the characters. */
export function encodeNames(characters: Characters): EncodedNames {
  const languages = otherLanguages();
  const entries = readEntries(characters, languages);
  const pieces = sortPieces(entries.names);
  const order = sortNames(pieces.words);
  const words = order.map((name) => pieces.words[name] ?? []);
  if (entries.ordinals.length > MAX_TARGETS) throw new RangeError(`more than ${MAX_TARGETS} characters have names`);
  const groups = encodeGroups(entries, order);
  const { bytes, ...pieceStreams } = encodePieces(pieces.texts);
  return {
    languages,
    counts: {
      pieces: pieces.texts.length,
      pieceBytes: bytes,
      names: order.length,
      words: words.reduce((sum, { length }) => sum + length, 0),
      groups: groups.count,
      targets: entries.ordinals.length,
      members: groups.members,
    },
    streams: {
      ...pieceStreams,
      ...encodeWords(words),
      ...groups.streams,
      ordinals: encodeOrdinals(entries.ordinals),
      commonness: measureCommonness(characters, entries),
    },
  };
}

/** What a variety of a language repeats of the language itself is left out. */
function readEntries(characters: Characters, languages: readonly string[]): Entries {
  const [names, targets] = [numbered<string>(), numbered<number>()];
  const [name, source, target]: [number[], number[], number[]] = [[], [], []];
  const said = new Map<string, Set<number>>();
  for (const entry of allNames(characters, ordinalsOf(characters))) {
    const [nameId, targetId] = [names.of(entry.name), targets.of(entry.ordinal)];
    const base = baseOf(sourceLanguage(entry.source, languages) ?? '');
    if (base !== '') {
      const known = said.get(base) ?? new Set();
      said.set(base, known);
      const key = nameId * TARGETS + targetId;
      if (known.has(key)) continue;
      known.add(key);
    }
    name.push(nameId);
    source.push(entry.source);
    target.push(targetId);
  }
  return { names: names.values, name, source, target, ordinals: targets.values };
}

function numbered<T>(): { of(value: T): number; readonly values: T[] } {
  const places = new Map<T, number>();
  const values: T[] = [];
  return {
    values,
    of(value) {
      const known = places.get(value);
      if (known !== undefined) return known;
      places.set(value, values.length);
      return values.push(value) - 1;
    },
  };
}

/** All pieces in the order of their folded words, and for each name the places of its pieces in it. */
function sortPieces(names: readonly string[]): { texts: string[]; words: number[][] } {
  const pieces = numbered<string>();
  const words = names.map((name) => piecesOf(name).map(pieces.of));
  const { folded } = folding();
  const keys = pieces.values.map(folded);
  const compare = (a: number, b: number): number =>
    compareTexts(keys[a] ?? '', keys[b] ?? '') || compareTexts(pieces.values[a] ?? '', pieces.values[b] ?? '');
  const order = pieces.values.map((_, id) => id).sort(compare);
  const places = new Uint32Array(order.length);
  for (const [place, id] of order.entries()) places[id] = place;
  for (const each of words) for (const [i, id] of each.entries()) each[i] = places[id] ?? 0;
  return { texts: order.map((id) => pieces.values[id] ?? ''), words };
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The numbers of names in the order of their words. */
function sortNames(words: readonly (readonly number[])[]): number[] {
  return words
    .map((_, name) => name)
    .sort((a, b) => {
      const [one, other] = [words[a] ?? [], words[b] ?? []];
      for (let i = 0; i < one.length && i < other.length; i++) {
        if (one[i] !== other[i]) return (one[i] ?? 0) - (other[i] ?? 0);
      }
      return one.length - other.length;
    });
}

/** For each piece: how many bytes it shares with the one before, how many more it has, and those bytes. */
function encodePieces(
  pieces: readonly string[],
): Record<'pieceShared' | 'pieceLengths' | 'pieceBytes', Uint8Array> & { readonly bytes: number } {
  const [shared, lengths, rest] = [streamWriter(), streamWriter(), streamWriter()];
  let last: Uint8Array = new Uint8Array(0);
  let total = 0;
  for (const piece of pieces) {
    const bytes = Buffer.from(piece);
    let same = 0;
    while (same < 255 && same < bytes.length && same < last.length && bytes[same] === last[same]) same++;
    shared.byte(same);
    lengths.number(bytes.length - same);
    rest.bytes(bytes.subarray(same));
    total += bytes.length;
    last = bytes;
  }
  return { pieceShared: shared.finish(), pieceLengths: lengths.finish(), pieceBytes: rest.finish(), bytes: total };
}

/**
 * For each name: how many pieces it shares with the one before in its block, how many more it has, and those pieces:
 * the first as its distance from that of the name before, the others by number, where the commonest are first.
 */
function encodeWords(
  names: readonly (readonly number[])[],
): Record<'wordShared' | 'wordLengths' | 'firstWords' | 'laterWords' | 'commonest', Uint8Array> {
  const [shared, lengths, firsts] = [streamWriter(), streamWriter(), streamWriter()];
  const [later, table] = [streamWriter(), streamWriter()];
  const commonest = commonestOf(names);
  const ranks = new Map(commonest.map((word, rank) => [word, rank]));
  for (const word of commonest) table.number(word);
  let last: readonly number[] = [];
  for (const [place, words] of names.entries()) {
    if (place % NAMES_PER_BLOCK === 0) last = [];
    let same = 0;
    while (same < 255 && same < words.length && words[same] === last[same]) same++;
    shared.byte(same);
    if (words.length - same > 0xff) throw new RangeError(`no room for a name of ${words.length} words`);
    lengths.byte(words.length - same);
    for (let i = same; i < words.length; i++) {
      const word = words[i] ?? 0;
      if (i === 0) firsts.number(word - (last[0] ?? 0));
      else later.number(ranks.get(word) ?? COMMONEST + word);
    }
    last = words;
  }
  return {
    wordShared: shared.finish(),
    wordLengths: lengths.finish(),
    firstWords: firsts.finish(),
    laterWords: later.finish(),
    commonest: table.finish(),
  };
}

function commonestOf(names: readonly (readonly number[])[]): number[] {
  const uses = new Map<number, number>();
  for (const words of names) {
    for (let i = 1; i < words.length; i++) uses.set(words[i] ?? 0, (uses.get(words[i] ?? 0) ?? 0) + 1);
  }
  return [...uses]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, COMMONEST)
    .map(([word]) => word);
}

/**
 * For each name: how many sources it has, which they are, how many targets each has, and the distances between targets,
 * of which the first is from the first target of the source before: names next to each other often stand for one thing.
 */
function encodeGroups(
  { name, source, target }: Entries,
  order: readonly number[],
): {
  streams: Record<'groupCounts' | 'sources' | 'groupSizes' | 'targets', Uint8Array>;
  count: number;
  members: number;
} {
  const places = new Uint32Array(order.length);
  for (const [place, id] of order.entries()) places[id] = place;
  const keys = Float64Array.from(
    name,
    (id, i) => ((places[id] ?? 0) * SOURCES + (source[i] ?? 0)) * TARGETS + (target[i] ?? 0),
  ).sort();
  const [counts, sources, sizes, targets] = [streamWriter(), streamWriter(), streamWriter(), streamWriter()];
  let [count, members, size, groups, last, first, lastTarget] = [0, 0, 0, 0, -1, 0, 0];
  for (const [i, key] of keys.entries()) {
    if (i > 0 && key === keys[i - 1]) continue;
    const group = Math.floor(key / TARGETS);
    if (group !== last) {
      if (last >= 0) sizes.number(size);
      if (last >= 0 && Math.floor(group / SOURCES) !== Math.floor(last / SOURCES)) {
        counts.number(groups);
        groups = 0;
      }
      sources.number(group % SOURCES);
      [size, last] = [0, group];
      groups++;
      count++;
    }
    const each = key % TARGETS;
    if (size > 0) targets.number(each - lastTarget);
    else {
      targets.signed(each - first);
      first = each;
    }
    lastTarget = each;
    size++;
    members++;
  }
  sizes.number(size);
  counts.number(groups);
  const streams = {
    groupCounts: counts.finish(),
    sources: sources.finish(),
    groupSizes: sizes.finish(),
    targets: targets.finish(),
  };
  return { streams, count, members };
}

/** The distance of the ordinal of each target from the one before. */
function encodeOrdinals(ordinals: readonly number[]): Uint8Array {
  const stream = streamWriter();
  let last = 0;
  for (const ordinal of ordinals) {
    stream.signed(ordinal - last);
    last = ordinal;
  }
  return stream.finish();
}

function measureCommonness(characters: Characters, { source, target, ordinals }: Entries): Uint8Array {
  const measure = commonness();
  const { sequences } = findAnnotations();
  const sources = ordinals.map(() => new Set<number>());
  for (const [i, each] of target.entries()) {
    const from = source[i] ?? 0;
    // A character that has everyday names in several languages is no more common.
    sources[each]?.add(from === SOURCE.local ? SOURCE.everyday : from);
  }
  return Uint8Array.from(ordinals, (ordinal, each) =>
    measure(textOf(characters, sequences, ordinal), sources[each] ?? new Set()),
  );
}
