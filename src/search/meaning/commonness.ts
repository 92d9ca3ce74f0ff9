/**
 * How common characters are: people more often mean an emoji, or a sign that keyboards, HTML and TeX have, than a
 * letter of a dead script. It is judged by classes of characters, never by a single one.
 */
import type { Characters } from '../../unicode/characters.ts';
import type { DataFile } from '../../unicode/data.ts';
import { readData } from '../../unicode/data.ts';
import type { Property } from '../../unicode/properties.ts';
import { holds, readProperty } from '../../unicode/properties.ts';
import { recordsIn } from '../../unicode/records.ts';
import { SOURCE } from './sources.ts';

/** What a character of no class at all has, on a scale of 0 to 255. */
const ORDINARY = 100;

/** What a name of a source says about how common a character is. */
const BY_SOURCE: readonly (readonly [source: number, points: number])[] = [
  [SOURCE.name, 25],
  [SOURCE.entity, 18],
  [SOURCE.keysym, 10],
  [SOURCE.tex, 10],
  [SOURCE.everyday, 15],
  [SOURCE.shortcode, 10],
];

/** What a property says about it. */
const BY_PROPERTY: readonly (readonly [file: DataFile, value: string, points: number])[] = [
  ['binaries.txt', 'Emoji_Presentation', 12],
  ['binaries.txt', 'Emoji', 23],
  ['binaries.txt', 'Emoji_Modifier', -60],
  ['binaries.txt', 'Radical', -40],
  ['binaries.txt', 'Deprecated', -30],
  ['binaries.txt', 'Variation_Selector', -20],
  ['categories.txt', 'Mn', -40],
  ['categories.txt', 'Me', -30],
  ['categories.txt', 'Lu', -8],
  ['categories.txt', 'Lt', -20],
  ['categories.txt', 'Lm', -15],
  // Of a pair, people mean the opening one.
  ['categories.txt', 'Pe', -12],
  ['ages.txt', '1.1', 6],
  ['ages.txt', '6.0', 6],
  ['ages.txt', '11.0', -6],
  ['ages.txt', '12.0', -8],
  ['ages.txt', '13.0', -10],
  ['ages.txt', '14.0', -10],
  ['ages.txt', '15.0', -10],
  ['blocks.txt', 'Basic_Latin', 12],
  ['blocks.txt', 'Latin_1_Supplement', 8],
  ['blocks.txt', 'General_Punctuation', 4],
  ['blocks.txt', 'Tags', -60],
  ['blocks.txt', 'Combining_Diacritical_Marks', 15],
];

/**
 * Scripts of living languages, which rank after the scripts of Latin, Greek and Cyrillic text; all others come last.
 */
const LIVING_SCRIPTS =
  'Arab Armn Beng Cans Cher Deva Ethi Geor Gujr Guru Hang Hani Hebr Hira Kana Khmr Knda Laoo Mlym Mong Mymr Orya Sinh Taml Telu Thaa Thai Tibt Bopo Yiii Brai'.split(' ');
const COMMON_SCRIPTS = 'Zyyy Zinh Latn Grek Cyrl'.split(' ');
const [LIVING_POINTS, OTHER_POINTS] = [-8, -45];

/** An ideograph that schools teach. */
const TAUGHT = 80;

/** A compatibility form: fullwidth, presentation, mathematical alphabet. */
const COMPATIBILITY = -30;

/** What makes people in a sequence face the other way, and what that says about it. */
const [TURNED, DIRECTION] = ['\u200D\u27A1', -50];

const SKIN_TONE = /[\u{1F3FB}-\u{1F3FF}]/u;

/** Gives a function that tells how common a character or sequence is, 0 to 255, by its text and its names' sources. */
export function commonness(): (text: string, sources: ReadonlySet<number>) => number {
  const properties = new Map<DataFile, Property>();
  const value = (file: DataFile, name: string): ((codePoint: number) => boolean) => {
    const property = properties.get(file) ?? readProperty(readData(file));
    properties.set(file, property);
    const found = property.find(name);
    if (found === undefined) throw new Error(`${file} lacks ${name}`);
    return (codePoint) => holds(found, codePoint);
  };
  const tests = BY_PROPERTY.map(([file, name, points]) => [value(file, name), points] as const);
  const isCommonScript = COMMON_SCRIPTS.map((script) => value('scripts.txt', script));
  const isLivingScript = LIVING_SCRIPTS.map((script) => value('scripts.txt', script));
  const taught = recordsIn(readData('common-ideographs.txt'));

  function ofCharacter(codePoint: number): number {
    let points = taught(codePoint) === undefined ? 0 : TAUGHT;
    for (const [test, worth] of tests) if (test(codePoint)) points += worth;
    if (!isCommonScript.some((test) => test(codePoint))) {
      points += isLivingScript.some((test) => test(codePoint)) ? LIVING_POINTS : OTHER_POINTS;
    }
    const char = String.fromCodePoint(codePoint);
    return char.normalize('NFKC') === char.normalize('NFC') ? points : points + COMPATIBILITY;
  }

  return (text, sources) => {
    let points = ORDINARY;
    for (const [source, worth] of BY_SOURCE) if (sources.has(source)) points += worth;
    const [first = 0, ...more] = Array.from(text, (char) => char.codePointAt(0) ?? 0);
    if (more.length === 0) points += ofCharacter(first);
    else if (SKIN_TONE.test(text)) points -= 60;
    else points += text.includes('\u200D') ? 0 : 20;
    if (text.includes(TURNED)) points += DIRECTION;
    return Math.max(0, Math.min(255, points));
  };
}

/** The text of an ordinal. */
export function textOf(characters: Characters, sequences: readonly string[], ordinal: number): string {
  const codePoint = characters.codePoints[ordinal];
  return codePoint === undefined ? (sequences[ordinal - characters.count] ?? '') : String.fromCodePoint(codePoint);
}
