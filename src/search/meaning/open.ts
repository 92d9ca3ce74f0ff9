/**
 * The only face of asking by meaning: opens the file of names, reads it when a client first asks, and answers.
 *
 * Invariant: it is read once, however many ask before it is there, and in steps of a few milliseconds.
 */
import type { Characters } from '../../unicode/characters.ts';
import { once } from '../once.ts';
import type { Answer, AskOptions } from './ask.ts';
import { asker } from './ask.ts';
import { decodeNames } from './decode.ts';
import type { NamesFile } from './file.ts';
import { openNamesFile, readNames } from './file.ts';
import { keptNames } from './keep.ts';
import { questionReader } from './question.ts';

/** Answers a question that has been read. */
type Answerer = (text: string, options: AskOptions) => Answer;

export interface Meanings {
  /**
   * Which characters are meant by some words, best first. It yields where others may have their turn: while the names
   * are read for the first one who asks. Then it answers within a few milliseconds.
   *
   * @param text the words, without operators; `:shortcode:`, `&entity;` and `\command` may be written as they are
   * @throws {Error} that says in one line what is wrong with the file of names
   */
  ask(text: string, options: AskOptions): Generator<undefined, Answer>;
}

/** The file of names that the build made. */
const BUILT = new URL('./names.bin', import.meta.url);

/**
 * Opens the file of names next to this module; in a checkout, where there is none, the one that is kept, which is made
 * when a client first asks.
 */
export function openMeanings(characters: Characters): Meanings {
  const built = openNamesFile(BUILT);
  const answerer = once(() => readAnswerer(built, characters));
  return {
    *ask(text, options) {
      return (yield* answerer('all'))(text, options);
    },
  };
}

function* readAnswerer(built: NamesFile | undefined, characters: Characters): Generator<undefined, Answerer> {
  const file = built ?? openNamesFile(keptNames(() => characters));
  if (file === undefined) throw new Error('the file of names was kept, and is gone');
  const names = yield* decodeNames(readNames(file));
  const read = yield* questionReader(names);
  const { answer } = yield* asker(names);
  return (text, options) => answer(read(text), options);
}
