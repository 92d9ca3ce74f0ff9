/** What names are worth, by the sources that they come from, to a variant of a question. */
import type { Variant } from './question.ts';
import { COMMON_LANGUAGES, FIRST_LANGUAGE, SOURCE, baseOf, isNameSource, sourceLanguage } from './sources.ts';

/**
 * By source; 0 for names that do not count. It is negative for names that count only where they have all of a question:
 * codes, which are short words of many languages, and where one language is asked for, those that may be of any.
 */
type Worth = Float32Array;

/** Of everyday names, in English or not. */
const WORTH_EVERYDAY = 0.97;

/** Of English names; of other languages: names, keywords. */
const WORTH: readonly (readonly [source: number, worth: number])[] = [
  [SOURCE.formal, 1.01],
  [SOURCE.alias, 0.96],
  [SOURCE.name, 1],
  [SOURCE.keyword, 0.8],
  [SOURCE.shortcode, 0.9],
  [SOURCE.entity, 0.86],
  [SOURCE.tex, 0.86],
  [SOURCE.keysym, 0.84],
  [SOURCE.region, 0.98],
  [SOURCE.code, -0.98],
  [SOURCE.everyday, WORTH_EVERYDAY],
  [SOURCE.local, WORTH_EVERYDAY],
  [SOURCE.definition, 0.55],
  [SOURCE.laterSense, 0.52],
  [SOURCE.toned, 0.9],
];
const [WORTH_OTHER_NAME, WORTH_OTHER_KEYWORD] = [0.84, 0.7];
/** The part of it that counts where no language is asked for, and few people write the one of the name. */
const RARE_LANGUAGE = 0.85;
/** The part that counts where English names have all words of the question. */
const ELSEWHERE = 0.85;
/** What the definition of an ideograph is worth where one is asked for, and its later senses. */
const [WORTH_ASKED, WORTH_ASKED_LATER] = [1, 0.92];

/**
 * Gives a function that tells what names are worth to a variant; undefined if none of them can be meant.
 *
 * @param languages those but English, in the order of their sources
 */
export function worthsOf(languages: readonly string[]): (variant: Variant, language?: string) => Worth | undefined {
  const all = worthIn(languages, undefined);
  const inEnglish = all.map((worth, source) => (source < FIRST_LANGUAGE ? worth : worth * ELSEWHERE));
  const definitions = new Float32Array(all.length);
  definitions[SOURCE.definition] = WORTH_ASKED;
  definitions[SOURCE.laterSense] = WORTH_ASKED_LATER;
  /** By the languages that variants are looked for in. */
  const inLanguages = new Map<readonly string[], Worth>();
  /** The language that was asked for last, and what names are worth in it. */
  let asked: string | undefined;
  let inAsked: Worth | undefined;
  return ({ within, isEnglish }, language) => {
    // Definitions are English.
    if (within === 'definitions') return language === undefined || baseOf(language) === 'en' ? definitions : undefined;
    if (language !== undefined && language !== asked) [asked, inAsked] = [language, worthIn(languages, [language])];
    if (language !== undefined) return inAsked;
    if (within === undefined) return isEnglish ? inEnglish : all;
    const known = inLanguages.get(within) ?? worthIn(languages, within);
    inLanguages.set(within, known);
    return known;
  };
}

/** The same where languages are asked for, 0 for names of none of them. */
function worthIn(languages: readonly string[], wanted: readonly string[] | undefined): Worth {
  const worths = new Float32Array(FIRST_LANGUAGE + 2 * languages.length);
  const isEnglish = wanted === undefined || wanted.some((language) => baseOf(language) === 'en');
  if (isEnglish) for (const [source, worth] of WORTH) worths[source] = worth;
  else worths[SOURCE.local] = -WORTH_EVERYDAY;
  for (let source = FIRST_LANGUAGE; source < worths.length; source++) {
    const known = sourceLanguage(source, languages) ?? '';
    const isWanted = (each: string): boolean => known === each || baseOf(known) === each || known === baseOf(each);
    const part = wanted !== undefined || COMMON_LANGUAGES.has(baseOf(known)) ? 1 : RARE_LANGUAGE;
    const worth = isNameSource(source) ? WORTH_OTHER_NAME : WORTH_OTHER_KEYWORD;
    if (wanted?.some(isWanted) ?? true) worths[source] = part * worth;
  }
  return worths;
}
