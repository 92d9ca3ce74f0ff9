/**
 * Letters that people describe by what is on them, `a with two dots on top`, `squiggly line over n`, where names of the
 * Standard say diaeresis and tilde; and numbers that they describe as in a circle.
 */
import { fromUtf8 } from '../../bytes/encoding.ts';
import { withNamedMarks } from './described-marks.ts';

/** Words that separate a letter from what is on it, in several languages, and words that say where that is. */
const WITH = new Set(
  'with has having wearing mit met med avec con com amb cu z s sa со с з με ile accent acento accento akzent'.split(' '),
);
const PLACES: ReadonlyMap<string, Place> = new Map([
  ...places('above', 'top above over on'),
  ...places('below', 'below under underneath beneath bottom'),
  ...places('through', 'through across crossed barred slashed struck'),
]);
/** Languages whose letters people describe, by their names or that of how they are spelled in Latin. */
const LANGUAGES = new Set(
  (
    'czech slovak polish croatian serbian slovenian hungarian romanian turkish latvian lithuanian estonian finnish swedish ' +
    'danish norwegian icelandic german french spanish portuguese catalan italian vietnamese irish welsh maltese esperanto'
  ).split(' '),
);
/** Those that write a dot below a letter more often than one above it. */
const DOTTED_BELOW = new Set('sanskrit iast pali hindi vedic igbo yoruba'.split(' '));

/** What may also be said of a letter. */
const SIZES = new Set(
  'capital uppercase big upper small lowercase little lower majuscule mayuscula maiuscola minuscule minuscula'.split(' '),
);
const OF_LETTER = new Set([
  ...SIZES,
  ...'case latin letter the a an letra lettera lettre buchstabe bokstav bokstaven litera pismeno kirjain'.split(' '),
]);

/** Words of a question for a number in a circle, at most. */
const MAX_CIRCLED = 5;

type Place = 'above' | 'below' | 'through';

/** A mark: words for it, and what the Standard calls it where it is above a letter, below it, and through it. */
interface Mark {
  readonly said: RegExp;
  readonly names: Readonly<Record<Place, readonly string[]>>;
  /** Where it is if nobody says so. */
  readonly usual: Place;
  /** The letters that it goes on, if not all. */
  readonly on?: RegExp;
}

/** The first one that fits counts. */
const MARKS: readonly Mark[] = [
  mark('above', 'squiggle|squiggly|wavy?|wave|wiggly|wiggle|tilde|til|tylda|tyldou', 'tilde', 'tilde below', 'middle tilde'),
  mark('above', 'v|caron|hacek|hackem|hackom|haken|hatschek|(?:upside down|inverted) hat', 'caron', 'caron below'),
  mark('above', 'hat|roof|tent|caret|arrow|circonflexe|circunflejo|circunflexo|circonflesso|zirkumflex|dach', 'circumflex', 'circumflex below'),
  mark('above', 'curve|bowl|cup|smile|half circle', 'breve', 'breve below'),
  mark('above', 'circle|ring|krouzkem|renkaalla', 'ring', 'ring below'),
  mark('above', 'accents|(?:two|2|double) (?:accent|dashes|strokes)|hungarian', 'double acute'),
  mark('above', 'acute|aigu|agudo|acuto|akut|carkou|dlznom', 'acute'),
  mark('above', 'grave|gravis', 'grave'),
  mark('above', 'dots|points|(?:two|2|double) (?:dot|point)|punkte|punkten|puntos|puntini|prickar|prikker|kropkami|teckami|pisteilla|ponttal|noktali|trema|dieresis|umlaut', 'diaeresis', 'diaeresis below'),
  mark('above', 'dot|point|punkt|punto|ponto|prick|kropka|teckou', 'dot above', 'dot below'),
  mark('below', 'comma|virgula|virgule|komma|przecinkiem', 'comma above', 'comma below'),
  mark('below', 'ogonek|ogonkiem', '', 'ogonek'),
  mark('below', 'tail|cedilla|cedille|cedilha|cedila|sedilla|zedille', '', 'cedilla,ogonek'),
  // Vowels have hooks in Vietnamese; a hook on other letters is a caron.
  { ...mark('below', 'hook', 'caron', 'ogonek,cedilla,hook'), on: /[^aeiouy]/ },
  mark('below', 'hook', 'hook above', 'ogonek,cedilla,hook'),
  mark('above', 'long mark', 'macron'),
  mark('through', 'line|bar|dash|stroke|slash|strich|barre|barra|streg|streck|kreska|kreskom', 'macron', 'line below', 'stroke'),
  // Without a kind, it is mostly this one.
  mark('above', 'accent|acento|accento|akzent|akcent|aksent|acentem|akcentem', 'acute,grave'),
];

function mark(usual: Place, said: string, ...[above = '', below = '', through = '']: readonly string[]): Mark {
  const names = { above: namesIn(above), below: namesIn(below), through: namesIn(through) };
  return { said: new RegExp(`(?:^| )(?:${said})(?: |$)`), names, usual };
}

function places(place: Place, words: string): [string, Place][] {
  return words.split(' ').map((word) => [word, place]);
}

function namesIn(list: string): string[] {
  return list.split(',').filter(Boolean);
}

/** Words that say "with" by their ending. */
const MARKED = new Set(
  'crossed barred slashed ogonkiem ogonkem hackem hackom carkou krouzkem teckou teckami kropka kropkami kreska dlznom pisteilla renkaalla noktali'.split(' '),
);

/** Words for a circle, and for what is in one, in other languages than English, as they begin. */
const CIRCLE = new RegExp(
  '^(?:kreis|eingekreist|umkreist|cercle|entoure|encercle|circul|rodead|cerchi|cirkel|omcirkel|inringad|ring|kolk|kruz|kruh|' +
    'krouz|круг|круж|окръж|ympyra|korben|bekarik|daire|yuvarlak|κυκλ|lingkaran|vong|دائر|עיגול|בעיגול|วงกลม|' +
    '동그라미|원문자|まる|丸|圆圈|圓圈|圈|带圈)',
);

/** The numbers from one to ten in some of these languages, by their words. */
const NUMBERS: ReadonlyMap<string, string> = new Map([
  'eins zwei drei vier funf sechs sieben acht neun zehn', 'un deux trois quatre cinq six sept huit neuf dix',
  'uno dos tres cuatro cinco seis siete ocho nueve diez', 'uno due tre quattro cinque sei sette otto nove dieci',
  'um dois tres quatro cinco seis sete oito nove dez', 'een twee drie vier vijf zes zeven acht negen tien',
  'ett tva tre fyra fem sex sju atta nio tio', 'jeden dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec',
  'один два три четыре пять шесть семь восемь девять десять', 'bir iki uc dort bes alti yedi sekiz dokuz on',
].flatMap((words) => words.split(' ').map((word, i) => [word, `${i + 1}`] as const)));

/** What numbers in circles are called: `Eins im Kreis`, `1 в круге`, `まる1`; none if the words say nothing else. */
function circled(words: readonly string[]): string[] | undefined {
  const [number, ...others] = words.flatMap((word) => {
    const [digits] = /(?<!\d)\d{1,2}(?!\d)/.exec(word) ?? [];
    return digits ?? NUMBERS.get(word) ?? [];
  });
  const isInCircle = words.length <= MAX_CIRCLED && words.some((word) => CIRCLE.test(word));
  return number === undefined || others.length > 0 || !isInCircle ? undefined : ['circled', number];
}

/**
 * What the Standard may call a letter, or a number in a circle, that some folded words describe, each as words to look
 * for instead, the likeliest first; none if they describe none.
 */
export function* described(folded: readonly string[]): Generator<string[]> {
  const words = folded.map(fromUtf8);
  const inCircle = circled(words);
  if (inCircle !== undefined) yield inCircle;
  yield* withNamedMarks(words);
  // `s` and `z` are letters, too.
  const isWith = (word: string): boolean => WITH.has(word) || MARKED.has(word);
  const spelledOut = words.findIndex((word, i) => i > 0 && word.length > 1 && WITH.has(word));
  const split = spelledOut > 0 ? spelledOut : words.findIndex((word, i) => i > 0 && isWith(word));
  const isFirst = split > 0;
  const before = isFirst ? words.slice(0, split) : words.slice(-1);
  const letter = before.findLast((word) => /^(?:[a-z0]|zero)$/.test(word));
  const isOfLetter = (word: string): boolean =>
    word === letter || OF_LETTER.has(word) || LANGUAGES.has(word) || DOTTED_BELOW.has(word);
  if (letter === undefined || !before.every(isOfLetter)) return;
  const rest = isFirst ? words.slice(split + (MARKED.has(words[split] ?? '') ? 0 : 1)) : words.slice(0, -1);
  const place = rest.map((word) => PLACES.get(word)).findLast((each) => each !== undefined);
  // The letter comes last only after a word that says where the mark is: `line over n`.
  if (!isFirst && place === undefined) return;
  const found = MARKS.find(({ said, on }) => said.test(rest.join(' ')) && (on?.test(letter) ?? true));
  const sizes = before.filter((word) => SIZES.has(word) && word !== letter);
  for (const name of namesOf(found, place, before)) yield [...sizes, letter, ...name.split(' ')];
}

/** What a mark is called at a place. What goes through a letter, and is no mark that people name, is a stroke. */
function namesOf(mark: Mark | undefined, place: Place | undefined, before: readonly string[]): readonly string[] {
  if (mark === undefined) return place === 'through' ? ['stroke'] : [];
  const isBelow = place === undefined && before.some((word) => DOTTED_BELOW.has(word));
  const names = mark.names[place ?? mark.usual];
  return isBelow ? [...mark.names.below, ...names] : names;
}
