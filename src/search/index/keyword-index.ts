/** What only `~` looks through: CLDR names and keywords, emoji sequences, and the meanings of ideographs. */
import type { Annotation, AnnotationPlaces, DefinitionPlaces } from '../../unicode/annotations.ts';
import { annotationNames, annotationTexts, definitionReader, isOneCharacter } from '../../unicode/annotations.ts';
import type { DataReader } from '../../unicode/data.ts';
import type { Characters } from '../../unicode/characters.ts';
import { ordinalOf, placeOf } from '../../unicode/characters.ts';
import { withoutEmojiStyle } from '../../unicode/sequences.ts';
import type { Postings, PostingsBuilder } from './postings.ts';
import { createPostings } from './postings.ts';
import type { Learner } from './vocabulary.ts';

/** The keywords of characters, and the emoji sequences. */
export interface Keywords {
  /** How many emoji sequences of more than one code point there are; their ordinals follow those of the characters. */
  readonly sequences: number;
  /** How many UTF-16 code units the longest sequence has. */
  readonly longestSequence: number;
  /** The emoji sequence of an ordinal. */
  sequenceOf(ordinal: number): Pick<Annotation, 'text' | 'name'>;
  /** Whether a sequence starts with a code point. */
  startsSequence(codePoint: number): boolean;
  /** The ordinal of a sequence, with all, some or none of its U+FE0F, or undefined. */
  ordinalOfSequence(text: string): number | undefined;
  /** The CLDR name, the keywords and the meanings of a character or sequence. */
  keywordsOf(ordinal: number): string[];
}

/** Where the keywords stand in their files. */
export interface KeywordPlaces {
  readonly annotations: AnnotationPlaces;
  readonly definitions: DefinitionPlaces;
}

/** Opens the files of keywords. */
export function openKeywords(
  characters: Characters,
  { annotations, definitions }: KeywordPlaces,
  source: DataReader,
): Keywords {
  const textsAt = annotationTexts(source);
  const sensesAt = definitionReader(source);
  const { codePoints, starts, keywordStarts } = annotations;
  const nameAt = annotationNames(source);
  const { sequences } = annotations;
  const byText = new Map(sequences.map((text, place) => [text, characters.count + place]));
  for (const [text, ordinal] of [...byText]) {
    const bare = withoutEmojiStyle(text);
    if (!byText.has(bare) && !isOneCharacter(bare)) byText.set(bare, ordinal);
  }

  const firsts = new Set(sequences.map((text) => text.codePointAt(0)));

  return {
    sequences: sequences.length,
    longestSequence: sequences.reduce((longest, { length }) => Math.max(longest, length), 0),
    sequenceOf(ordinal) {
      const place = ordinal - characters.count;
      return { text: sequences[place] ?? '', name: nameAt(starts[codePoints.length + place] ?? 0) };
    },
    startsSequence: (codePoint) => firsts.has(codePoint),
    ordinalOfSequence: (text) => byText.get(text) ?? byText.get(withoutEmojiStyle(text)),
    keywordsOf(ordinal) {
      if (ordinal < 0) return [];
      const codePoint = characters.codePoints[ordinal];
      const sequence = codePoints.length + ordinal - characters.count;
      const annotated = codePoint === undefined ? sequence : placeOf(codePoints, codePoint);
      const defined = codePoint === undefined ? -1 : placeOf(definitions.codePoints, codePoint);
      const texts = annotated < 0 ? [] : textsAt(starts[annotated] ?? 0, keywordStarts[annotated] ?? 0);
      return defined < 0 ? texts : [...texts, ...sensesAt(definitions.starts[defined] ?? 0)];
    },
  };
}

/** Posting lists by the words of keywords. */
export interface KeywordPostings {
  /** By the names of emoji sequences. */
  readonly sequenceNames: Postings;
  /** By CLDR names and keywords. */
  readonly annotations: Postings;
  /** By the definitions of ideographs. */
  readonly definitions: Postings;
}

/** Indexes the words of keywords, and learns them. */
export function indexKeywords(
  characters: Characters,
  { annotations, definitions }: KeywordPlaces,
  learner: Learner,
): KeywordPostings {
  const textsAt = annotationTexts();
  const sensesAt = definitionReader();
  const sequenceNames = createPostings();
  const annotated = createPostings();
  const defined = createPostings();
  const { codePoints, starts, keywordStarts } = annotations;
  for (const [place, start] of starts.entries()) {
    const texts = textsAt(start, keywordStarts[place] ?? start);
    const codePoint = codePoints[place];
    const sequence = characters.count + place - codePoints.length;
    const ordinal = codePoint === undefined ? sequence : ordinalOf(characters, codePoint);
    if (codePoint === undefined) learn(texts.slice(0, 1), ordinal, learner, sequenceNames);
    learn(texts, ordinal, learner, annotated);
  }
  for (const [place, start] of definitions.starts.entries()) {
    learn(sensesAt(start), ordinalOf(characters, definitions.codePoints[place] ?? 0), learner, defined);
  }
  const size = learner.words().length;
  return {
    sequenceNames: sequenceNames.finish(size),
    annotations: annotated.finish(size),
    definitions: defined.finish(size),
  };
}

function learn(texts: readonly string[], ordinal: number, learner: Learner, postings: PostingsBuilder): void {
  for (const text of texts) {
    for (const word of learner.learn(text)) postings.add(word, ordinal, ordinal + 1);
  }
}
