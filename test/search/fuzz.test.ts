import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Random } from '../../scripts/support/random.ts';
import type { Format } from '../../src/search/reply/format.ts';
import { sharedIndex } from '../program.ts';
import type { Reply } from './asking.ts';
import { ask, jsonOf } from './asking.ts';
import { forSeeds } from './seeded.ts';

const index = sharedIndex();

const OPERATORS = [
  '!', '~', '"', '*', '|', ':', '-', '..', ' ', ' ', 'U+', 'u+', '0x', '\\u', '\\u{', '}', '&#', '&#x', ';', 'limit:',
  'skip:', '?', 'lang:', 'block:', 'is:', 'age:', 'script:', 'category:', 'limit:3', "'", ',', '\t', '|', '!~', '~"', '" "',
];
const WORDS = [
  'quince', 'zqx', 'ogham', 'chevron', 'unicorn', '2603', '10FFFF', '110000', 'D800', 'face', 'emoji', 'Sm',
  'constructor', '__proto__', ' n with tilde over ',
];
const ODD = [
  '\u2603', '\u00e9', '\u00a0', '\u{1F431}', '\u{1F1E7}\u{1F1F7}', '\ud800', '\udc00', '\ufe0f', '\u200d', '\u0301',
  '\u2028', '\u202e', '\uffff', '\u{10FFFF}', '\0', '\x1b', '\x7f', '\u0378', '\u00df',
];

/** A line without white space around it, as the index is given its lines. */
function randomLine(random: Random, parts: number): string {
  const kind = random.below(4);
  const piece = (): string => {
    if (kind === 0) return String.fromCharCode(0x20 + random.below(0x5f));
    if (kind === 1) return random.chance(1 / 3) ? random.pick(WORDS) : random.pick(OPERATORS);
    if (kind === 2) return random.pick(random.chance(1 / 2) ? ODD : random.chance(1 / 2) ? WORDS : OPERATORS);
    return String.fromCharCode(random.below(0x10000));
  };
  return Array.from({ length: parts }, piece).join('').slice(0, 4096).replace(/^[ \t-\r]+|[ \t-\r]+$/g, '');
}

function assertReply({ lines, status }: Reply, line: string, format: Format): void {
  if (format === 'json') {
    for (const each of lines) jsonOf(each);
    const early = lines.slice(0, -1).filter((each) => 'status' in jsonOf(each));
    assert.deepEqual(early, [], `one status for ${JSON.stringify(line)}`);
    assert.ok(['ok', 'error'].includes(String(jsonOf(status)['status'])));
    return;
  }
  const isStatus = (each: string): boolean => /^\u2500{66} (?:(?:\d+ of )?\d+ found$|error: .)/.test(each);
  assert.ok(isStatus(status), `${JSON.stringify(line)} gets a status line: ${status}`);
  assert.equal(lines.filter(isStatus).length, 1, `one status line for ${JSON.stringify(line)}`);
  const known = format === 'plain' ? /^(?:U\+|Did you mean: |Left out: |Nothing has |Without |Of (?:the|U\+)|Composed, )/ : /./;
  for (const each of lines.slice(0, -1)) assert.match(each, known);
}

describe('any line', () => {
  test('gets one reply with one status line, in every format', () => {
    forSeeds(500, (random) => {
      const line = randomLine(random, 1 + random.below(12));
      if (line === '') return;
      for (const format of ['plain', 'json', 'detail'] as const) {
        assertReply(ask(index, `${line} limit:50`, format), line, format);
        if (format === 'json') assertReply(ask(index, line, 'plain'), line, 'plain');
      }
    });
  });

  test('of up to 4096 characters gets one, too', () => {
    forSeeds(40, (random) => {
      const line = randomLine(random, 500 + random.below(3500));
      const format = random.pick(['plain', 'json', 'detail'] as const);
      if (line !== '') assertReply(ask(index, line, format), line, format);
    });
  });

  test('of one character gets one', () => {
    for (let code = 0; code < 0x100; code++) {
      const line = String.fromCharCode(code);
      if (!/[ \t-\r]/.test(line)) assertReply(ask(index, line), line, 'plain');
    }
    for (const line of ODD) assertReply(ask(index, line), line, 'plain');
  });
});
