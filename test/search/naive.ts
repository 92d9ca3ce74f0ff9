/** The data files read once more, by other means and the simplest: what the index is compared with. */
import { readFileSync } from 'node:fs';

export interface NaiveCharacter {
  readonly text: string;
  /** The formal name; none for a control or a sequence. */
  readonly formal: string | undefined;
  /** The CLDR name of a sequence: it counts as its name wherever keywords are looked through. */
  readonly sequence?: string;
  readonly aliases: readonly string[];
  /** CLDR name and keywords, and the meanings of an ideograph. */
  readonly keywords: readonly string[];
}

/** The lines of a data file but its comments. */
export function dataLinesOf(file: string): string[] {
  const content = readFileSync(new URL(`../../src/unicode/data/${file}`, import.meta.url), 'utf8');
  return content.split('\n').filter((line) => line !== '' && !/^# /.test(line));
}

const LEADS = 'G GG N D DD R M B BB S SS  J JJ C K T P H'.split(' ');
const VOWELS = 'A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I'.split(' ');
const TRAILS = 'G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H'.split(' ');

/** The name of a Hangul syllable, taken apart by its canonical decomposition. */
export function hangulName(codePoint: number): string {
  const [lead = 0, vowel = 0, trail] = [...String.fromCodePoint(codePoint).normalize('NFD')].map((jamo) =>
    jamo.charCodeAt(0),
  );
  const end = trail === undefined ? '' : TRAILS[trail - 0x11a8];
  return `HANGUL SYLLABLE ${LEADS[lead - 0x1100]}${VOWELS[vowel - 0x1161]}${end}`;
}

/** Every character of names.txt with its name, and the controls without one. */
export function naiveNames(): Map<number, string | undefined> {
  const names = new Map<number, string | undefined>();
  for (const line of dataLinesOf('names.txt')) {
    const [, first = '', last = first, name = ''] = /^([0-9A-F]+)(?:\.\.([0-9A-F]+))? (.+)$/.exec(line) ?? [];
    for (let codePoint = Number.parseInt(first, 16); codePoint <= Number.parseInt(last, 16); codePoint++) {
      const digits = codePoint.toString(16).toUpperCase();
      const full = name.startsWith('HANGUL SYLLABLE *') ? hangulName(codePoint) : name.replace('*', digits);
      names.set(codePoint, name.startsWith('<') ? undefined : full);
    }
  }
  return names;
}

function pushTo<K>(lists: Map<K, string[]>, key: K, values: readonly string[]): void {
  const list = lists.get(key);
  if (list) list.push(...values);
  else lists.set(key, [...values]);
}

/** Everything the files say: characters in code point order, then sequences in the order of their file. */
export function naiveCharacters(): NaiveCharacter[] {
  const aliases = new Map<number, string[]>();
  for (const line of [...dataLinesOf('aliases.txt'), ...dataLinesOf('common-names.txt')]) {
    const [code = '', , ...rest] = line.split(' ');
    pushTo(aliases, Number.parseInt(code, 16), [rest.join(' ')]);
  }
  const keywords = new Map<string, string[]>();
  const annotated = dataLinesOf('annotations.txt').map((line) => {
    const [codes = '', name = '', listed = ''] = line.split('\t');
    const text = codes.split(' ').map((code) => String.fromCodePoint(Number.parseInt(code, 16))).join('');
    const base = text.replace(/[\u{FE0F}\u{1F3FB}-\u{1F3FF}]/gu, '') || text;
    return { text, name, listed, base };
  });
  const own = new Map(annotated.filter(({ listed }) => listed !== '=').map((entry) => [entry.base, entry.listed]));
  for (const { text, name, listed, base } of annotated) {
    const words = (listed === '=' ? (own.get(base) ?? '') : listed).split('|').filter(Boolean);
    pushTo(keywords, text, [name, ...words]);
  }
  for (const line of dataLinesOf('definitions.txt')) {
    const space = line.indexOf(' ');
    const text = String.fromCodePoint(Number.parseInt(line.slice(0, space), 16));
    pushTo(keywords, text, line.slice(space + 1).split(';').map((sense) => sense.trim()));
  }
  const characters = [...naiveNames()].map(([codePoint, formal]): NaiveCharacter => {
    const text = String.fromCodePoint(codePoint);
    return { text, formal, aliases: aliases.get(codePoint) ?? [], keywords: keywords.get(text) ?? [] };
  });
  const sequences = annotated.filter(({ text }) => [...text].length > 1);
  return [
    ...characters,
    ...sequences.map(({ text, name }) => ({
      text,
      formal: undefined,
      sequence: name,
      aliases: [],
      keywords: keywords.get(text) ?? [],
    })),
  ];
}

/** The words of a name, letter by letter. */
export function naiveWords(name: string): string[] {
  let words = '';
  for (const char of name.normalize('NFD')) {
    if (/^[A-Za-z0-9]$/.test(char)) words += char.toUpperCase();
    else if (!/^['\u2019\p{Mn}]$/u.test(char)) words += ' ';
  }
  return words.split(' ').filter(Boolean);
}

/** The code points of a text, as the first column of a result has them. */
export function codeOf(text: string): string {
  return [...text]
    .map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');
}

/** The code points of a value in a property's file, by one of its names. */
export function codePointsOf(file: string, value: string): Set<number> {
  const members = new Set<number>();
  let inside = false;
  for (const line of dataLinesOf(file)) {
    if (/^[=+] /.test(line)) {
      inside = line.startsWith('= ') && line.slice(2).split(/[ \t]/).includes(value);
    } else if (inside) {
      const [first = '', last = first] = line.split('..');
      for (let at = Number.parseInt(first, 16); at <= Number.parseInt(last, 16); at++) members.add(at);
    }
  }
  return members;
}
