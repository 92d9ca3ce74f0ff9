import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { QueryError, quote } from '../../src/search/query/error.ts';
import { parse } from '../../src/search/query/parse.ts';
import type { NameTerm, Term, WrittenTerm } from '../../src/search/query/terms.ts';
import { asWord } from '../../src/search/words/pattern.ts';

function words(...of: string[]): NameTerm {
  return { kind: 'words', isNegative: false, keywords: false, words: of.map(asWord) };
}

function phrase(...of: string[]): NameTerm {
  return { ...words(...of), kind: 'phrase' };
}

function keywords(...of: string[]): NameTerm {
  return { ...words(...of), keywords: true };
}

function not(term: Term): Term {
  return { ...term, isNegative: true };
}

function text(of: string): Term {
  return { kind: 'text', isNegative: false, text: of };
}

function range(first: number, last: number): Term {
  return { kind: 'range', isNegative: false, first, last };
}

function property(field: 'block' | 'script' | 'category' | 'age' | 'is', value: string): Term {
  return { kind: 'property', isNegative: false, field, value };
}

/** The same without what tells whether a word fits a pattern: functions are compared by what they do. */
function comparable(alternatives: readonly (readonly WrittenTerm[])[]): unknown {
  return JSON.parse(JSON.stringify(alternatives));
}

/** Lines of one alternative, and their terms. */
const TERMS: Record<string, Term[]> = {
  // Words.
  'cat face': [words('CAT'), words('FACE')],
  'Cat\tFACE': [words('CAT'), words('FACE')],
  'less-than': [words('LESS', 'THAN')],
  '-a': [words('A')],
  'a-': [words('A')],
  'st. andrew\'s cross': [words('ST'), words('ANDREWS'), words('CROSS')],
  'flag: Japan': [words('FLAG'), words('JAPAN')],
  'block: x': [words('BLOCK'), words('X')],
  'a/b_c,d': [words('A', 'B', 'C', 'D')],
  'face': [words('FACE')],
  'FACE': [words('FACE')],
  '2603': [words('2603')],
  'u 2603': [words('U'), words('2603')],
  'cat # ! ... face': [words('CAT'), words('FACE')],
  // Wildcards.
  'snow* *ball *now* s*w': [words('SNOW*'), words('*BALL'), words('*NOW*'), words('S*W')],
  'less-*': [words('LESS')],
  // Phrases.
  '"less than"': [phrase('LESS', 'THAN')],
  '"Less-Than"': [phrase('LESS', 'THAN')],
  '"a|b"': [phrase('A', 'B')],
  '"cat"face': [phrase('CAT'), words('FACE')],
  '~"less than"': [{ ...phrase('LESS', 'THAN'), keywords: true }],
  'rock"n"roll': [words('ROCK', 'N', 'ROLL')],
  // Without, and keywords.
  'cat !face': [words('CAT'), not(words('FACE'))],
  'cat !"less than"': [words('CAT'), not(phrase('LESS', 'THAN'))],
  'cat !~face': [words('CAT'), not(keywords('FACE'))],
  '~happy': [keywords('HAPPY')],
  '~block:x': [keywords('BLOCK', 'X')],
  '~c\u00f4te': [keywords('COTE')],
  // Properties.
  'block:arrows': [property('block', 'arrows')],
  'BLOCK:Arrows': [property('block', 'Arrows')],
  'script:"Old Italic"': [property('script', 'Old Italic')],
  'category:Sm age:18.0 is:emoji': [property('category', 'Sm'), property('age', '18.0'), property('is', 'emoji')],
  'cat !is:emoji': [words('CAT'), not(property('is', 'emoji'))],
  // Code points.
  'U+2603': [text('\u2603')],
  'u+2603 0x2603 0X2603 \\u2603': Array.from({ length: 4 }, () => text('\u2603')),
  '\\u{1F600} &#9731; &#x2603; &#X2603;': [text('\u{1F600}'), text('\u2603'), text('\u2603'), text('\u2603')],
  '\\ud83d\\ude00': [text('\u{1F600}')],
  'U+2603U+2604': [text('\u2603\u2604')],
  'U+0': [text('\0')],
  'U+10FFFF': [text('\u{10FFFF}')],
  'U+D800': [text('\ud800')],
  'U+000000000041': [text('A')],
  'U+2600..U+26FF': [range(0x2600, 0x26ff)],
  'U+2600..26FF': [range(0x2600, 0x26ff)],
  '0x2600..&#9983;': [range(0x2600, 0x26ff)],
  'U+2603..U+2603': [range(0x2603, 0x2603)],
  'U+0..U+10FFFF': [range(0, 0x10ffff)],
  'cat !U+1F431': [words('CAT'), not(text('\u{1F431}'))],
  // Text.
  '\u2603 \u00e9': [text('\u2603'), text('\u00e9')],
  'caf\u00e9': [text('caf\u00e9')],
  '\u00a0': [text('\u00a0')],
  '\u3000': [text('\u3000')],
  'cat\u00a0!face\u3000\u2603': [words('CAT'), not(words('FACE')), text('\u2603')],
  '\u3000cat\u00a0': [words('CAT')],
  '\ud800': [text('\ud800')],
  '!': [text('!')],
  '~': [text('~')],
  '"': [text('"')],
  '|': [text('|')],
  ':-|': [text(':-|')],
  '*': [text('*')],
  ':': [text(':')],
  '#': [text('#')],
  '<=': [text('<=')],
  '\u2603 !': [text('\u2603'), text('!')],
  '\u2600 - \u2603': [text('\u2600'), text('-'), text('\u2603')],
  'x\u00b2 + y\u00b2': [text('x\u00b2'), text('+'), text('y\u00b2')],
  '+ U+2603 - cat': [text('\u2603'), words('CAT')],
};

describe('query', () => {
  for (const [line, terms] of Object.entries(TERMS)) {
    test(`${JSON.stringify(line)} is parsed as intended`, () => {
      const { alternatives, skip, limit } = parse(line);
      assert.deepEqual(comparable(alternatives), comparable([terms]));
      assert.deepEqual([skip, limit], [0, Infinity]);
    });
  }

  test('bars separate alternatives, with spaces around them or without', () => {
    const expected = [[words('CAT'), words('FACE')], [words('DOG')], [phrase('A', 'B')]];
    assert.deepEqual(parse('cat face | dog | "a b"').alternatives, expected);
    assert.deepEqual(parse('cat face|dog|"a b"').alternatives, expected);
  });

  test('pages apply to the whole line, wherever they are, and the last one wins', () => {
    assert.deepEqual(parse('limit:2 ?cat').alternatives, parse('?cat limit:2').alternatives);
    for (const line of ['limit:2 skip:3 cat | dog', 'cat limit:2 | dog skip:3', 'LIMIT:9 cat | dog Skip:3 limit:2']) {
      const { alternatives, limit, skip } = parse(line);
      assert.deepEqual(alternatives, [[words('CAT')], [words('DOG')]], line);
      assert.deepEqual([limit, skip], [2, 3], line);
    }
  });

  test('a bar separates nothing in what is drawn with punctuation', () => {
    for (const drawn of [':-|', '|->', '||', '>:|']) {
      const [, side] = parse(`cat | ?${drawn} is:emoji limit:2`).alternatives;
      const asked = side?.find(({ kind }) => kind === 'asked');
      assert.deepEqual(comparable([[asked ?? words('NOTHING')]]), [[{ kind: 'asked', isNegative: false, text: drawn }]]);
    }
    for (const drawn of [':-|', '|->', '>:|']) assert.deepEqual(parse(`${drawn} limit:2`).alternatives, [[text(drawn)]]);
    assert.throws(() => parse('||'), QueryError);
  });

  test('a face is no field of a question', () => {
    for (const face of ['O:)', 'O:-)', 'D:<']) {
      const asked = { kind: 'asked', isNegative: false, text: face };
      assert.deepEqual(comparable(parse(`?${face}`).alternatives), [[asked]]);
    }
    assert.equal(parse('?a looks:*').alternatives[0]?.length, 2);
  });

  test('a bar or a quotation mark is found, also where a page is added', () => {
    for (const mark of ['|', '"']) {
      for (const line of [mark, `${mark} limit:5`, `${mark}  SKIP:1 limit:5`]) {
        assert.deepEqual(parse(line).alternatives, [[text(mark)]], line);
      }
      assert.equal(parse(`${mark} limit:5`).limit, 5);
    }
  });

  test('pages are whole numbers: a limit of at least one, a skip of at least zero', () => {
    for (const [page, good] of [
      ['limit:1', true], ['limit:0', false], ['limit:-1', false], ['limit:1.5', false], ['limit:x', false],
      ['limit:999999999', true], ['limit:1000000000', false], ['limit:0001', true], ['limit:1e3', false],
      ['skip:0', true], ['skip:-1', false], ['skip:', true], ['limit:\u0661', false], ['skip:999999999', true],
    ] as const) {
      const attempt = (): unknown => parse(`cat ${page}`);
      if (good) assert.doesNotThrow(attempt, page);
      else assert.throws(attempt, (error) => error instanceof QueryError && error.message.includes(page), page);
    }
  });

  test('a line of the longest length is read to its end', () => {
    assert.deepEqual(parse('\u2603'.repeat(1365)).alternatives, [[text('\u2603'.repeat(1365))]]);
    assert.deepEqual(parse('a'.repeat(4096)).alternatives, [[words('A'.repeat(4096))]]);
    assert.deepEqual(parse(`"${'a '.repeat(64)}${' '.repeat(3960)}"`).alternatives[0]?.[0]?.kind, 'phrase');
  });

  test('parts are quoted on one line, not too long, and without what would break a line or a terminal', () => {
    assert.equal(quote('arows'), "'arows'");
    assert.equal(quote('a'.repeat(40)), `'${'a'.repeat(40)}'`);
    assert.equal(quote('a'.repeat(41)), `'${'a'.repeat(40)}\u2026'`);
    assert.equal(quote('\u{1F431}'.repeat(41)), `'${'\u{1F431}'.repeat(40)}\u2026'`);
    for (const bad of [...'\0\n\x1b\x7f\x85\u061c\u200e\u2028\u2029\u202e\u2066']) {
      assert.ok(!quote(`a${bad}b`).includes(bad), JSON.stringify(bad));
    }
    assert.ok(!/[\ud800-\udfff]/.test(quote('a\ud800b\udc00')), 'lone surrogates');
  });
});
