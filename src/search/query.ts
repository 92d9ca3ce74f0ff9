/**
 * The query language: one line to a {@link Query}.
 *
 * ```
 * query       = alternative , { "|" , alternative } ;
 * alternative = { term | page } ;                          (* all terms must match; at least one without "!" *)
 * page        = ( "limit:" | "skip:" ) , number ;
 * term        = [ "!" ] , ( name | property | characters ) ;
 * name        = [ "~" ] , ( words | phrase ) ;
 * words       = word , { punctuation , word } ;            (* in a word, "*" stands for any letters and digits *)
 * phrase      = '"' , words , '"' ;                        (* consecutive words of one name *)
 * property    = field , ":" , ( value | '"' , value , '"' ) ;
 * characters  = code , [ ".." , code ] | code , { code } | text ;
 * code        = "U+" , hex | "0x" , hex | "\u" , hex | "\u{" , hex , "}" | "\U" , hex
 *             | "&#" , decimal , ";" | "&#x" , hex , ";" ;
 * text        = (* a term with anything not ASCII, or of ASCII punctuation alone among no words *) ;
 * ```
 *
 * Terms are parted by white space. The parser goes through the line once, from left to right, and never back.
 */
import { hex } from '../bytes/encoding.ts';
import { wordsOf } from './index/vocabulary.ts';

/** The fields of properties that a query can ask for. */
export const PROPERTY_FIELDS = ['block', 'script', 'category', 'age', 'is'] as const;
export type PropertyField = (typeof PROPERTY_FIELDS)[number];

/** Words of a name, in upper case; outside a phrase they may hold `*`, and may stand anywhere in any of the names. */
export interface NameTerm {
  readonly kind: 'name';
  readonly negative: boolean;
  /** Whether keywords count as names. */
  readonly keywords: boolean;
  readonly phrase: boolean;
  readonly words: readonly string[];
}

export interface PropertyTerm {
  readonly kind: 'property';
  readonly negative: boolean;
  readonly field: PropertyField;
  readonly value: string;
}

/** Characters listed one by one, in order, or a range of code points. */
export type CharactersTerm =
  | { readonly kind: 'text'; readonly negative: boolean; readonly text: string }
  | { readonly kind: 'range'; readonly negative: boolean; readonly first: number; readonly last: number };

export type Term = NameTerm | PropertyTerm | CharactersTerm;

export interface Query {
  /** Either side of `|`; of each, all terms must match. */
  readonly alternatives: readonly (readonly Term[])[];
  /** How many results to leave out at the start. */
  readonly skip: number;
  /** How many results to show at most. */
  readonly limit: number;
}

/** A query that can't be understood; the message quotes the part, and says what would be right. */
export class QueryError extends Error {}

/** How many words, properties, ranges and alternatives one line may hold: names have up to twenty words. */
export const MOST_PARTS = 64;

/** How many wildcards and phrases: each may have to look at every word, or at thousands of names. */
export const MOST_SCANS = 8;

/** Spaces that keyboards and word processors write for U+0020. */
const NO_BREAK_SPACE = 0xa0;
const IDEOGRAPHIC_SPACE = 0x3000;

const LAST_CODE_POINT = 0x10ffff;
const PUNCTUATION_ONLY = /^[!-/:-@[-`{-~]+$/;
const FIELD = /^([a-z][a-z0-9_-]*):(?=.)/i;

/** A part of the line as an error message quotes it: one line, and not too long. */
export function quote(part: string): string {
  const shown = [...part.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{FFFD}')];
  return `'${shown.length > 40 ? `${shown.slice(0, 40).join('')}…` : shown.join('')}'`;
}

/** Parses a line without its white space around; throws {@link QueryError}. */
export function parse(line: string): Query {
  const alternatives: Term[][] = [];
  let terms: Term[] = [];
  /** Terms of nothing but punctuation: text among no words, else nothing. */
  let marks: Term[] = [];
  let skip = 0;
  let limit = Infinity;

  function close(): void {
    if (!terms.some((term) => term.kind === 'name' || term.kind === 'property')) terms.push(...marks);
    if (terms.length === 0) {
      throw new QueryError(
        line.includes('|') && line !== '|'
          ? "nothing to look for on one side of '|'; write words on both, as in cat face | dog face"
          : `nothing to look for in ${quote(line)}; write a word of a name, as in snowman`,
      );
    }
    if (terms.every((term) => term.negative)) {
      throw new QueryError(`${quote(line)} only says what to leave out; add a word to find, as in face !cat`);
    }
    alternatives.push(terms);
    terms = [];
    marks = [];
  }

  for (const token of line.length === 1 || line.trim() === '' ? [line] : tokens(line)) {
    if (token === '|' && line.length > 1) {
      close();
      continue;
    }
    const page = /^(limit|skip):(.+)/is.exec(token);
    if (page) {
      const isLimit = page[1]?.toLowerCase() === 'limit';
      const count = wholeNumber(token, page[2] ?? '', isLimit ? 1 : 0);
      if (isLimit) limit = count;
      else skip = count;
    } else if (PUNCTUATION_ONLY.test(token)) {
      marks.push({ kind: 'text', negative: false, text: token });
    } else {
      terms.push(...parseTerm(token));
    }
  }
  close();
  checkCost(alternatives);
  return { alternatives, skip, limit };
}

/** Whether a term lists characters to find. */
export function isList(term: Term): term is CharactersTerm {
  return !term.negative && (term.kind === 'text' || term.kind === 'range');
}

/** Whether a word of a query has an asterisk. */
export function isPattern(word: string): boolean {
  return word.includes('*');
}

/** Throws where a line would be too much work. */
function checkCost(alternatives: readonly (readonly Term[])[]): void {
  const terms = alternatives.flat();
  const names = terms.filter((term) => term.kind === 'name');
  const words = names.flatMap((term) => term.words);
  const others = terms.filter((term) => term.kind !== 'name' && !(term.kind === 'text' && isList(term)));
  if (alternatives.length - 1 + others.length + words.length > MOST_PARTS) {
    const parts = `${MOST_PARTS} words, properties and alternatives`;
    throw new QueryError(`more than ${parts} in one line; ask in several lines`);
  }
  const scans = words.filter(isPattern).length + names.filter(({ phrase }) => phrase).length;
  if (scans > MOST_SCANS) {
    throw new QueryError(`more than ${MOST_SCANS} wildcards and phrases in one line; ask in several lines`);
  }
}

/** Cuts a line at white space and `|`, but not within quotes that begin a term or a value. */
function* tokens(line: string): Generator<string> {
  for (let at = 0; at < line.length; ) {
    if (isSpace(line, at)) {
      at++;
      continue;
    }
    const start = at;
    if (line[at] === '|') at++;
    else at = endOfToken(line, at);
    yield line.slice(start, at);
  }
}

function endOfToken(line: string, at: number): number {
  const start = at;
  while (line[at] === '!' || line[at] === '~') at++;
  for (let open = true; at < line.length && !isSpace(line, at) && line[at] !== '|'; at++) {
    if (line[at] === '"' && open && (at + 1 < line.length || at > start)) {
      const close = line.indexOf('"', at + 1);
      if (close < 0) throw new QueryError(`no closing quote in ${quote(line.slice(start))}; write "less than"`);
      return close + 1;
    }
    open = line[at] === ':';
  }
  return at;
}

function isSpace(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === NO_BREAK_SPACE || code === IDEOGRAPHIC_SPACE;
}

function parseTerm(token: string): Term[] {
  const negative = token.startsWith('!');
  const keywords = token.startsWith('~', negative ? 1 : 0);
  const body = token.slice((negative ? 1 : 0) + (keywords ? 1 : 0));
  if (body.startsWith('!') || body.startsWith('~')) {
    throw new QueryError(`${quote(token)} has its operators in no order; put one '!' first, then one '~', as in !~cat`);
  }
  if (body.startsWith('"')) return [phrase(token, body, negative, keywords)];
  if (keywords) return [nameTerm(token, body, negative, true)];
  const field = FIELD.exec(body);
  if (field) return fieldTerm(field[1] ?? '', body.slice(field[0].length), body, negative);
  const characters = codes(body, negative);
  if (characters) return [characters];
  if (!/^[\x00-\x7f]*$/.test(body)) return [{ kind: 'text', negative, text: body }];
  return [nameTerm(token, body, negative, false)];
}

function phrase(token: string, body: string, negative: boolean, keywords: boolean): Term {
  const words = wordsOf(body);
  if (words.length === 0) throw new QueryError(`no word in the quotes of ${quote(token)}; write "less than"`);
  return { kind: 'name', negative, keywords, phrase: true, words };
}

function nameTerm(token: string, body: string, negative: boolean, keywords: boolean): Term {
  const words = wordsOf(body, true);
  if (words.length === 0) throw new QueryError(`no word in ${quote(token)}; write letters or digits, as in snow*`);
  return { kind: 'name', negative, keywords, phrase: false, words };
}

/** A property; or words, where what follows the colon is punctuation. */
function fieldTerm(name: string, value: string, body: string, negative: boolean): Term[] {
  if (PUNCTUATION_ONLY.test(value)) return [nameTerm(body, name, negative, false)];
  if (/^(?:limit|skip)$/i.test(name)) {
    throw new QueryError(`${quote(`!${body}`)} has a '!' that means nothing; write ${quote(body)}`);
  }
  const field = PROPERTY_FIELDS.find((known) => known === name.toLowerCase());
  if (field) return [{ kind: 'property', negative, field, value: value.replaceAll('"', '') }];
  throw new QueryError(
    `no field ${quote(name)} in ${quote(body)}; fields are ${[...PROPERTY_FIELDS, 'limit', 'skip'].join(', ')}` +
      ' (for words, put a space behind the colon)',
  );
}

function wholeNumber(token: string, digits: string, least: number): number {
  if (/^\d{1,9}$/.test(digits) && Number(digits) >= least) return Number(digits);
  throw new QueryError(`${quote(token)} is no whole number from ${least}; write ${token.slice(0, -digits.length)}20`);
}

/** Code points in one of the notations, or undefined when the text does not start like one. */
function codes(body: string, negative: boolean): CharactersTerm | undefined {
  if (!/^(?:u\+|0x|\\u|&#)/i.test(body)) return undefined;
  let text = '';
  for (let at = 0; at < body.length; ) {
    const { codePoint, end } = code(body, at);
    if (body.startsWith('..', end)) return range(body, negative, at, codePoint, end + 2);
    text += String.fromCodePoint(codePoint);
    at = end;
  }
  return { kind: 'text', negative, text };
}

function range(body: string, negative: boolean, at: number, first: number, second: number): CharactersTerm {
  if (second === body.length) {
    throw new QueryError(`${quote(body)} has no end; write two code points, as in U+2600..U+26FF`);
  }
  const rest = /^[0-9a-f]+$/i.test(body.slice(second)) ? `U+${body.slice(second)}` : body.slice(second);
  const { codePoint: last, end } = code(rest, 0);
  if (at > 0 || end < rest.length) {
    throw new QueryError(`${quote(body)} is no range; write two code points, as in U+2600..U+26FF`);
  }
  if (last < first) {
    throw new QueryError(`${quote(body)} ends before it starts; write U+${hex(last)}..U+${hex(first)}`);
  }
  return { kind: 'range', negative, first, last };
}

/** Reads one code point at a place, in any notation; throws when there is none. */
function code(body: string, at: number): { codePoint: number; end: number } {
  const notation = /(?:[uU]\+|0[xX]|\\u\{|&#[xX])([0-9a-fA-F]+)|\\U([0-9a-fA-F]{8})|\\u([0-9a-fA-F]{4})|&#([0-9]+)/y;
  notation.lastIndex = at;
  const found = notation.exec(body);
  const digits = found?.[1] ?? found?.[2] ?? found?.[3];
  const codePoint = digits === undefined ? Number.parseInt(found?.[4] ?? '', 10) : Number.parseInt(digits, 16);
  const closer = !found ? '' : found[0].startsWith('\\u{') ? '}' : found[0].startsWith('&') ? ';' : '';
  if (!found || !body.startsWith(closer, notation.lastIndex)) {
    throw new QueryError(
      `no code point in ${quote(body.slice(at))}; write U+2603, U+2600..U+26FF, 0x2603, \\u2603, \\u{1F600} or &#9731;`,
    );
  }
  if (codePoint > LAST_CODE_POINT) {
    throw new QueryError(`${quote(body)} is past the last code point; write U+0000 to U+10FFFF`);
  }
  return { codePoint, end: notation.lastIndex + closer.length };
}
