/**
 * Letters that people describe by what is on them: `a with two dots on top`, `squiggly line over n`. The names of the
 * Standard call these marks diaeresis and tilde.
 */

/** Words that separate a letter from what is on it, in several languages, and words that say where that is. */
const WITH = new Set('with has having wearing mit met med avec con com z accent acento accento akzent'.split(' '));
const PLACES: Readonly<Record<string, Place>> = {
  top: 'above', above: 'above', over: 'above', on: 'above',
  below: 'below', under: 'below', underneath: 'below', beneath: 'below', bottom: 'below',
  through: 'through', across: 'through', crossed: 'through',
};
/** What may also be said of a letter. */
const SIZES = new Set(
  'capital uppercase big upper small lowercase little lower majuscule mayuscula maiuscola minuscule minuscula'.split(' '),
);
const OF_LETTER = new Set([...SIZES, ...'case latin letter the a an'.split(' ')]);

type Place = 'above' | 'below' | 'through';

/** A mark: words for it, and what the Standard calls it where it is above a letter, below it, and through it. */
interface Mark {
  readonly said: RegExp;
  readonly names: Readonly<Record<Place, readonly string[]>>;
  /** Where it is if nobody says so. */
  readonly usual: Place;
}

/** The first one that fits counts. */
const MARKS: readonly Mark[] = [
  mark('above', 'squiggle|squiggly|wavy?|wave|wiggly|wiggle|tilde|til|tylda', 'tilde', 'tilde below', 'middle tilde'),
  mark('above', 'v|caron|hacek|haken|(?:upside down|inverted) hat', 'caron', 'caron below'),
  mark('above', 'hat|roof|tent|caret|arrow|circonflexe|circunflejo|circunflexo|circonflesso|zirkumflex|dach', 'circumflex', 'circumflex below'),
  mark('above', 'curve|bowl|cup|smile|half circle', 'breve', 'breve below'),
  mark('above', 'circle|ring', 'ring', 'ring below'),
  mark('above', 'accents|(?:two|2|double) (?:accent|dashes|strokes)|hungarian', 'double acute'),
  mark('above', 'acute|aigu|agudo|acuto|akut', 'acute'),
  mark('above', 'grave|gravis', 'grave'),
  mark('above', 'dots|points|(?:two|2|double) (?:dot|point)|punkte|punkten|puntos|puntini|prickar|prikker|kropkami|trema|dieresis|umlaut', 'diaeresis', 'diaeresis below'),
  mark('above', 'dot|point|punkt|punto|ponto|prick|kropka', 'dot above', 'dot below'),
  mark('below', 'comma', 'comma above', 'comma below'),
  mark('below', 'tail|cedilla|cedille|cedilha', '', 'cedilla,ogonek'),
  mark('below', 'hook', 'hook above', 'ogonek,cedilla,hook'),
  mark('above', 'long mark', 'macron'),
  mark('through', 'line|bar|dash|stroke|slash|strich|barre|barra|streg|streck|kreska', 'macron', 'line below', 'stroke'),
];

function mark(usual: Place, said: string, ...[above = '', below = '', through = '']: readonly string[]): Mark {
  const names = { above: namesIn(above), below: namesIn(below), through: namesIn(through) };
  return { said: new RegExp(`(?:^| )(?:${said})(?: |$)`), names, usual };
}

function namesIn(list: string): string[] {
  return list.split(',').filter(Boolean);
}

/**
 * What the Standard may call a letter that some folded words describe, each as words to look for instead; none where
 * they describe none.
 */
export function* described(words: readonly string[]): Generator<string[]> {
  const split = words.findIndex((word, i) => i > 0 && WITH.has(word));
  const isFirst = split > 0;
  const before = isFirst ? words.slice(0, split) : words.slice(-1);
  const letter = before.findLast((word) => word.length === 1);
  if (letter === undefined || !before.every((word) => word === letter || OF_LETTER.has(word))) return;
  const rest = isFirst ? words.slice(split + 1) : words.slice(0, -1);
  const place = rest.map((word) => PLACES[word]).findLast((each) => each !== undefined);
  // The letter comes last only after a word that says where the mark is: `line over n`.
  if (!isFirst && place === undefined) return;
  const found = MARKS.find(({ said }) => said.test(rest.join(' ')));
  if (found === undefined) return;
  const sizes = before.filter((word) => SIZES.has(word) && word !== letter);
  for (const name of found.names[place ?? found.usual]) yield [...sizes, letter, ...name.split(' ')];
}
