import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Checker } from '../../scripts/support/checker.ts';
import { checker, errorAbout, Farewell, PROMPT, WrongReply } from '../../scripts/support/checker.ts';
import { RULE } from '../../src/client/protocol.ts';

const REPLY = `U+1\tone\r\nU+2\ttwo\r\n${RULE} 2 found\r\n?> `;
const FULL = `${RULE} error: full, come back later\r\n`;

/** A checker that expects the prompt and a reply, and has taken some text in pieces of so many bytes. */
function after(said: string, size = Infinity): { checks: Checker; wrong: WrongReply | undefined } {
  const checks = checker();
  checks.expect(PROMPT);
  checks.expect({ about: 'a question', bytes: Buffer.from(REPLY) });
  const bytes = Buffer.from(said);
  let wrong: WrongReply | undefined;
  for (let at = 0; at < bytes.length && !wrong; at += size) wrong = checks.take(bytes.subarray(at, at + size));
  return { checks, wrong };
}

describe('a checker', () => {
  test('is satisfied by what it expects, wherever that is cut', () => {
    for (const size of [1, 2, 3, 7, 50, Infinity]) {
      const { checks, wrong } = after(`?> ${REPLY}`, size);
      assert.deepEqual([wrong, checks.satisfied, checks.right, checks.deviant], [undefined, true, 1, false]);
      assert.equal(checks.farewell(), undefined);
    }
  });

  test('finds one wrong byte, and what nobody asked for', () => {
    for (const said of [`?> ${REPLY.replace('two', 'twp')}`, `?> ${REPLY}x`, `x?> ${REPLY}`]) {
      for (const size of [1, 5, Infinity]) assert.ok(after(said, size).wrong instanceof WrongReply, said);
    }
  });

  test('finds a reply that was cut', () => {
    const { checks, wrong } = after('?> U+1\tone\r\nU+');
    assert.equal(wrong, undefined);
    assert.match(checks.farewell()?.message ?? '', /^cut after 11 bytes of a question$/);
  });

  test('accepts a farewell in place of a reply, and knows whether it cut off a reply', () => {
    for (const [before, isCut] of [['', false], ['?> ', false], ['?> U+1\tone\r\n', true]] as const) {
      for (const size of [1, 4, Infinity]) {
        const { checks, wrong } = after(before + FULL, size);
        assert.deepEqual([wrong, checks.deviant], [undefined, true]);
        const farewell = checks.farewell();
        assert.ok(farewell instanceof Farewell);
        assert.deepEqual([farewell.message, farewell.isCut], ['full, come back later', isCut]);
      }
    }
  });

  test('takes no farewell within a line', () => {
    for (const size of [1, Infinity]) assert.ok(after(`?> U+1\ton${FULL}`, size).wrong instanceof WrongReply);
  });

  test('takes any error with the words that it expects', () => {
    const ask = (said: string): Checker => {
      const checks = checker();
      checks.expect(errorAbout(/4096/));
      assert.equal(checks.take(Buffer.from(`${RULE} error: ${said}\r\n`)), undefined);
      return checks;
    };
    assert.equal(ask('at most 4096 bytes').right, 1);
    assert.equal(ask('something else').satisfied, false);
  });
});
