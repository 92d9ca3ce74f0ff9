/**
 * Japanese in Latin letters. A spelling may stand for several in kana: `kinu` for きぬ and きんう, `ji` for じ and ぢ, `ō` for
 * おう, おお and オー; a search for a reading tries all of them.
 *
 * Hepburn's, the official (Kunrei) and the usual keyboard spellings are known, and those of the Unihan database.
 */

/** Syllables of one column each, with the vowels a, i, u, e, o; a dot where there is none. */
const ROWS: readonly (readonly [consonants: string, syllables: string])[] = [
  ['', 'あ い う え お'],
  ['k', 'か き く け こ'],
  ['g', 'が ぎ ぐ げ ご'],
  ['s', 'さ し す せ そ'],
  ['z', 'ざ じ ず ぜ ぞ'],
  ['z', '. . づ . .'],
  ['t', 'た ち つ て と'],
  ['t', '. てぃ とぅ . .'],
  ['d', 'だ ぢ づ で ど'],
  ['d', '. でぃ どぅ . .'],
  ['n', 'な に ぬ ね の'],
  ['h', 'は ひ ふ へ ほ'],
  ['b', 'ば び ぶ べ ぼ'],
  ['p', 'ぱ ぴ ぷ ぺ ぽ'],
  ['m', 'ま み む め も'],
  ['y', 'や . ゆ いぇ よ'],
  ['r', 'ら り る れ ろ'],
  ['w', 'わ うぃ . うぇ を'],
  ['w', '. ゐ . ゑ うぉ'],
  ['v', 'ゔぁ ゔぃ ゔ ゔぇ ゔぉ'],
  ['f', 'ふぁ ふぃ ふ ふぇ ふぉ'],
  ['sh', 'しゃ し しゅ しぇ しょ'],
  ['ch', 'ちゃ ち ちゅ ちぇ ちょ'],
  ['ts', 'つぁ つぃ つ つぇ つぉ'],
  ['dz', '. ぢ づ . .'],
  ['dj', 'ぢゃ ぢ ぢゅ . ぢょ'],
  ['j', 'じゃ じ じゅ じぇ じょ'],
  ['j', 'ぢゃ ぢ ぢゅ . ぢょ'],
  ['ky', 'きゃ . きゅ . きょ'],
  ['gy', 'ぎゃ . ぎゅ . ぎょ'],
  ['shy', 'しゃ . しゅ . しょ'],
  ['chy', 'ちゃ . ちゅ . ちょ'],
  ['sy', 'しゃ . しゅ . しょ'],
  ['zy', 'じゃ . じゅ . じょ'],
  ['jy', 'じゃ . じゅ . じょ'],
  ['ty', 'ちゃ . ちゅ . ちょ'],
  ['cy', 'ちゃ . ちゅ . ちょ'],
  ['dy', 'ぢゃ . ぢゅ . ぢょ'],
  ['ny', 'にゃ . にゅ . にょ'],
  ['hy', 'ひゃ . ひゅ . ひょ'],
  ['by', 'びゃ . びゅ . びょ'],
  ['py', 'ぴゃ . ぴゅ . ぴょ'],
  ['my', 'みゃ . みゅ . みょ'],
  ['ry', 'りゃ . りゅ . りょ'],
  ['kw', 'くゎ . . . .'],
  ['gw', 'ぐゎ . . . .'],
];

const VOWELS = ['a', 'i', 'u', 'e', 'o'] as const;

/** What a vowel with a macron or a circumflex may be written as. */
const LONG: ReadonlyMap<string, readonly string[]> = new Map([
  ['ā', ['aa']],
  ['â', ['aa']],
  ['ī', ['ii']],
  ['î', ['ii']],
  ['ū', ['uu']],
  ['û', ['uu']],
  ['ē', ['ee', 'ei']],
  ['ê', ['ee', 'ei']],
  ['ō', ['ou', 'oo']],
  ['ô', ['ou', 'oo']],
]);

const LONGEST_SYLLABLE = 4;

/** No reading has so many letters, and no spelling stands for so many readings. */
const MAX_LETTERS = 40;
const MAX_SPELLINGS = 64;

const SYLLABLES = syllables();

function syllables(): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, string[]>();
  for (const [consonants, row] of ROWS) {
    for (const [place, kana] of row.split(' ').entries()) {
      const key = consonants + (VOWELS[place] ?? '');
      if (kana !== '.') table.set(key, [...(table.get(key) ?? []), kana]);
    }
  }
  return table;
}

/** What Japanese in Latin letters is written with. */
const ROMAJI = new RegExp(`^[a-z'${[...LONG.keys()].join('')}-]+$`);

/** Every spelling in hiragana that Latin letters, of either case, may stand for; none when they are no Japanese. */
export function hiraganaOf(romaji: string): string[] {
  const letters = romaji.normalize('NFC').toLowerCase();
  if (letters.length > MAX_LETTERS || !ROMAJI.test(letters)) return [];
  const found: string[] = [];
  for (const plain of withoutMacrons(letters)) addSpellings(plain, found);
  return [...new Set(found)];
}

/** Hiragana as katakana; there a long vowel may be a dash, which the second spelling has. */
export function katakanaOf(hiragana: string): string[] {
  const kana = hiragana.replace(/[\u3041-\u3096]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0x60));
  const dashed = kana.replace(DOUBLED, '$1ー');
  return dashed === kana ? [kana] : [kana, dashed];
}

/** A syllable and its vowel once more; `オウ` and `エイ` are long vowels too. */
const DOUBLED = new RegExp(
  [
    ['アカガサザタダナハバパマヤラワャァ', 'ア'],
    ['イキギシジチヂニヒビピミリィ', 'イ'],
    ['ウクグスズツヅヌフブプムユルュゥヴ', 'ウ'],
    ['エケゲセゼテデネヘベペメレェ', 'エイ'],
    ['オコゴソゾトドノホボポモヨロヲョォ', 'オウ'],
  ]
    .map(([syllable, vowels]) => `(?<=[${syllable}])[${vowels}]`)
    .join('|')
    .replace(/^/, '()(?:')
    .concat(')'),
  'g',
);

function withoutMacrons(romaji: string): string[] {
  let spellings = [''];
  for (const letter of romaji) {
    const plain = LONG.get(letter) ?? [letter];
    spellings = spellings.flatMap((start) => plain.map((end) => start + end)).slice(0, MAX_SPELLINGS);
  }
  return spellings;
}

/** What letters may be read as from a place on: kana, and the place after them. */
interface Reading {
  readonly kana: string;
  readonly past: number;
}

function readingsAt(letters: string, at: number): Reading[] {
  const found: Reading[] = [];
  for (let length = LONGEST_SYLLABLE; length > 0; length--) {
    const syllables = SYLLABLES.get(letters.slice(at, at + length)) ?? [];
    for (const kana of syllables) found.push({ kana, past: at + length });
  }
  const letter = letters[at] ?? '';
  const next = letters[at + 1] ?? '';
  if (letter === 'n') found.push({ kana: 'ん', past: at + (next === "'" || next === '-' ? 2 : 1) });
  if (letter === 'm' && /[bpm]/.test(next)) found.push({ kana: 'ん', past: at + 1 });
  const isDoubled = letter === next && /[b-df-hj-lp-tv-z]/.test(letter);
  if (isDoubled || (letter === 't' && letters.startsWith('ch', at + 1))) found.push({ kana: 'っ', past: at + 1 });
  return found;
}

/**
 * Adds what letters may be read as. Only readings that lead to the end are followed: where each syllable has two, those
 * that lead nowhere would be two to the power of their number.
 */
function addSpellings(letters: string, found: string[]): void {
  const readings: Reading[][] = [];
  const leadsOn = ({ past }: Reading): boolean => past === letters.length || (readings[past]?.length ?? 0) > 0;
  for (let at = letters.length - 1; at >= 0; at--) readings[at] = readingsAt(letters, at).filter(leadsOn);
  const spell = (at: number, read: string): void => {
    if (found.length >= MAX_SPELLINGS) return;
    if (at === letters.length) found.push(read);
    else for (const { kana, past } of readings[at] ?? []) spell(past, read + kana);
  };
  if (letters !== '') spell(0, '');
}
