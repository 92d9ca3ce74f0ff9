/**
 * Words that say what a character is for, not what it is: `rest music`, `earth astrology`. They are in few names of
 * what is meant, and the characters of one use stand together in blocks.
 */
import { phraseFinder } from './phrases.ts';

/** The first and the last code point. */
type Range = readonly [first: number, last: number];

/** Words of a use, and the characters that serve it. */
const CONTEXTS: readonly (readonly [words: string, ...ranges: readonly Range[]])[] = [
  ['music,musical,music notation,sheet music', [0x2669, 0x266f], [0x1d100, 0x1d1ff]],
  ['math,maths,mathematical,mathematics,logic', [0xac, 0xf7], [0x370, 0x3ff], [0x2032, 0x2037], [0x2100, 0x22ff],
    [0x27c0, 0x27ef], [0x2980, 0x2aff]],
  ['zodiac,astrology,astrological,astronomy,astronomical', [0x2600, 0x2609], [0x263d, 0x2653], [0x26b3, 0x26bc],
    [0x26ce, 0x26e2]],
  ['alchemy,alchemical', [0x263f, 0x2647], [0x1f700, 0x1f77f]],
  ['chess', [0x2654, 0x265f], [0x1fa00, 0x1fa6f]],
  ['playing card,playing cards,poker', [0x2660, 0x2667], [0x1f0a0, 0x1f0ff]],
  ['i ching,yijing,iching,bagua', [0x2630, 0x2637], [0x268a, 0x268f], [0x4dc0, 0x4dff]],
  ['mahjong', [0x1f000, 0x1f02b]],
  ['box drawing', [0x2500, 0x257f]],
  ['control picture,control pictures', [0x2400, 0x2426]],
  ['ipa,phonetic', [0xe6, 0xe7], [0xf0, 0xf8], [0x14b, 0x153], [0x250, 0x2ff], [0x3b2, 0x3c7]],
];

/** What is asked for in a context, and the characters of it. */
interface Context {
  readonly words: readonly string[];
  readonly includes: (codePoint: number) => boolean;
}

const contextsIn = phraseFinder(
  CONTEXTS.flatMap(([names, ...ranges]) => {
    const includes = (codePoint: number): boolean =>
      ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
    return names.split(',').map((name) => [name, includes] as const);
  }),
);

/** What is asked for in a context, without its words; undefined if the words name none, or nothing else. */
export function inContext(words: readonly string[]): Context | undefined {
  for (const { at, length, meaning: includes } of contextsIn(words)) {
    if (length < words.length) return { words: words.toSpliced(at, length), includes };
  }
  return undefined;
}
