/** Every name that somebody uses for a character or an emoji sequence, and where it comes from. */
import { readAliases } from '../../unicode/aliases.ts';
import { annotationReader, definitionReader, findAnnotations, findDefinitions } from '../../unicode/annotations.ts';
import type { Characters } from '../../unicode/characters.ts';
import { formalNames, ordinalOf } from '../../unicode/characters.ts';
import { dataLines, languageLines, languages, readData } from '../../unicode/data.ts';
import { eachCodePoint, textOf } from '../../unicode/records.ts';
import { withoutEmojiStyle } from '../../unicode/sequences.ts';
import { gameNames } from './game-names.ts';
import { otherForm } from './han-forms.ts';
import { everydayByRule } from './made-names.ts';
import { isFace } from './words.ts';

/**
 * Where a name can come from; `local` is for everyday names that are not English. The names and keywords of languages
 * but English follow, two kinds for each.
 */
export const SOURCE = {
  formal: 0,
  alias: 1,
  name: 2,
  keyword: 3,
  shortcode: 4,
  entity: 5,
  tex: 6,
  keysym: 7,
  region: 8,
  code: 9,
  everyday: 10,
  definition: 11,
  laterSense: 12,
  toned: 13,
  local: 14,
} as const;

/** The first source of another language: its names, then its keywords, then the names of the next one. */
export const FIRST_LANGUAGE = 1 + Math.max(...Object.values(SOURCE));

/** Whether a source has definitions of ideographs. */
export function isDefinition(source: number): boolean {
  return source === SOURCE.definition || source === SOURCE.laterSense;
}

/** Whether a source gives names, not keywords or meanings. */
export function isNameSource(source: number): boolean {
  if (source >= FIRST_LANGUAGE) return (source - FIRST_LANGUAGE) % 2 === 0;
  return source !== SOURCE.keyword && !isDefinition(source);
}

/** Whether a source has names that are typed in programs, where upper and lower case can be different names. */
export function isTyped(source: number): boolean {
  return (source >= SOURCE.shortcode && source <= SOURCE.keysym) || source === SOURCE.toned;
}

/** Languages that ten million people write, or a country. A word of two languages is mostly meant in one of these. */
export const COMMON_LANGUAGES: ReadonlySet<string> = new Set(
  (
    'af am ar az be bg bn ca cs cy da de el es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id is it ja ka kk km kn ko ky lo ' +
    'lt lv mk ml mn mr ms mt my nb ne nl no pa pl ps pt ro ru si sk sl so sq sr sv sw ta te tg th tk tr uk ur uz vi yue zh'
  ).split(' '),
);

interface NamedCharacter {
  readonly ordinal: number;
  readonly source: number;
  readonly name: string;
}

/** How names that are typed in programs are written, which sets them apart from words. */
const TYPED = new Map<string, readonly [source: number, before: string, after: string]>([
  ['shortcode', [SOURCE.shortcode, ':', ':']],
  ['entity', [SOURCE.entity, '&', ';']],
  ['tex', [SOURCE.tex, '', '']],
  ['keysym', [SOURCE.keysym, '', '']],
  ['region', [SOURCE.region, '', '']],
]);

const ENGLISH = /^en(?:-|$)/;
/** The code of a region (ISO 3166-1), which is only meant where nothing else is said: `us`, `us flag`. */
const CODE = /^[A-Z]{2,3}$/;

/** A shortcode of an emoji with skin tones, which has numbers that nobody says: `:kiss_man_man_tone1-2:`. */
const TONED = /^:.*_tone\d/;

/** What the headings of everyday-names.txt say where names follow that are not English. */
const FOREIGN = 'in other languages';

const FLAG = /^[\u{1F1E6}-\u{1F1FF}]{2}$/u;

/** The ordinals of what a text stands for: of the character or sequence, or else of each of its characters. */
type Ordinals = (text: string) => readonly number[];

/** Looks ordinals up. An emoji of one character and U+FE0F is the character. */
export function ordinalsOf(characters: Characters): Ordinals {
  const bySequence = new Map<string, number>();
  for (const [place, text] of findAnnotations().sequences.entries()) {
    const bare = withoutEmojiStyle(text);
    if ([...bare].length > 1) bySequence.set(bare, characters.count + place);
  }
  const ofCharacter = (char: string): number => ordinalOf(characters, char.codePointAt(0) ?? 0);
  return (text) => {
    const bare = withoutEmojiStyle(text);
    const sequence = bySequence.get(bare);
    return sequence === undefined ? [...bare].map(ofCharacter).filter((each) => each >= 0) : [sequence];
  };
}

/** The languages that have names, English not among them, in the order of their sources. */
export function otherLanguages(): string[] {
  return languages().filter((language) => !ENGLISH.test(language));
}

/** The language of a source that is not English. */
export function sourceLanguage(source: number, languages: readonly string[]): string | undefined {
  return source < FIRST_LANGUAGE ? undefined : languages[(source - FIRST_LANGUAGE) >> 1];
}

/** The source of the names of a language, given those but English in their order; -1 if it has none. */
export function sourceOfNames(language: string, others: readonly string[]): number {
  if (ENGLISH.test(language)) return SOURCE.name;
  const place = others.indexOf(language);
  return place < 0 ? -1 : FIRST_LANGUAGE + 2 * place;
}

/** The language that one is a variety of, or itself: `pt` for `pt-PT`. */
export function baseOf(language: string): string {
  return language.replace(/-.*$/, '');
}

/** All names, those of CLDR first: their characters are those that most names are for. */
export function* allNames(characters: Characters, ordinals: Ordinals): Generator<NamedCharacter> {
  yield* annotated(ordinals);
  yield* inLanguages(ordinals);
  yield* typed(ordinals);
  yield* everyday(ordinals);
  yield* madeNames(characters);
  yield* games(characters);
  yield* formal(characters);
  yield* defined(characters);
}

function* annotated(ordinals: Ordinals): Generator<NamedCharacter> {
  const places = findAnnotations();
  const read = annotationReader();
  for (const start of places.starts) {
    const { text, name, keywords } = read(start);
    for (const ordinal of ordinals(text)) {
      yield { ordinal, source: SOURCE.name, name };
      // `=` stands for the keywords of another line: skin tones are only found by asking for them.
      for (const keyword of keywords) if (keyword !== '=') yield { ordinal, source: SOURCE.keyword, name: keyword };
    }
  }
}

function* inLanguages(ordinals: Ordinals): Generator<NamedCharacter> {
  const others = otherLanguages();
  for (const language of languages()) {
    const names = sourceOfNames(language, others);
    // Keywords come after names, in English as well.
    const keywords = names + 1;
    for (const line of languageLines(language)) {
      const [codePoints = '', name = '', ...more] = line.split('\t');
      for (const ordinal of ordinals(textOf(codePoints))) {
        if (name !== '') yield { ordinal, source: names, name };
        for (const keyword of more) yield { ordinal, source: keywords, name: keyword };
      }
    }
  }
}

function* typed(ordinals: Ordinals): Generator<NamedCharacter> {
  for (const line of dataLines('typed-names.txt')) {
    const [codePoints = '', kind = '', written = ''] = line.split('\t');
    const typed = TYPED.get(kind);
    if (typed === undefined) throw new Error(`typed-names.txt has a name of an unknown kind: ${line}`);
    const [source, before, after] = typed;
    const isRegion = source === SOURCE.region;
    const name = isRegion ? `${written} flag` : `${before}${written}${after}`;
    const of = isRegion && CODE.test(written) ? SOURCE.code : TONED.test(name) ? SOURCE.toned : source;
    for (const ordinal of ordinals(textOf(codePoints))) yield { ordinal, source: of, name };
  }
}

function* everyday(ordinals: Ordinals): Generator<NamedCharacter> {
  let isForeign = false;
  const inOtherForm = otherForm();
  for (const line of readData('everyday-names.txt').toString().split('\n')) {
    if (line.startsWith('#')) isForeign = line.includes(FOREIGN);
    const colon = line.startsWith('#') ? -1 : line.indexOf(':');
    if (colon < 0) continue;
    const text = textOf(line.slice(0, colon));
    for (const written of line.slice(colon + 2).split(', ')) {
      const name = FLAG.test(text) ? `${written} flag` : written;
      const isLocal = isForeign || /[^\0-\x7f]/.test(written);
      const source = isLocal ? SOURCE.local : sourceOfEveryday(written);
      const other = inOtherForm(name);
      for (const ordinal of ordinals(text)) {
        yield { ordinal, source, name };
        if (other !== undefined) yield { ordinal, source, name: other };
      }
    }
  }
}

/** An everyday name may be a command of TeX, where case matters. */
function sourceOfEveryday(name: string): number {
  return /^\\[A-Za-z]/.test(name) && !isFace(name) ? SOURCE.tex : SOURCE.everyday;
}

/** What rules say that people call characters. */
function* madeNames(characters: Characters): Generator<NamedCharacter> {
  for (const [codePoint, name] of everydayByRule(characters)) {
    const ordinal = ordinalOf(characters, codePoint);
    if (ordinal >= 0) yield { ordinal, source: sourceOfEveryday(name), name };
  }
}

/** Chess pieces and playing cards, in languages that have names. */
function* games(characters: Characters): Generator<NamedCharacter> {
  const others = otherLanguages();
  for (const { language, codePoint, name } of gameNames()) {
    const source = sourceOfNames(language, others);
    if (source < 0) throw new Error(`game-words.txt has an unknown language: ${language}`);
    yield { ordinal: ordinalOf(characters, codePoint), source, name };
  }
}

/** The names that are listed; those by rule are for plain queries. */
function* formal(characters: Characters): Generator<NamedCharacter> {
  for (const { codePoint, name } of readAliases()) {
    yield { ordinal: ordinalOf(characters, codePoint), source: SOURCE.alias, name };
  }
  for (const [codePoint, name] of eachCodePoint(readData('former-names.txt'))) {
    yield { ordinal: ordinalOf(characters, codePoint), source: SOURCE.alias, name };
  }
  for (const { first, prefix } of formalNames(characters)) {
    if (prefix === undefined) yield { ordinal: first, source: SOURCE.formal, name: characters.nameOf(first) };
  }
}

function* defined(characters: Characters): Generator<NamedCharacter> {
  const { codePoints, starts } = findDefinitions();
  const read = definitionReader();
  for (const [place, start] of starts.entries()) {
    const ordinal = ordinalOf(characters, codePoints[place] ?? 0);
    const senses = read(start).flatMap((each) => each.split(/, */)).filter(Boolean);
    for (const [i, name] of senses.entries()) {
      yield { ordinal, source: i === 0 ? SOURCE.definition : SOURCE.laterSense, name };
    }
  }
}
