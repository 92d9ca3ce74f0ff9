import { fact } from './facts.ts';
import { hex } from './ranges.ts';

// The short names of the letters in a syllable (Unicode Character Database, Jamo.txt).
const LEADING = 'G GG N D DD R M B BB S SS  J JJ C K T P H'.split(' ');
const VOWEL = 'A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I'.split(' ');
const TRAILING = ' G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H'.split(' ');

const FIRST = 0xac00;

/** The name of a Hangul syllable after `HANGUL SYLLABLE ` (Unicode Standard, sections 3.12 and 4.8, rule NR1). */
export function hangulName(codePoint: number): string {
  const index = codePoint - FIRST;
  const vowelAndTrailing = index % (VOWEL.length * TRAILING.length);
  const leading = LEADING[Math.floor(index / (VOWEL.length * TRAILING.length))];
  const vowel = VOWEL[Math.floor(vowelAndTrailing / TRAILING.length)];
  const trailing = TRAILING[vowelAndTrailing % TRAILING.length];
  const holds = leading !== undefined && vowel !== undefined && trailing !== undefined;
  fact(holds, `U+${hex(codePoint)} is no Hangul syllable`);
  return leading + vowel + trailing;
}
