/**
 * What the JSON packages of CLDR lost: U+0022 and U+0028, which the XML that they are made from has in all languages.
 *
 * What is said of `(` is made from what is said of `)`, as the name of `[` is from that of `]`: `open parenthesis`,
 * `öffnende runde Klammer`, `開き括弧`. The keywords of `"` are those that both of its curly forms have.
 */

export interface Annotated {
  readonly name: string;
  readonly keywords: readonly string[];
}

type Annotations = ReadonlyMap<string, Annotated>;

/** A replaced part of a word has so many letters, at least. */
const SHORTEST_PART = 3;

/** What is written without spaces, where a part of a text is a word. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;

/** The annotations of the lost characters, as far as those of others tell them. */
export function lostAnnotations(annotations: Annotations): [sequence: string, Annotated][] {
  const lost: [string, Annotated][] = [];
  for (const [sequence, made] of [['"', quotationMark(annotations)], ['(', openParenthesis(annotations)]] as const) {
    if (made !== undefined && !annotations.has(sequence)) lost.push([sequence, made]);
  }
  return lost;
}

function quotationMark(annotations: Annotations): Annotated | undefined {
  const right = annotations.get('”')?.keywords ?? [];
  const keywords = annotations.get('“')?.keywords.filter((keyword) => right.includes(keyword)) ?? [];
  return keywords.length === 0 ? undefined : { name: '', keywords };
}

function openParenthesis(annotations: Annotations): Annotated | undefined {
  const [opening, closing, closed] = [annotations.get('['), annotations.get(']'), annotations.get(')')];
  if (opening === undefined || closing === undefined || closed === undefined) return undefined;
  const [byWords, byPart] = [wordOpener(opening.name, closing.name), partOpener(opening.name, closing.name)];
  const open = (text: string, mayBePart: boolean): string => {
    const opened = byWords(text);
    return opened === text && mayBePart ? byPart(text) : opened;
  };
  const isOpen = wordsOf(annotations, ['[', '{']);
  const isClosed = wordsOf(annotations, [']', '}']);
  const isOfClosed = (word: string): boolean => isClosed.has(word) && !isOpen.has(word);
  const opened = closed.keywords.map((keyword) => open(keyword, UNSPACED.test(keyword)));
  const keywords = opened.filter((keyword) => !keyword.split(' ').some(isOfClosed));
  const name = open(closed.name, true);
  return { name: name === closed.name ? '' : name, keywords: [...new Set(keywords)] };
}

/** The words of all names and keywords of some characters. */
function wordsOf(annotations: Annotations, sequences: readonly string[]): ReadonlySet<string> {
  const all = sequences.flatMap((sequence) => annotations.get(sequence) ?? []);
  return new Set(all.flatMap(({ name, keywords }) => [name, ...keywords]).flatMap((text) => text.split(' ')));
}

/** Gives a function that says of an opening bracket what a text says of a closing one, word by word. */
function wordOpener(opening: string, closing: string): (text: string) => string {
  const [open, close] = [opening.split(' '), closing.split(' ')];
  const words = new Map(open.length === close.length ? close.map((word, i) => [word, open[i] ?? word]) : []);
  return (text) => text.split(' ').map((word) => words.get(word) ?? word).join(' ');
}

/** The same by the part that the two names do not share: `fermante` has that of `fermant`. */
function partOpener(opening: string, closing: string): (text: string) => string {
  const [before, after] = [sharedStart(opening, closing), sharedStart(reversed(opening), reversed(closing))];
  const part = (text: string): string => text.slice(before, Math.max(before, text.length - after));
  const isWord = part(closing).length >= SHORTEST_PART || UNSPACED.test(part(closing));
  return (text) => (isWord ? text.replace(part(closing), part(opening)) : text);
}

function sharedStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}
