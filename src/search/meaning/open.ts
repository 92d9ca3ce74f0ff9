/**
 * The entry point to asking by meaning: opens the file of names, reads it when a client first asks, and answers.
 *
 * Invariant: it is read once, however many ask before it is there, and in steps of a few milliseconds.
 */
import type { Characters } from '../../unicode/characters.ts';
import type { KeptFile } from '../kept-file.ts';
import { once } from '../once.ts';
import type { Answer, AskOptions } from './ask.ts';
import { asker } from './ask.ts';
import type { Names } from './decode.ts';
import { decodeNames } from './decode.ts';
import { openNamesFile, readNames } from './file.ts';
import { keptNames } from './keep.ts';
import { namesIn } from './language-names.ts';
import { questionReader } from './question.ts';

/** Whether a code point is an emoji, by itself or with U+FE0F. */
type IsEmoji = (codePoint: number) => boolean;

/** The file of names once it is open. */
interface Opened {
  answer(text: string, options: AskOptions): Answer;
  readonly names: Names;
}

export interface Meanings {
  /**
   * Which characters are meant by some words, best first. It yields while the names are being read for the first
   * question; after that it answers within a few milliseconds.
   *
   * @param text the words, without operators; `:shortcode:`, `&entity;` and `\command` may be written as they are
   * @throws {UnusableFile} that says in one line what is wrong with the file of names
   */
  ask(text: string, options: AskOptions): Generator<undefined, Answer>;
  /** What some characters are called in a language, by ordinal. */
  namesIn(language: string, ordinals: ReadonlySet<number>): Generator<undefined, ReadonlyMap<number, string>>;
}

/**
 * Opens the file of names that the build made; in a checkout, where there is none, the one that is kept, which is made
 * when a client first asks.
 */
export function openMeanings(characters: Characters, file: URL, isEmoji: IsEmoji): Meanings {
  const built = openNamesFile(file);
  const opened = once(() => open(built, characters, isEmoji));
  return {
    *ask(text, options) {
      return (yield* opened()).answer(text, options);
    },
    *namesIn(language, ordinals) {
      return yield* namesIn((yield* opened()).names, language, ordinals);
    },
  };
}

function* open(
  built: KeptFile | undefined,
  characters: Characters,
  isEmoji: IsEmoji,
): Generator<undefined, Opened> {
  const file = built ?? openNamesFile(keptNames(() => characters));
  if (file === undefined) throw new Error('the file of names was kept, and is gone');
  const names = yield* decodeNames(readNames(file));
  const read = yield* questionReader(names, isEmoji);
  const answer = yield* asker(names, characters.codePoints);
  // Code runs slowest the first time: a question of our own takes that time, in steps, before the client's.
  const first = read('black snowman');
  yield;
  answer(first, { limit: 1 });
  yield;
  return { answer: (text, options) => answer(read(text), options), names };
}
