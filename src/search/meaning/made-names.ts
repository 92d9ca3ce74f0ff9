/**
 * Everyday names that follow a rule: of raised letters, negated relations, letters by language, units, dominoes,
 * Braille, brackets, dashed lines, mathematical alphabets, numbers in circles, playing cards, hexagrams
 * and signs of Indic scripts.
 */
import { readAliases } from '../../unicode/aliases.ts';
import type { Characters } from '../../unicode/characters.ts';
import { formalNames, ordinalOf } from '../../unicode/characters.ts';
import { readData } from '../../unicode/data.ts';
import { eachCodePoint, textOf } from '../../unicode/records.ts';

type Name = readonly [codePoint: number, name: string];

/** Names that people use, by the characters that they stand for. */
export function* everydayByRule(characters: Characters): Generator<Name> {
  yield* raised(characters);
  yield* negated(characters);
  yield* ofLanguages();
  yield* units();
  yield* dominoes(characters);
  yield* braille();
  yield* brackets(characters);
  yield* dashedLines(characters);
  yield* alphabets(characters);
  yield* numbersInCircles();
  yield* playingCards(characters);
  yield* hexagrams();
  yield* indicSigns(characters);
}

/** A decomposition: the code point, its kind where it is a compatibility mapping, and what it is made of. */
function* decompositions(): Generator<readonly [codePoint: number, kind: string, text: string]> {
  for (const [codePoint, text] of eachCodePoint(readData('decompositions.txt'))) {
    const [, kind = '', parts = ''] = /^(?:<(\w+)> )?(.+)$/.exec(text) ?? [];
    yield [codePoint, kind, textOf(parts)];
  }
}

/** Raised and lowered letters after the letter, `superscript b`: their formal names say `modifier`. */
function* raised(characters: Characters): Generator<Name> {
  for (const [codePoint, kind, text] of decompositions()) {
    const isRaised = kind === 'super';
    const [, formal] = / LETTER (.+)$/.exec(nameOf(characters, text)) ?? [];
    if ((!isRaised && kind !== 'sub') || formal === undefined || [...text].length > 1) continue;
    const called = /^[a-z]$/i.test(text) ? text : formal.toLowerCase();
    const size = /\p{Lu}/u.test(text) ? 'capital ' : '';
    for (const noun of ['', 'letter ']) {
      yield [codePoint, `${isRaised ? 'superscript' : 'subscript'} ${size}${noun}${called}`];
    }
  }
}

/** Relations that are struck through, after the relation: `not similar to`. */
function* negated(characters: Characters): Generator<Name> {
  const aliases = readAliases();
  for (const [codePoint, kind, text] of decompositions()) {
    const [relation = '', mark] = [...text];
    if (kind !== '' || mark !== '\u0338') continue;
    const of = aliases.filter((alias) => alias.codePoint === relation.codePointAt(0)).map(({ name }) => name);
    for (const name of [nameOf(characters, relation), ...of]) yield [codePoint, `not ${name.toLowerCase()}`];
  }
}

/** Letters after the languages that write them, `croatian d`: not everybody knows what the mark is called. */
function* ofLanguages(): Generator<Name> {
  for (const [codePoint, text] of eachCodePoint(readData('letters.txt'))) {
    const [base = '', languages = ''] = text.split('\t');
    const upper = String.fromCodePoint(codePoint).toUpperCase();
    for (const language of languages.toLowerCase().split(',')) {
      yield [codePoint, `${language} ${base}`];
      if ([...upper].length === 1) yield [upper.codePointAt(0) ?? 0, `${language} capital ${base}`];
    }
  }
}

/** Prefixes and units of the International System, as they are written in squares. */
const PREFIXES: ReadonlyMap<string, string> = new Map(
  Object.entries({ f: 'femto', p: 'pico', n: 'nano', μ: 'micro', m: 'milli', c: 'centi', d: 'deci', k: 'kilo', M: 'mega', G: 'giga', T: 'tera' }),
);
const UNITS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    A: 'ampere,amp', V: 'volt', W: 'watt', F: 'farad', Hz: 'hertz', g: 'gram', ℓ: 'liter,litre', m: 'meter,metre', s: 'second',
    Pa: 'pascal', Ω: 'ohm', cal: 'calorie', B: 'byte',
  }),
);
const POWERS: ReadonlyMap<string, string> = new Map([['', ''], ['²', 'square '], ['³', 'cubic ']]);

const MEASURE = /^([fpnμmcdkMGT]?)(A|V|W|F|Hz|g|ℓ|m|s|Pa|Ω|cal|B)([²³]?)$/;

/** Units in a square: `microfarad`, `square kilometer`. */
function* units(): Generator<Name> {
  for (const [codePoint, kind, text] of decompositions()) {
    const [, prefix = '', symbol = '', power = ''] = MEASURE.exec(text) ?? [];
    if (kind !== 'square') continue;
    for (const unit of UNITS.get(symbol)?.split(',') ?? []) {
      yield [codePoint, `${POWERS.get(power) ?? ''}${PREFIXES.get(prefix) ?? ''}${unit}`];
    }
  }
}

/** Dominoes after what is on them: `domino 3 5`, `double 6 domino`. */
function* dominoes(characters: Characters): Generator<Name> {
  for (const [codePoint, one, other] of fitting(characters, /^DOMINO TILE .*-0(\d)-0(\d)$/)) {
    yield [codePoint, `domino ${one} ${other}`];
    if (one === other) yield [codePoint, `double ${one} domino`];
  }
}

/** The dots of a to j in Braille. Those of k to t have the third one, too, and u, v, x, y and z the sixth as well. */
const DOTS = ['1', '12', '14', '145', '15', '124', '1245', '125', '24', '245'];
const BRAILLE_PATTERNS = 0x2800;

/** Letters of Braille: the formal names tell dots. */
function* braille(): Generator<Name> {
  const letters = ['abcdefghij', 'klmnopqrst', 'uvxyz'];
  const rows = letters.map((row, more) => [...row].map((letter, i) => [letter, `${DOTS[i] ?? ''}${['', '3', '36'][more] ?? ''}`] as const));
  for (const [what, dots] of [...rows.flat(), ['w', '2456'], ['number sign', '3456'], ['capital sign', '6']] as const) {
    const bits = [...dots].reduce((sum, dot) => sum | (1 << (Number(dot) - 1)), 0);
    yield [BRAILLE_PATTERNS + bits, `braille ${what}`];
  }
}

/** Ceilings, floors and corners, which are brackets: `left floor bracket`. */
function* brackets(characters: Characters): Generator<Name> {
  const pattern = /^((?:LEFT|RIGHT) (?:CEILING|FLOOR)|(?:TOP|BOTTOM) (?:LEFT|RIGHT) CORNER)$/;
  for (const [codePoint, name] of fitting(characters, pattern)) yield [codePoint, `${name.toLowerCase()} bracket`];
}

/** Dashed lines of box drawing, `dashed line`: the formal names count the dashes. */
function* dashedLines(characters: Characters): Generator<Name> {
  const pattern = /^BOX DRAWINGS (LIGHT|HEAVY) \w+ DASH (HORIZONTAL|VERTICAL)$/;
  for (const [codePoint, weight, way] of fitting(characters, pattern)) {
    const line = way === 'VERTICAL' ? 'vertical line' : 'line';
    for (const kind of ['dashed', 'dotted']) {
      yield [codePoint, `${kind} ${line}`];
      yield [codePoint, `${weight.toLowerCase()} ${kind} ${line}`];
    }
  }
}

/** The commands of TeX for mathematical alphabets, by what their formal names call them. */
const ALPHABETS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'BOLD': ['mathbf'], 'ITALIC': ['mathit'], 'PLANCK CONSTANT': ['mathit'], 'SCRIPT': ['mathcal', 'mathscr'],
    'FRAKTUR': ['mathfrak'], 'BLACK-LETTER': ['mathfrak'], 'DOUBLE-STRUCK': ['mathbb'], 'SANS-SERIF': ['mathsf'],
    'MONOSPACE': ['mathtt'],
  }),
);

/** Letters and digits of mathematical alphabets, as TeX asks for them: `\mathcal{F}`. */
function* alphabets(characters: Characters): Generator<Name> {
  for (const [codePoint, kind, text] of decompositions()) {
    if (kind !== 'font' || !/^[A-Za-z0-9]$/.test(text)) continue;
    const formal = nameOf(characters, String.fromCodePoint(codePoint));
    const style = formal.replace(/^MATHEMATICAL /, '').replace(/ (?:CAPITAL|SMALL|DIGIT) \w+$/, '');
    for (const command of ALPHABETS.get(style) ?? []) yield [codePoint, `\\${command}{${text}}`];
  }
}

/** Numbers above twenty in circles, in digits: `circled 35`. */
function* numbersInCircles(): Generator<Name> {
  for (const [codePoint, kind, text] of decompositions()) {
    if (kind !== 'circle' || !/^(?:2[1-9]|[345]\d)$/.test(text)) continue;
    yield [codePoint, `circled ${text}`];
    yield [codePoint, `number ${text} in circle`];
  }
}

/** The numbers of playing cards, in words. */
const RANKS = ['TWO', 'THREE', 'FOUR', 'FIVE', 'SIX', 'SEVEN', 'EIGHT', 'NINE', 'TEN'];

/** Playing cards without their kind, those with numbers in digits, too: `queen of spades`, `2 of hearts`. */
function* playingCards(characters: Characters): Generator<Name> {
  for (const [codePoint, rank, suit] of fitting(characters, /^PLAYING CARD (\w+) OF (\w+)$/)) {
    yield [codePoint, `${rank} of ${suit}`.toLowerCase()];
    if (RANKS.includes(rank)) yield [codePoint, `${RANKS.indexOf(rank) + 2} of ${suit.toLowerCase()}`];
  }
}

const [FIRST_HEXAGRAM, HEXAGRAMS] = [0x4dc0, 64];

/** Hexagrams by their numbers in the I Ching, which is the order of the Standard. */
function* hexagrams(): Generator<Name> {
  for (let i = 0; i < HEXAGRAMS; i++) {
    yield [FIRST_HEXAGRAM + i, `hexagram ${i + 1}`];
    yield [FIRST_HEXAGRAM + i, `i ching hexagram ${i + 1}`];
  }
}

/** Signs that most Indic scripts have are those of Devanagari where nobody says of which: `virama`. */
function* indicSigns(characters: Characters): Generator<Name> {
  for (const [codePoint, sign] of fitting(characters, /^DEVANAGARI SIGN (\w+)$/)) yield [codePoint, sign.toLowerCase()];
}

/** The characters whose formal names fit a pattern, each with what its two groups are, if it has them. */
function* fitting(
  characters: Characters,
  pattern: RegExp,
): Generator<readonly [codePoint: number, one: string, other: string]> {
  for (const { first } of formalNames(characters)) {
    const found = pattern.exec(characters.nameOf(first));
    if (found !== null) yield [characters.codePoints[first] ?? 0, found[1] ?? '', found[2] ?? ''];
  }
}

function nameOf(characters: Characters, text: string): string {
  const ordinal = ordinalOf(characters, text.codePointAt(0) ?? 0);
  return ordinal < 0 ? '' : characters.nameOf(ordinal);
}
