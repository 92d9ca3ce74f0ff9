/**
 * Readings of ideographs as people write them. The data have Mandarin in pinyin with tone marks, Cantonese in jyutping,
 * Japanese in kana, Korean in hangul, and Vietnamese; people leave tones out, write them as numbers, and write Japanese
 * in Latin letters.
 */
import { normalized } from '../bytes/normalize.ts';
import { hiraganaOf, katakanaOf } from './kana.ts';

/** The languages of readings, in the order of the columns of readings.txt. */
export const READING_LANGUAGES = ['Mandarin', 'Cantonese', 'Japanese', 'Korean', 'Vietnamese'] as const;

/** Combining marks of the four tones of Mandarin; the neutral one, 5 or 0, has none. */
const TONE_MARKS = ['', '\u0304', '\u0301', '\u030c', '\u0300', ''];

/** No reading is longer. */
const LONGEST = 48;

/** A reading as it is compared: composed, in lower case. */
export function foldReading(reading: string): string {
  return normalized(reading, 'NFC').toLowerCase();
}

/** All readings in the data that a written one may stand for; the folded form of it is the first. */
export function readingsFor(written: string): string[] {
  const folded = foldReading(written.trim());
  if (folded.length > LONGEST) return [folded];
  const readings = new Set([folded]);
  const [, syllable, tone] = /^([a-zü:êḿńň]+)([0-6]?)$/.exec(folded) ?? [];
  if (syllable !== undefined) {
    const pinyin = syllable.replace(/u:|v/, 'ü');
    const tones = tone === '' ? [1, 2, 3, 4, 5] : [Number(tone)].filter((each) => each < TONE_MARKS.length);
    for (const each of tones) readings.add(withTone(pinyin, each));
    if (tone === '') for (const each of [1, 2, 3, 4, 5, 6]) readings.add(`${syllable}${each}`);
  }
  for (const hiragana of hiraganaOf(folded)) {
    readings.add(hiragana);
    for (const katakana of katakanaOf(hiragana)) readings.add(katakana);
  }
  return [...readings];
}

/**
 * A syllable of pinyin with the mark of a tone: on a or e, on the o of ou, else on the last vowel (ISO 7098). Syllables
 * without vowels have it on their first nasal, as in ńg.
 */
function withTone(syllable: string, tone: number): string {
  const places = [/[aeê]/, /o(?=u)/, /[iouü](?![iouü])/, /[mn]/].map((letter) => syllable.search(letter));
  const marked = places.find((place) => place >= 0);
  if (marked === undefined) return syllable;
  const mark = TONE_MARKS[tone] ?? '';
  return `${syllable.slice(0, marked + 1)}${mark}${syllable.slice(marked + 1)}`.normalize('NFC');
}
