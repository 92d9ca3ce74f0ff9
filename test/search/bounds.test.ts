import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { drainSink } from '../../src/bytes/sink.ts';
import { answer, searcher } from '../../src/search/answer.ts';
import { openIndex } from '../../src/search/index/moji-index.ts';
import { MAX_PARTS } from '../../src/search/query/parse.ts';
import type { Format } from '../../src/search/reply/format.ts';
import { NO_RUNS } from '../../src/search/sets/runs.ts';
import { builtIndex } from '../program.ts';
import { ask, bytesOf, codesOf, searcherOf, sinkOf } from './asking.ts';

const index = openIndex(builtIndex());
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

/** As many different sides as a line may have. */
function sides(side: (i: number) => string): string {
  return Array.from({ length: MAX_PARTS / 2 }, (_, i) => side(i)).join('|');
}

/** Words, each another one. */
function other(i: number): string {
  return `q${i.toString(36)}`;
}

/** The longest lines that can be made of one kind of part. */
const WORST: Record<string, string> = {
  'wildcards': chain(always('*a*'), ' '),
  'wildcards, each another one': chain((i) => `*${other(i)}*`, ' '),
  'eight wildcards that nearly all words fit': `${Array.from({ length: 8 }, always('*e*')).join(' ')} limit:9`,
  'wildcards in one term': chain(always('*a'), '-'),
  'wildcards with an asterisk after each letter': `*${'a*'.repeat(2000)}`,
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
  'wildcards of one letter, each another one': chain((i) => `*${'eaotsinr0123456789'[i % 18]}*`, '|'),
  'eight phrases of keywords': `${Array.from({ length: 8 }, always('~"of a"')).join(' ')} limit:9`,
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
  'a question without spaces': `?${'\u53f3\u77e2\u65e5\u306e\u672c\u8a9e'.repeat(227)}`,
  'a question of one long word': `?${'abcdefghij'.repeat(409)}`,
  'a question of syllables': `?${'\uac00\ub098'.repeat(682)}`,
  'characters, each another one': String.fromCodePoint(...Array.from({ length: 1365 }, (_, i) => 0x4e00 + i)),
  'code points': '&#9731;'.repeat(585),
  'code points without a name': chain((i) => `U+${(0xe000 + i).toString(16)}`, ' '),
  'pages': chain(always('limit:9'), ' ', 'crystal '),
  'unknown values': `block:${'a'.repeat(4000)}`,
  'readings that lead nowhere': sides((i) => `reading:${'ō'.repeat(6)}${'ji'.repeat(15)}q${i}`),
  'readings of many spellings': sides((i) => `reading:${'ōji'.repeat(8)}${'aiueo'[i % 5]}${i}`),
  'questions that may be readings': sides((i) => `?${'ō'.repeat(6)}${'ji'.repeat(15)}q${i}`),
  'look-alikes of a long text': chain(always('ä'), '', 'looks:'),
  'look-alikes of many marks': chain(always('\u0323\u0301'), '', 'looks:a'),
  'negated look-alikes': chain(always('ä'), '', '~face !looks:'),
  'negated radicals': chain(always('_'), '', '~face !radical:down', 'box'),
  'radicals, each another one': sides((i) => `radical:${i + 1}`),
  'characters by name': chain(always('\\N{TAMIL CONSONANT H}'), ''),
  'questions, each another one': sides((i) => `?${other(i)}`),
  'questions that find much': sides((i) => `?${String.fromCharCode(97 + (i % 26))}`),
  'a question with all of its results': '?letter limit:20000',
  'a question without those before': '?the letter skip:99999999',
  'a question among wildcards': `?cat|${sides(always('*b*')).slice(0, -4)}`,
  'a question without wildcards': chain(always('!*7'), ' ', '?letter limit:1'),
  'wildcards that have nothing in common': '*7* '.repeat(40) + '*0* *1* *2* *3* *4*',
  'a question with marks': `?x a${'\u0301'.repeat(1000)}${'\u0323'.repeat(1000)}`,
  'marks in the order that is not canonical': `a${'\u0301'.repeat(1000)}${'\u0323'.repeat(1000)}`,
  'a question of words and unknown ones': `?${'a '.repeat(2036)}rr1 ss1 tt1`,
  'a question of many words and unknown ones': chain((i) => `a${i}`, ' ', '?', ' qxzr qxzs qxzt'),
  'quotes around a word': `?é a${'"'.repeat(4085)}b`,
  'wildcards among what is left out': `~*s* ~*t* ${chain((i) => `!~qq${i}z`, ' ').slice(0, 500).replace(/ [^ ]*$/, '')}`,
  'colons': ':'.repeat(LONGEST_LINE),
};

describe('the worst lines', () => {
  // The names are read first, in thousands of steps.
  before(() => void ask(index, '?snowman'));

  for (const [kind, line] of Object.entries(WORST)) {
    test(`of ${kind} come to an end, and name nothing twice`, () => {
      assert.ok(Buffer.byteLength(line) <= LONGEST_LINE);
      const reply = ask(index, line, 'plain', 5000);
      const codes = codesOf(reply);
      assert.equal(new Set(codes).size, codes.length);
    });
  }
});

/** Milliseconds of processor time: neighbors on the machine do not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Makes the index forget the values that were looked up, so that each try has the same work. */
function forgetValues(): void {
  for (let i = 0; i < 512; i++) index.recentSets.set(`${i}`, NO_RUNS);
}

/** Milliseconds that a line holds the event loop at most, and how many it takes, in the best of some tries. */
function work(line: string, format: Format): { step: number; all: number } {
  const best = { step: Infinity, all: Infinity };
  for (let tries = 0; tries < 5 && (best.step > MAX_STEP || best.all > MAX_WORK); tries++) {
    forgetValues();
    const sink = sinkOf(index);
    const steps = answer(searcher(index, sink, processorTime), line, format, { results: 0 });
    let longest = 0;
    let all = 0;
    for (let done = false; !done; bytesOf(sink)) {
      const start = processorTime();
      done = steps.next().done === true;
      const step = processorTime() - start;
      longest = Math.max(longest, step);
      all += step;
    }
    best.step = Math.min(best.step, longest);
    best.all = Math.min(best.all, all);
  }
  return best;
}

/** Milliseconds of a step and of a line with its reply, with room for garbage collections and compilations. */
const MAX_STEP = 50;
const MAX_WORK = 500;

describe('no line', () => {
  for (const [kind, line] of Object.entries(WORST)) {
    test(`of ${kind} holds others up, or takes longer than it may`, () => {
      const { step, all } = work(line, 'plain');
      assert.ok(step <= MAX_STEP, `a step of ${step} ms`);
      assert.ok(all <= MAX_WORK, `${all} ms in all`);
    });
  }

  test('of 65,536 bytes holds others up', () => {
    const parts = ['\u2603', '\u{1F469}\u200d', '\u{1F1E7}\u{1F1F7}', '\u2603 ', '- ', 'limit:9 ', '&#9731;', '\ue000'];
    for (const part of parts) {
      const { step } = work(part.repeat(65_536 / Buffer.byteLength(part)).trim(), 'plain');
      assert.ok(step <= 2 * MAX_STEP, `${part}: a step of ${step} ms`);
    }
  });

  test('with many sides holds others up while its results tell what matched', () => {
    const line = chain((i) => `~${other(i)}`, '|', '', '|~horse limit:150').split('|').slice(-31).join('|');
    assert.ok(work(line, 'plain').step <= MAX_STEP);
  });
});

describe('long replies', () => {
  /** The pieces that a reply comes in. */
  const piecesOf = (line: string, format: Format): Generator<Buffer> =>
    drainSink(sinkOf(index), answer(searcherOf(index), line, format, { results: 0 }));

  test('come in pieces of at most 112 KiB that end where a line ends, or take no memory', () => {
    for (const format of ['json', 'detail', 'full'] as const) {
      let results = 0;
      for (const piece of piecesOf('block:cjk_ext_b limit:5000', format)) {
        assert.ok(piece.length <= 112 * 1024, `${piece.length} bytes`);
        const text = piece.toString();
        assert.ok(text.endsWith('\n'));
        results += text.split(/^(?:\{"code":")?U\+2[0-9A-F]{4}[\t"]/m).length - 1;
      }
      assert.equal(results, 5000);
    }
    for (const piece of piecesOf('cjk', 'plain')) {
      assert.equal(piece.buffer, index.characters.block.bytes.buffer);
    }
  });
});
