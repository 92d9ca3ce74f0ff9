/**
 * Names that the Unicode Standard gives by rule instead of listing them (section 4.8, "Unicode Name Property"):
 * NR1 spells Hangul syllables from their jamo, NR2 puts the code point after a prefix.
 */

/** Jamo short names in the order of their index: leading consonants, vowels, trailing consonants (section 3.12). */
const LEADS = ['G', 'GG', 'N', 'D', 'DD', 'R', 'M', 'B', 'BB', 'S', 'SS', '', 'J', 'JJ', 'C', 'K', 'T', 'P', 'H'];
const VOWELS = [
  'A', 'AE', 'YA', 'YAE', 'EO', 'E', 'YEO', 'YE', 'O', 'WA', 'WAE',
  'OE', 'YO', 'U', 'WEO', 'WE', 'WI', 'YU', 'EU', 'YI', 'I',
];
const TRAILS = [
  '', 'G', 'GG', 'GS', 'N', 'NJ', 'NH', 'D', 'L', 'LG', 'LM', 'LB', 'LS', 'LT',
  'LP', 'LH', 'M', 'B', 'BS', 'S', 'SS', 'NG', 'J', 'C', 'K', 'T', 'P', 'H',
];

const FIRST_SYLLABLE = 0xac00;

/** The syllable a Hangul code point (AC00..D7A3) is named by: `GAG` for U+AC01. */
export function syllableOf(codePoint: number): string {
  const index = codePoint - FIRST_SYLLABLE;
  const perLead = VOWELS.length * TRAILS.length;
  const lead = LEADS[Math.floor(index / perLead)];
  const vowel = VOWELS[Math.floor((index % perLead) / TRAILS.length)];
  return `${lead}${vowel}${TRAILS[index % TRAILS.length]}`;
}

/** The letters that vowels are spelled with. Consonants are spelled without them. */
const VOWEL_LETTERS = /[AEIOUWY]+/;

const LEAD_PLACES = places(LEADS);
const VOWEL_PLACES = places(VOWELS);
const TRAIL_PLACES = places(TRAILS);

function places(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, place) => [name, place]));
}

/**
 * The Hangul code point that a word names, or undefined: the inverse of {@link syllableOf}.
 * No consonant is spelled with a vowel's letter, so there is at most one way to take a word apart.
 */
export function codePointOfSyllable(word: string): number | undefined {
  const vowels = VOWEL_LETTERS.exec(word);
  if (!vowels) return undefined;
  const [vowelName] = vowels;
  const lead = LEAD_PLACES.get(word.slice(0, vowels.index));
  const vowel = VOWEL_PLACES.get(vowelName);
  const trail = TRAIL_PLACES.get(word.slice(vowels.index + vowelName.length));
  if (lead === undefined || vowel === undefined || trail === undefined) return undefined;
  return FIRST_SYLLABLE + (lead * VOWELS.length + vowel) * TRAILS.length + trail;
}

/**
 * The code point that a word spells as NR2 does, or undefined: upper-case hexadecimal, four digits or,
 * past the Basic Multilingual Plane, five. Whether a name is made from it is for the caller to know.
 */
export function codePointOfHex(word: string): number | undefined {
  if (word.length !== 4 && (word.length !== 5 || word.startsWith('0'))) return undefined;
  let codePoint = 0;
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    const digit = code >= 0x30 && code <= 0x39 ? code - 0x30 : code >= 0x41 && code <= 0x46 ? code - 0x37 : -1;
    if (digit < 0) return undefined;
    codePoint = codePoint * 16 + digit;
  }
  return codePoint;
}
