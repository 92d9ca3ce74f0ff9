/** How names and queries become words that can be compared. */
import { normalized } from '../../bytes/normalize.ts';
import type { Word } from './pattern.ts';

const SPACE = 0x20;

/** A name with its words as they are compared: in upper case, each between two spaces. */
export interface Name {
  readonly text: string;
  readonly folded: string;
}

/** A text prepared for being cut into words: accents removed from letters, curly apostrophes made straight. */
export function foldAccents(text: string): string {
  return /^[\x00-\x7f]*$/.test(text)
    ? text
    : normalized(text, 'NFD').replace(/\p{Mn}/gu, '').replaceAll('’', "'");
}

/** The words of a text, in upper case; with `stars`, `*` counts as a letter, but is no word by itself. */
export function wordsOf(text: string, stars = false): string[] {
  const found = foldAccents(text).replaceAll("'", '').match(stars ? /[A-Za-z0-9*]+/g : /[A-Za-z0-9]+/g) ?? [];
  const words = stars ? found.filter((word) => !/^\*+$/.test(word)) : found;
  return words.map((word) => word.toUpperCase());
}

/** Words with a space or a hyphen between, as most names are: folding such a name is no more than upper case. */
const PLAIN = /^[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*$/;

/** Folds a name. */
export function foldName(text: string): Name {
  const folded = PLAIN.test(text) ? text.toUpperCase().replaceAll('-', ' ') : wordsOf(text).join(' ');
  return { text, folded: ` ${folded} ` };
}

/** A text whose words keep their letters: it has no accents, nor apostrophes, which are left out. */
const UNCHANGED = /^[\x00-&(-\x7f]*$/;

/** Whether a text, once folded, may have a word in lower case. Most don't, which is told without folding them. */
export function mayHold(text: string, word: string): boolean {
  return text.toLowerCase().includes(word) || !UNCHANGED.test(text);
}

/** The name that is looked through, as bytes; patterns take many looks at the names of thousands of results. */
let scratch = new Uint8Array(256);

/** Whether a name has a word, or one that fits a pattern. */
export function holdsWord({ folded }: Name, { letters, fits }: Word): boolean {
  if (fits === undefined) return folded.includes(` ${letters} `);
  if (folded.length > scratch.length) scratch = new Uint8Array(2 * folded.length);
  for (let from = 1, to = 1; to < folded.length; to++) {
    const byte = folded.charCodeAt(to);
    scratch[to] = byte;
    if (byte !== SPACE) continue;
    if (fits(scratch, from, to)) return true;
    from = to + 1;
  }
  return false;
}

/** Some words as {@link holdsPhrase} takes them. */
export function phraseOf(words: readonly Word[]): string {
  return words.map(({ letters }) => letters).join(' ');
}

/** Whether a name has some words, in upper case and with spaces between, one after another. */
export function holdsPhrase({ folded }: Name, words: string): boolean {
  return folded.includes(` ${words} `);
}
