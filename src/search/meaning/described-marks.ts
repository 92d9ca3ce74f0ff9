/**
 * Letters with marks that have names of their own: of Greek, `alpha with rough breathing`; of Cyrillic, `russian e with
 * dots`; and vowels with the tones of Mandarin, `third tone a`. Words are folded.
 */

/** What may also be said of them. */
const ADDED = new Set('with a the and letter has having on top above accent mark'.split(' '));
const SIZES = new Set('capital uppercase small lowercase'.split(' '));

/** Greek letters that have marks. */
const GREEK = new Set('alpha epsilon eta iota omicron upsilon omega rho'.split(' '));

/** What the Standard calls Greek marks, by what people call them. */
const GREEK_MARKS: ReadonlyMap<string, string> = new Map([
  ...named('dasia', 'rough breathing,rough,dasia,spiritus asper'),
  ...named('psili', 'smooth breathing,smooth,psili,spiritus lenis'),
  ...named('dialytika', 'diaeresis,dieresis,umlaut,two dots,dots,dialytika'),
  ...named('varia', 'grave accent,grave,varia'),
  ...named('perispomeni', 'circumflex accent,circumflex,perispomeni,tilde'),
  ...named('ypogegrammeni', 'iota subscript,subscript iota,ypogegrammeni'),
  ...named('macron', 'macron,long mark'),
  ...named('vrachy', 'breve,vrachy'),
  ...named('oxia', 'acute accent,acute,oxia'),
  // The accent of modern Greek, which is alone, or with dialytika.
  ...named('tonos', 'accent,tonos'),
]);

/** Cyrillic letters that are not named after the letter and the mark that people see. */
const CYRILLIC: ReadonlyMap<string, string> = new Map(
  Object.entries({ 'e diaeresis': 'io', 'i diaeresis': 'yi', 'i breve': 'short i', 'u breve': 'short u', 'g acute': 'gje', 'k acute': 'kje' }),
);
const IN_CYRILLIC = new Set('cyrillic russian ukrainian belarusian bulgarian serbian macedonian'.split(' '));
const CYRILLIC_MARKS: ReadonlyMap<string, string> = new Map([
  ...named('diaeresis', 'two dots,2 dots,double dot,dots,umlaut,diaeresis,trema'),
  ...named('breve', 'breve,short,curve,cup,bowl'),
  ...named('acute', 'acute,accent'),
]);

/** The marks of the four tones of Mandarin, and how each tone is counted. */
const TONES = ['macron', 'acute', 'caron', 'grave'];
const TONE = /^(?:tone ([1-4])|(?:(first|1st)|(second|2nd)|(third|3rd)|(fourth|4th)) tone)$/;
const OF_TONES = new Set('pinyin mandarin chinese in with the'.split(' '));

function named(standard: string, people: string): [string, string][] {
  return people.split(',').map((each) => [each, standard]);
}

/** What the Standard calls such a letter, as words; none if the words describe none. */
export function* withNamedMarks(words: readonly string[]): Generator<string[]> {
  const greek = words.find((word) => GREEK.has(word));
  if (greek !== undefined) yield* ofGreek(greek, words);
  if (words.some((word) => IN_CYRILLIC.has(word))) yield* ofCyrillic(words);
  if (words.includes('tone')) yield* ofTone(words);
}

function* ofGreek(letter: string, words: readonly string[]): Generator<string[]> {
  const rest = words.filter((word) => word !== letter && word !== 'greek' && !SIZES.has(word));
  const marks = marksIn(rest, GREEK_MARKS);
  if (marks === undefined || marks.length === 0) return;
  // An acute is a tonos, unless there is a breathing.
  const isOld = marks.some((mark) => mark === 'dasia' || mark === 'psili' || mark === 'ypogegrammeni');
  const [from, to] = isOld ? ['tonos', 'oxia'] : ['oxia', 'tonos'];
  yield [...sizesIn(words), letter, ...marks.map((mark) => (mark === from ? to : mark))];
}

function* ofCyrillic(words: readonly string[]): Generator<string[]> {
  const rest = words.filter((word) => !IN_CYRILLIC.has(word) && !SIZES.has(word));
  const letter = rest.find((word) => /^[a-z]$/.test(word) && word !== 'a');
  const marks = marksIn(rest.filter((word) => word !== letter), CYRILLIC_MARKS);
  const name = CYRILLIC.get(`${letter ?? ''} ${marks?.join(' ') ?? ''}`);
  if (name !== undefined) yield ['cyrillic', ...sizesIn(words), ...name.split(' ')];
}

function* ofTone(words: readonly string[]): Generator<string[]> {
  const at = words.indexOf('tone');
  const near = [words.slice(at, at + 2), words.slice(at - 1, at + 1)].map((each) => each.join(' '));
  const [counted = '', count, ...ordinals] = near.map((each) => TONE.exec(each)).find((each) => each !== null) ?? [];
  const tone = count === undefined ? ordinals.findIndex((each) => each !== undefined) : Number(count) - 1;
  const rest = words.filter((word) => !counted.split(' ').includes(word) && !OF_TONES.has(word) && !SIZES.has(word));
  const [letter = '', ...others] = rest;
  if (tone < 0 || !/^[aeiouv]$/.test(letter) || others.some((word) => !CYRILLIC_MARKS.has(word))) return;
  const said = (...letters: string[]): string[] => [...sizesIn(words), ...letters, TONES[tone] ?? ''];
  if (letter !== 'v' && others.length === 0) yield said(letter);
  // A u may have been one with two dots, for which keyboards have v.
  if (letter === 'u' || letter === 'v') yield said('u', 'diaeresis');
}

function sizesIn(words: readonly string[]): string[] {
  return words.filter((word) => SIZES.has(word));
}

/** The marks that some words name, two words before one; undefined if they say anything else. */
function marksIn(words: readonly string[], marks: ReadonlyMap<string, string>): string[] | undefined {
  const found: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const pair = marks.get(words.slice(at, at + 2).join(' '));
    const mark = pair ?? marks.get(words[at] ?? '');
    if (mark !== undefined) found.push(mark);
    else if (!ADDED.has(words[at] ?? '')) return undefined;
    if (pair !== undefined && words.length > at + 1) at++;
  }
  return found;
}
