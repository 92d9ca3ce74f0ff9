/**
 * Names that the Unicode Standard gives by rule instead of listing them (section 4.8, "Unicode Name Property"):
 * NR1 spells Hangul syllables from their jamo, NR2 puts the code point behind a prefix.
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

/**
 * The Hangul code point that a word names, or undefined: the inverse of {@link syllableOf}.
 * No consonant is spelled with a vowel's letter, so there is at most one way to take a word apart.
 */
export function codePointOfSyllable(word: string): number | undefined {
  const parts = /^([BCDGHJKMNPRST]*)([AEIOUWY]+)([BCDGHJKLMNPST]*)$/.exec(word);
  if (!parts) return undefined;
  const [, leadName = '', vowelName = '', trailName = ''] = parts;
  const lead = LEADS.indexOf(leadName);
  const vowel = VOWELS.indexOf(vowelName);
  const trail = TRAILS.indexOf(trailName);
  if (lead < 0 || vowel < 0 || trail < 0) return undefined;
  return FIRST_SYLLABLE + (lead * VOWELS.length + vowel) * TRAILS.length + trail;
}

/**
 * The code point that a word spells as NR2 does, or undefined: upper-case hexadecimal, four digits or,
 * past the Basic Multilingual Plane, five. Whether a name is made from it is for the caller to know.
 */
export function codePointOfHex(word: string): number | undefined {
  return /^(?:[1-9A-F][0-9A-F]{4}|[0-9A-F]{4})$/.test(word) ? Number.parseInt(word, 16) : undefined;
}
