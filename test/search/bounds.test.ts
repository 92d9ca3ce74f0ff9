import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { taken } from '../../src/bytes/sink.ts';
import { answer } from '../../src/search/answer.ts';
import { openIndex } from '../../src/search/index/moji-index.ts';
import type { Reply } from './asking.ts';
import { RULE, ask, codesOf, sinkOf } from './asking.ts';

const index = openIndex();
const LONGEST_LINE = 4096;

/** A part as often as the longest line has room for it. */
function chain(part: (i: number) => string, between: string, before = '', after = ''): string {
  const room = LONGEST_LINE - Buffer.byteLength(before + after);
  const parts: string[] = [];
  for (let i = 0, used = 0; ; i++) {
    used += Buffer.byteLength(part(i) + between);
    if (used - Buffer.byteLength(between) > room) break;
    parts.push(part(i));
  }
  return before + parts.join(between) + after;
}

function always(part: string): () => string {
  return () => part;
}

/** Words, each another one. */
function other(i: number): string {
  return `q${i.toString(36)}`;
}

const isError = ({ status }: Reply): boolean => status.startsWith(`${RULE}error: `);

/** The longest lines that can be made of one kind of part. */
const WORST: Record<string, string> = {
  'wildcards': chain(always('*a*'), ' '),
  'wildcards, each another one': chain((i) => `*${other(i)}*`, ' '),
  'eight wildcards that nearly all words fit': `${Array.from({ length: 8 }, always('*e*')).join(' ')} limit:9`,
  'wildcards in one term': chain(always('*a'), '-'),
  'wildcards with an asterisk behind each letter': `*${'a*'.repeat(2000)}`,
  'asterisks': '*'.repeat(LONGEST_LINE),
  'alternatives': chain(always('a'), '|'),
  'alternatives, each another one': chain(other, '|'),
  'alternatives of properties': chain(always('is:alpha'), '|'),
  'alternatives of text': chain(always('\u2603'), '|'),
  'bars': '|'.repeat(LONGEST_LINE),
  'negations': chain((i) => `!${other(i)}`, ' ', 'crystal '),
  'negated properties': chain(always('!category:L'), ' ', 'crystal '),
  'exclamation marks': '!'.repeat(LONGEST_LINE),
  'words': chain(always('a'), ' '),
  'unknown words': chain((i) => `snowmn${other(i)}`, ' '),
  'words in one term': chain(always('a'), '-'),
  'a word of 4096 letters': 'a'.repeat(LONGEST_LINE),
  'words in one phrase': chain(always('a'), ' ', '"', '"'),
  'phrases': chain(always('"of the"'), ' '),
  'eight phrases of keywords': `${Array.from({ length: 8 }, always('~"to"')).join(' ')} limit:9`,
  'quotes': '"'.repeat(LONGEST_LINE),
  'keywords': chain(other, ' ~', '~'),
  'tildes': '~'.repeat(LONGEST_LINE),
  'ranges': chain(always('U+0..U+10FFFF'), ' ', '', ' limit:9'),
  'ranges that overlap': chain((i) => `U+${i.toString(16)}..U+${(0x3ffff - i).toString(16)}`, ' ', '', ' limit:9'),
  'alternatives of ranges': chain(always('U+0..U+10FFFF'), '|', '', ' limit:9'),
  'snowmen': '\u2603'.repeat(1365),
  'snowmen with spaces': chain(always('\u2603'), ' '),
  'people to join': '\u{1F469}\u200d'.repeat(585),
  'flags': '\u{1F1E7}\u{1F1F7}'.repeat(512),
  'characters, each another one': String.fromCodePoint(...Array.from({ length: 1365 }, (_, i) => 0x4e00 + i)),
  'code points': '&#9731;'.repeat(585),
  'code points without a name': chain((i) => `U+${(0xe000 + i).toString(16)}`, ' '),
  'pages': chain(always('limit:9'), ' ', 'crystal '),
  'unknown values': `block:${'a'.repeat(4000)}`,
  'colons': ':'.repeat(LONGEST_LINE),
};

describe('the worst lines', () => {
  for (const [kind, line] of Object.entries(WORST)) {
    test(`of ${kind} come to an end, and name nothing twice`, () => {
      assert.ok(Buffer.byteLength(line) <= LONGEST_LINE);
      const reply = ask(index, line, 'plain', 5000);
      const codes = codesOf(reply);
      assert.equal(new Set(codes).size, codes.length);
    });
  }
});

describe('long work', () => {
  /** Lines, and how many of their parts may be worked off between two chances to give way. */
  const TERMS: [kind: string, line: string, parts: number][] = [
    ['words of a line', chain((i) => other(i), ' '), 1000],
    ['words of a term', chain((i) => other(i), '-'), 1000],
    ['words of a phrase', chain((i) => other(i), ' ', '"', '"'), 1000],
    ['alternatives', chain((i) => other(i), '|'), 1000],
    ['alternatives of properties', chain(always('is:alpha'), '|', '', ' limit:9'), 450],
    ['alternatives of text', chain((i) => String.fromCharCode(0x4e00 + i), '|'), 1000],
    ['negated words', chain((i) => `!${other(i)}`, ' ', 'crystal '), 800],
  ];
  for (const [kind, line, parts] of TERMS) {
    test(`gives way at least once in 64 ${kind}, or is refused`, () => {
      const reply = ask(index, line, 'plain', 5000);
      assert.ok(isError(reply) || reply.emptyPieces >= parts / 64, `${reply.emptyPieces} chances for ${parts} parts`);
    });
  }

  test('of telling what matched gives way at least once in 100,000 comparisons, or is refused', () => {
    const line = chain((i) => `~${other(i)}`, '|', '', '|~horse limit:150');
    const reply = ask(index, line, 'plain', 5000);
    const compared = line.split('~').length * codesOf(reply).length;
    assert.ok(isError(reply) || reply.pieces >= compared / 100_000, `${reply.pieces} pieces for ${compared}`);
  });

  test('of wildcards gives way many times, and their number in one line is bounded', () => {
    const many = (count: number, between: string): string =>
      Array.from({ length: count }, (_, i) => `*a${i}*`).join(between);
    assert.ok(ask(index, many(8, ' ')).emptyPieces >= 8);
    for (const between of [' ', '|', '-']) assert.ok(isError(ask(index, many(9, between), 'plain', 5000)), between);
  });

  test('of looking for suggestions gives way while it does', () => {
    assert.ok(ask(index, 'snowmnx zqxjvk qwertyw').emptyPieces >= 3);
  });

  test('of long replies comes in pieces of at most 64 KiB that end where a line ends, or takes no memory', () => {
    for (const format of ['json', 'detail'] as const) {
      const reply = ask(index, 'block:cjk_ext_b limit:5000', format);
      assert.ok(Buffer.byteLength(reply.text) / reply.pieces < 64 * 1024, `${reply.pieces} pieces`);
      assert.equal(reply.text.split(/U\+2[0-9A-F]{4}[\t"]/).length - 1, 5000);
    }
    const sink = sinkOf(index);
    for (const piece of taken(sink, answer(index, 'cjk', 'plain', { results: 0 }, sink))) {
      assert.equal(piece.buffer, index.characters.block.bytes.buffer);
    }
  });
});
