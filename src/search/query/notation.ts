/** Code points as programs, documents and the Standard write them; their grammar is in src/search/README.md. */
import { hex } from '../../bytes/encoding.ts';
import { QueryError, quote } from './error.ts';
import type { CharactersTerm, NamedTerm } from './terms.ts';

const LAST_CODE_POINT = 0x10ffff;

/** How a term in one of these notations starts. */
const START = /^(?:u\+|0x|\\[ux](?![g-z])|\\N\{|&#|&[a-z][a-z0-9]*;|(?:%[0-9a-f]{2})+$)/i;

/** Words that are code points, unless they are words of names: `u2603`. */
const BARE = /^u(?=[a-f]*[0-9])[0-9a-f]{4,6}$/i;
const BARE_RANGE = /^([0-9a-f]{4,6})\.\.([0-9a-f]{4,6})$/i;

/** Each notation of one code point, with the group that has its digits. */
const CODE =
  /U\+([0-9a-f]+)|0x([0-9a-f]+)|\\[ux]\{([0-9a-f]+)\}|\\U([0-9a-f]{8})|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|&#x([0-9a-f]+);|&#([0-9]+);/iy;
const NAMED = /\\N\{([^{}]+)\}|&([a-z][a-z0-9]*);/iy;
const BYTES = /(?:%[0-9a-f]{2})+/iy;

/** What stands between the ends of a range. */
const DASH = /\.\.|[-\u2010-\u2015]/y;

const EXAMPLES = 'write U+2603, U+2600..U+26FF, 0x2603, \\u2603, \\u{1F600}, \\N{SNOWMAN} or &#9731;';

/** A code point, or a text, and where its notation ends. */
interface Code {
  readonly part: NamedTerm['parts'][number];
  readonly end: number;
}

/** Code points in one of the notations, or undefined when the text does not start like one. */
export function codes(body: string, isNegative: boolean): CharactersTerm | NamedTerm | undefined {
  const [, first, last] = BARE_RANGE.exec(body) ?? [];
  if (first !== undefined && last !== undefined) return codes(`U+${first}..U+${last}`, isNegative);
  if (BARE.test(body)) {
    const { part } = code(`U+${body.slice(1)}`, 0, body);
    const parts = typeof part === 'string' ? [{ of: 'word' as const, name: body, text: part }] : [];
    return { kind: 'named', isNegative, parts };
  }
  if (!START.test(body)) return undefined;
  const parts: Code['part'][] = [];
  for (let at = 0; at < body.length; ) {
    const { part, end } = code(body, at);
    const dash = matchAt(DASH, body, end)?.[0].length ?? 0;
    if (dash > 0) return range(body, isNegative, parts.length === 0 ? part : undefined, end + dash);
    parts.push(part);
    at = end;
  }
  const texts = parts.filter((part) => typeof part === 'string');
  return texts.length === parts.length
    ? { kind: 'text', isNegative, text: texts.join('') }
    : { kind: 'named', isNegative, parts };
}

function range(body: string, isNegative: boolean, start: Code['part'] | undefined, second: number): CharactersTerm {
  if (second === body.length) {
    throw new QueryError(`${quote(body)} has no end; write two code points, as in U+2600..U+26FF`);
  }
  const rest = /^[0-9a-f]+$/i.test(body.slice(second)) ? `U+${body.slice(second)}` : body.slice(second);
  const { part, end } = code(rest, 0);
  const first = codePointOf(start);
  const last = codePointOf(part);
  if (first === undefined || last === undefined || end < rest.length) {
    throw new QueryError(`${quote(body)} is not a range; write two code points, as in U+2600..U+26FF`);
  }
  if (last < first) {
    throw new QueryError(`${quote(body)} ends before it starts; write U+${hex(last)}..U+${hex(first)}`);
  }
  return { kind: 'range', isNegative, first, last };
}

function codePointOf(part: Code['part'] | undefined): number | undefined {
  if (typeof part !== 'string') return undefined;
  const codePoint = part.codePointAt(0) ?? 0;
  return part === String.fromCodePoint(codePoint) ? codePoint : undefined;
}

/** Reads one code point at a place, in any notation; throws when there is none. `written` is what errors quote. */
function code(body: string, at: number, written = body): Code {
  const coded = matchAt(CODE, body, at);
  if (coded) {
    const digits = coded.slice(1, 8).find((group) => group !== undefined);
    const codePoint = digits === undefined ? Number.parseInt(coded[8] ?? '', 10) : Number.parseInt(digits, 16);
    if (codePoint > LAST_CODE_POINT) {
      throw new QueryError(`${quote(written)} is past the last code point; write U+0000 to U+10FFFF`);
    }
    return { part: String.fromCodePoint(codePoint), end: at + coded[0].length };
  }
  const named = matchAt(NAMED, body, at);
  if (named) {
    const [whole, name, entity = ''] = named;
    return { part: name === undefined ? { of: 'entity', name: entity } : { of: 'name', name }, end: at + whole.length };
  }
  const bytes = matchAt(BYTES, body, at)?.[0];
  if (bytes !== undefined) return { part: decoded(bytes), end: at + bytes.length };
  throw new QueryError(`no code point in ${quote(body.slice(at))}; ${EXAMPLES}`);
}

/** The text of bytes of UTF-8 that are written as `%E2%98%83` (RFC 3986). */
function decoded(bytes: string): string {
  try {
    return decodeURIComponent(bytes);
  } catch {
    throw new QueryError(`the bytes ${quote(bytes)} are not UTF-8; write a whole character, as in %E2%98%83`);
  }
}

/** What a sticky expression matches at a place. */
function matchAt(expression: RegExp, body: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(body);
}
