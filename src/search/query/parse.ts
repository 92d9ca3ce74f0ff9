/**
 * The query language: one line to a {@link Query}. Its grammar is in src/search/README.md; white space separates terms.
 */
import { fieldOf, KEYED_FIELDS, PROPERTY_FIELDS } from '../../unicode/properties.ts';
import { wordsOf } from '../words/fold.ts';
import { asWord } from '../words/pattern.ts';
import { QueryError, quote } from './error.ts';
import { codes } from './notation.ts';
import type { NameTerm, Query, Term, WrittenTerm } from './terms.ts';
import { isList, isName } from './terms.ts';

/** How many words, properties, ranges and alternatives one line may hold: names have up to twenty words. */
export const MAX_PARTS = 64;

/** Spaces that keyboards and word processors write for U+0020. */
const NO_BREAK_SPACE = 0xa0;
const IDEOGRAPHIC_SPACE = 0x3000;

/** Nearly every token is letters alone: one word, whatever else a token might be. */
const LETTERS_ONLY = /^[A-Za-z]+$/;
const PUNCTUATION_ONLY = /^[!-/:-@[-`{-~]+$/;
const PAGE = /^(limit|skip):(.+)/is;
/** The language of what is meant. */
const LANGUAGE = /^lang:(\S+)$/i;
const FIELD = /^([a-z][a-z0-9_-]*):(?=.)/i;

/**
 * Punctuation that is all there is to find, with a page, which programs add: a mark of the language, or text that has
 * one, such as `:-|`. Bars alone are sides with nothing on them.
 */
const LONE = /^(["|]|(?=\S*\|)(?=\|*[^|\s])[!#-/:-@[-`{-~]{2,})((?:\s+(?:limit|skip):\S+)*)$/i;

/** The start of a side that asks for what is drawn, `?:-|`: no bar in it ends the side. */
const DRAWN = /\?[!-/:-@[-`{-~]{2,}(?!\S)/y;

/** Parses a line without its white space around; throws {@link QueryError}. */
export function parse(line: string): Query {
  const page: Page = { skip: 0, limit: Infinity };
  const alternatives = sidesOf(line).map((side) => {
    const terms = parseSide(side, page);
    if (terms.length === 0) {
      throw new QueryError(
        line.includes('|')
          ? "nothing to look for on one side of '|'; write words on both, as in cat face | dog face"
          : `nothing to look for in ${quote(line)}; write a word of a name, as in snowman`,
      );
    }
    if (terms.every((term) => term.isNegative)) {
      throw new QueryError(`${quote(line)} only says what to leave out; add a word to find, as in face !cat`);
    }
    return terms;
  });
  checkCost(alternatives);
  return { alternatives, ...page };
}

/** The tokens of each side of `|`. */
function sidesOf(line: string): string[][] {
  const [, lone, pages = ''] = LONE.exec(line) ?? [];
  if (lone !== undefined) return [[lone, ...tokens(pages)]];
  if (line.trim() === '') return [[line]];
  let side: string[] = [];
  const sides = [side];
  for (const token of tokens(line)) {
    if (token === '|') sides.push((side = []));
    else side.push(token);
  }
  return sides;
}

interface Page {
  skip: number;
  limit: number;
}

/** Takes a page from a token; false if it is none. */
function readPage(token: string, page: Page): boolean {
  // Most tokens are no page, and need no regular expression to tell.
  const colon = token.indexOf(':');
  const [, name, digits = ''] = (colon === 4 || colon === 5 ? PAGE.exec(token) : null) ?? [];
  if (name === undefined) return false;
  if (name.toLowerCase() === 'limit') page.limit = wholeNumber(token, digits, 1);
  else page.skip = wholeNumber(token, digits, 0);
  return true;
}

function parseSide(side: readonly string[], page: Page): WrittenTerm[] {
  const isLeft = (token: string): boolean => token !== '' && !readPage(token, page);
  const tokens = side.filter(isLeft);
  // What follows the question mark may be a page, or nothing.
  if (asks(tokens)) return parseQuestion([tokens[0]?.slice(1) ?? '', ...tokens.slice(1)].filter(isLeft));
  // Punctuation is text on a side without words, and ignored among words.
  const others = tokens.filter((token) => !PUNCTUATION_ONLY.test(token));
  const terms = termsOf(others);
  const isWhole = others.length === tokens.length || terms.some((term) => isName(term) || term.kind === 'property');
  return isWhole ? terms : termsOf(tokens);
}

/** A side that asks by meaning: what is meant, among what its other tokens allow. */
function parseQuestion(tokens: readonly string[]): WrittenTerm[] {
  const terms = termsOf(tokens.filter((token) => !isMeant(token)));
  const meant = tokens.filter((token) => isMeant(token) && !LANGUAGE.test(token));
  const [, language] = LANGUAGE.exec(tokens.findLast((token) => LANGUAGE.test(token)) ?? '') ?? [];
  if (meant.length === 0) return terms;
  const named = language === undefined ? undefined : canonical(language);
  return [...terms, { kind: 'asked', isNegative: false, text: meant.join(' '), language: named }];
}

function termsOf(tokens: readonly string[]): WrittenTerm[] {
  const terms: WrittenTerm[] = [];
  for (const token of tokens) {
    if (LETTERS_ONLY.test(token)) {
      terms.push({ kind: 'words', isNegative: false, keywords: false, words: [asWord(token.toUpperCase())] });
    } else if (token.charCodeAt(0) > 0x7f || PUNCTUATION_ONLY.test(token)) {
      // No operator, field or notation starts with what is not ASCII.
      terms.push({ kind: 'text', isNegative: false, text: token });
    } else {
      terms.push(...parseTerm(token));
    }
  }
  return terms;
}

/**
 * Whether a side asks by meaning: a letter, a digit or a symbol that is not ASCII follows the question mark, or what
 * people write for one, `->` or `:)`.
 */
function asks(side: readonly string[]): boolean {
  if (side[0]?.startsWith('?') !== true) return false;
  return /[\p{L}\p{N}]|(?!\p{ASCII})\p{S}|^\?(?=.*[^?!])[!-/:-@[-`{-~]{2,}$/u.test(side.join(' '));
}

/** Whether a token is part of a question, or gives its language; any other is a filter or a page. */
function isMeant(token: string): boolean {
  if (LANGUAGE.test(token)) return true;
  if (/^!./.test(token)) return PUNCTUATION_ONLY.test(token);
  const [prefix, name = ''] = FIELD.exec(token) ?? [];
  // `O:)` is a face.
  if (prefix !== undefined) return lacksValue(name, token.slice(prefix.length));
  return !/^(?:u\+|[0-9a-f]{4,6}\.\.)/i.test(token);
}

/** The code of a language as CLDR spells it, `no` for `nb`; unchanged if it is not one. */
function canonical(language: string): string {
  try {
    const code = Intl.getCanonicalLocales(language)[0] ?? language;
    // CLDR keeps Bokmål under the code of Norwegian.
    return code.replace(/^nb(?=-|$)/, 'no');
  } catch {
    return language;
  }
}

/** Throws if evaluating the line, which does not yield, would take long. */
function checkCost(alternatives: readonly (readonly WrittenTerm[])[]): void {
  let parts = alternatives.length - 1;
  for (const terms of alternatives) {
    for (const term of terms) {
      if (isName(term)) parts += term.words.length;
      else if (term.kind !== 'text' || !isList(term)) parts++;
    }
  }
  if (parts > MAX_PARTS) {
    throw new QueryError(`more than ${MAX_PARTS} words, properties and alternatives in one line; ask in several lines`);
  }
}

/** Cuts a line at white space and `|`, but not within quotes that begin a term or a value. */
function tokens(line: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < line.length; ) {
    if (isSpace(line, at)) {
      at++;
      continue;
    }
    const start = at;
    const startsSide = found.length === 0 || found.at(-1) === '|';
    if (line[at] === '|') at++;
    else at = (line[at] === '?' && startsSide ? endOfDrawn(line, at) : undefined) ?? endOfToken(line, at);
    found.push(line.slice(start, at));
  }
  return found;
}

function endOfDrawn(line: string, at: number): number | undefined {
  DRAWN.lastIndex = at;
  return DRAWN.test(line) ? DRAWN.lastIndex : undefined;
}

function endOfToken(line: string, at: number): number {
  const start = at;
  while (line[at] === '!' || line[at] === '~') at++;
  for (let open = true; ; at++) {
    if (open) at = endOfNames(line, at);
    if (at >= line.length || isSpace(line, at) || line[at] === '|') return at;
    if (line[at] === '"' && open && (at + 1 < line.length || at > start)) {
      const close = line.indexOf('"', at + 1);
      if (close < 0) throw new QueryError(`no closing quote in ${quote(line.slice(start))}; write "less than"`);
      return close + 1;
    }
    open = line[at] === ':';
  }
}

/** The place after the characters that are named at `at`, if any: names contain spaces. */
function endOfNames(line: string, at: number): number {
  if (line[at] !== '\\') return at;
  const names = /(?:\\N\{[^{}]*\})+/iy;
  names.lastIndex = at;
  return names.test(line) ? names.lastIndex : at;
}

function isSpace(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === NO_BREAK_SPACE || code === IDEOGRAPHIC_SPACE;
}

function parseTerm(token: string): WrittenTerm[] {
  const isNegative = token.startsWith('!');
  const keywords = token.startsWith('~', isNegative ? 1 : 0);
  const body = token.slice((isNegative ? 1 : 0) + (keywords ? 1 : 0));
  if (body.startsWith('!') || body.startsWith('~')) {
    throw new QueryError(`${quote(token)} has its operators in the wrong order; write at most one '!' first, then one '~', as in !~cat`);
  }
  if (body.startsWith('"')) return [phrase(token, body, isNegative, keywords)];
  if (keywords) return [nameTerm(token, body, isNegative, true)];
  const field = FIELD.exec(body);
  if (field) return fieldTerm(field[1] ?? '', body.slice(field[0].length), body, isNegative);
  const characters = codes(body, isNegative);
  if (characters) return [characters];
  if (!/^[\x00-\x7f]*$/.test(body)) return [{ kind: 'text', isNegative, text: body }];
  return [nameTerm(token, body, isNegative, false)];
}

function phrase(token: string, body: string, isNegative: boolean, keywords: boolean): Term {
  const words = wordsOf(body);
  if (words.length === 0) throw new QueryError(`no word in the quotes of ${quote(token)}; write "less than"`);
  return { kind: 'phrase', isNegative, keywords, words: words.map(asWord) };
}

function nameTerm(token: string, body: string, isNegative: boolean, keywords: boolean): NameTerm {
  const words = wordsOf(body, true);
  if (words.length === 0) throw new QueryError(`no word in ${quote(token)}; write letters or digits, as in snow*`);
  const term: NameTerm = { kind: 'words', isNegative, keywords, words: words.map(asWord) };
  return body.startsWith('\\') ? { ...term, command: body } : term;
}

/** A property; or words, where what follows the colon is punctuation. */
/** Whether what follows the colon of a field is no value of it. Punctuation is none, but has look-alikes. */
function lacksValue(name: string, value: string): boolean {
  return PUNCTUATION_ONLY.test(value) && fieldOf(name) !== 'looks';
}

function fieldTerm(name: string, value: string, body: string, isNegative: boolean): Term[] {
  const field = fieldOf(name);
  if (lacksValue(name, value)) return [nameTerm(body, name, isNegative, false)];
  if (/^lang$/i.test(name)) throw new QueryError(`${quote(body)} goes with a question; write ?Katze lang:de`);
  if (/^(?:limit|skip)$/i.test(name)) {
    throw new QueryError(`${quote(`!${body}`)} can't be negated; write ${quote(body)}`);
  }
  if (field) return [{ kind: 'property', isNegative, field, value: value.length > 1 ? value.replaceAll('"', '') : value }];
  throw new QueryError(
    `no field ${quote(name)} in ${quote(body)}; fields are ${[...PROPERTY_FIELDS, ...KEYED_FIELDS, 'limit', 'skip'].join(', ')}` +
      ' (for words, put a space after the colon)',
  );
}

function wholeNumber(token: string, digits: string, least: number): number {
  if (/^\d{1,9}$/.test(digits) && Number(digits) >= least) return Number(digits);
  throw new QueryError(`${quote(token)} needs a whole number from ${least}; write ${token.slice(0, -digits.length)}20`);
}
