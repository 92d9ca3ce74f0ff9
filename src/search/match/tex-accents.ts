/** Letters with accents as TeX writes them, `\'e`, `\"{o}`, `\c c`, `\hat{a}`, and those of mathematical alphabets. */
import { normalized } from '../../bytes/normalize.ts';

/** The combining marks of the commands for text, and of those for formulas. */
const MARKS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "'": '\u0301', '`': '\u0300', '^': '\u0302', '"': '\u0308', '~': '\u0303', '=': '\u0304', '.': '\u0307',
    H: '\u030b', c: '\u0327', k: '\u0328', d: '\u0323', b: '\u0331', r: '\u030a', u: '\u0306', v: '\u030c',
    h: '\u0309', G: '\u030f', f: '\u0311', textcommabelow: '\u0326', acute: '\u0301', grave: '\u0300', hat: '\u0302',
    widehat: '\u0302', ddot: '\u0308', tilde: '\u0303', widetilde: '\u0303', bar: '\u0304', dot: '\u0307',
    mathring: '\u030a', breve: '\u0306', check: '\u030c',
  }),
);

/** Letters that are commands themselves. An i or j that goes without its dot for a mark is the plain one. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({ i: 'i', j: 'j', imath: 'i', jmath: 'j', ae: 'æ', AE: 'Æ', o: 'ø', O: 'Ø', aa: 'å', AA: 'Å' }),
);

/** A command with its argument, in braces or not; before a letter, one of letters needs a space. */
const ACCENTED = /(?<!\S)\\(?:(['`^"~=.]) ?|([A-Za-z]+)(?: |(?=[{\\])))(?:\{([^{}\s]+)\}|(\p{L}|\\[A-Za-z]+))(?!\S)/gu;

/** A letter or digit of a mathematical alphabet without braces: names have them, `\mathcal{F}`. */
const BARE = /(?<!\S)(\\math(?:cal|scr|frak|bb|bf|it|sf|tt)) ([A-Za-z0-9])(?!\S)/g;

/**
 * A text with the letters that TeX writes with accents, and with braces around letters of alphabets. A command stays if
 * the mark and the letter are not one character.
 */
export function withAccents(text: string): string {
  if (!text.includes('\\')) return text;
  const inBraces = text.replace(BARE, '$1{$2}');
  return inBraces.replace(ACCENTED, (whole, sign?: string, name?: string, braced?: string, bare?: string) => {
    const mark = MARKS.get(sign ?? name ?? '');
    const base = letterOf(braced ?? bare ?? '');
    const composed = mark === undefined || base === undefined ? '' : normalized(base + mark, 'NFC');
    return [...composed].length === 1 ? composed : whole;
  });
}

/** The letter of an argument, which may have an accent itself: `\'{\^a}`; undefined if it is none. */
function letterOf(argument: string): string | undefined {
  const letter = argument.startsWith('\\') ? (LETTERS.get(argument.slice(1)) ?? withAccents(argument)) : argument;
  return [...letter].length === 1 ? letter : undefined;
}
