/**
 * What only `~` looks through: CLDR names and keywords, emoji sequences, and the meanings of ideographs. It is built in
 * steps after the server has started, and by whoever needs it before it is done.
 */
import type { Annotation } from '../unicode/annotations.ts';
import { readAnnotations, readDefinitions } from '../unicode/annotations.ts';
import type { Characters } from '../unicode/characters.ts';
import { ordinalOf } from '../unicode/characters.ts';
import type { Postings, PostingsBuilder } from './postings.ts';
import { createPostings } from './postings.ts';
import type { Vocabulary } from './vocabulary.ts';
import { foldAccents } from './vocabulary.ts';

export interface KeywordIndex {
  /** Emoji sequences of more than one code point; their ordinals follow those of the characters, in this order. */
  readonly sequences: readonly Annotation[];
  /** By the words of CLDR names and keywords, and of definitions. */
  readonly postings: readonly Postings[];
  /** The CLDR name, the keywords and the meanings of a character or sequence. */
  keywordsOf(ordinal: number): string[];
  /** How many UTF-16 code units the longest sequence has. */
  readonly longestSequence: number;
  /** The ordinal of a sequence, with or without its U+FE0F, or undefined. */
  ordinalOfSequence(text: string): number | undefined;
}

const ENTRIES_A_STEP = 200;

/** Builds the index; every step is short. The words it finds are added to the vocabulary. */
export function* indexKeywords(characters: Characters, vocabulary: Vocabulary): Generator<undefined, KeywordIndex> {
  const annotations = yield* readAnnotations();
  const definitions = yield* readDefinitions();
  const sequences = annotations.filter(({ text }) => [...text].length > 1);
  const byOrdinal = new Map<number, Annotation>();
  const ordinals = new Map<string, number>();
  for (const annotation of annotations) {
    const codePoint = annotation.text.codePointAt(0) ?? 0;
    if ([...annotation.text].length === 1) byOrdinal.set(ordinalOf(characters, codePoint), annotation);
  }
  for (const [place, sequence] of sequences.entries()) {
    const ordinal = characters.count + place;
    byOrdinal.set(ordinal, sequence);
    ordinals.set(sequence.text, ordinal);
    const bare = sequence.text.replaceAll('\u{FE0F}', '');
    if ([...bare].length > 1 && !ordinals.has(bare)) ordinals.set(bare, ordinal);
  }
  yield;

  const annotated = createPostings();
  let steps = 0;
  for (const [ordinal, { name, keywords }] of byOrdinal) {
    learn([name, ...keywords], ordinal, vocabulary, annotated);
    if (++steps % ENTRIES_A_STEP === 0) yield;
  }
  const defined = createPostings();
  for (const [place, codePoint] of definitions.codePoints.entries()) {
    learn(definitions.sensesAt(place), ordinalOf(characters, codePoint), vocabulary, defined);
    if (++steps % ENTRIES_A_STEP === 0) yield;
  }
  const postings = [annotated.finish(vocabulary.size), defined.finish(vocabulary.size)];
  yield;

  return {
    sequences,
    postings,
    longestSequence: Math.max(...sequences.map(({ text }) => text.length)),
    keywordsOf(ordinal) {
      const annotation = byOrdinal.get(ordinal);
      const words = annotation ? [annotation.name, ...annotation.keywords] : [];
      const codePoint = characters.codePoints[ordinal];
      const place = codePoint === undefined ? -1 : placeOf(definitions.codePoints, codePoint);
      return place < 0 ? words : [...words, ...definitions.sensesAt(place)];
    },
    ordinalOfSequence: (text) => ordinals.get(text),
  };
}

function learn(texts: readonly string[], ordinal: number, vocabulary: Vocabulary, postings: PostingsBuilder): void {
  for (const each of texts) {
    const text = foldAccents(each);
    let at = 0;
    for (let word; (word = vocabulary.learn(text, at, text.length)) >= 0; at = vocabulary.at) {
      postings.add(word, ordinal, ordinal + 1);
    }
  }
}

function placeOf(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value ? low : -1;
}
