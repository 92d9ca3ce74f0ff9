import { foldersOf, isThere, readJson } from './packages.ts';
import { writeRecords } from './records.ts';
import { inside, text } from './shapes.ts';

/**
 * Letters that no decomposition maps to a letter of Latin. Of Cyrillic, those that Russian lacks: the others are named
 * after their script.
 */
const BASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    æ: 'ae', ð: 'd', đ: 'd', ħ: 'h', ı: 'i', ł: 'l', ŋ: 'n', ø: 'o', œ: 'oe', ß: 's', þ: 'th', ə: 'e', ɔ: 'o', ɛ: 'e',
    ɓ: 'b', ɖ: 'd', ɗ: 'd', ƒ: 'f', ɣ: 'g', ɩ: 'i', ƙ: 'k', ɲ: 'n', ŧ: 't', ʉ: 'u', ʋ: 'v', ƴ: 'y', ʒ: 'z',
    ґ: 'g', ѓ: 'g', ғ: 'g', є: 'ye', і: 'i', ї: 'yi', ў: 'u', ј: 'j', ђ: 'dj', ћ: 'c', љ: 'lj', њ: 'nj', џ: 'dz', ѕ: 'dz',
    ќ: 'k', қ: 'k', ң: 'n', ө: 'o', ұ: 'u', ү: 'u', һ: 'h', ҳ: 'h', ә: 'a', җ: 'j', ҷ: 'j',
  }),
);

/** Words for the languages of a region, and other names of a language. */
const GROUPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Danish', ['Scandinavian', 'Nordic']],
  ['Norwegian', ['Scandinavian', 'Nordic']],
  ['Swedish', ['Scandinavian', 'Nordic']],
  ['Icelandic', ['Nordic']],
  ['Akan', ['Twi', 'Fante']],
]);

/** Writes letters.txt: which languages have a letter in their alphabet that Latin, or Russian, does not have. */
export async function buildLetters(): Promise<void> {
  const english = 'cldr-localenames-full/main/en/languages.json';
  const named = inside(await readJson(english), 'main', 'en', 'localeDisplayNames', 'languages');
  const languages = new Map<string, Set<string>>();
  for (const code of await foldersOf('cldr-misc-full/main')) {
    const name = named[code];
    const file = `cldr-misc-full/main/${code}/characters.json`;
    // A variety of a language has the alphabet of the language.
    if (name === undefined || code.includes('-') || !isThere(file)) continue;
    const { exemplarCharacters = '[]' } = inside(await readJson(file), 'main', code, 'characters');
    for (const letter of text(exemplarCharacters, code)) {
      if (baseOf(letter) === undefined) continue;
      const known = languages.get(letter) ?? new Set();
      for (const each of [text(name, code), ...(GROUPS.get(text(name, code)) ?? [])]) known.add(each);
      languages.set(letter, known);
    }
  }
  const records = Array.from(languages, ([letter, names]): [number, string] => {
    return [letter.codePointAt(0) ?? 0, `${baseOf(letter) ?? ''}\t${[...names].sort().join(',')}`];
  });
  await writeRecords(
    'letters.txt',
    [
      'Letters that an alphabet has besides those of Latin, or of Russian: code point, tab, the letters of Latin that people',
      'see in it or write for it, tab, and the English names of the languages, with commas between.',
      'Source: CLDR 48, npm cldr-misc-full (exemplar characters) and cldr-localenames-full.',
    ],
    new Map(records),
    212,
  );
}

/** The letters of Latin that a letter is made of; undefined if it is one, or not made of any. */
function baseOf(letter: string): string | undefined {
  const known = BASES.get(letter);
  if (known !== undefined) return known;
  const [base = '', ...marks] = letter.normalize('NFD');
  return marks.length > 0 && /^[a-z]$/.test(base) ? base : undefined;
}
