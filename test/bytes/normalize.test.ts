import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { normalized } from '../../src/bytes/normalize.ts';

const ACUTE = '\u0301';
const DOT = '\u0323';

describe('normalization', () => {
  for (const marks of [0, 1, 29, 30]) {
    test(`is that of the standard for ${marks} marks in a row`, () => {
      for (const text of [`a${ACUTE.repeat(marks)}b`, `\u1100\u1161e${DOT.repeat(Math.max(0, marks - 1))}${ACUTE}`, 'Å ñ']) {
        for (const form of ['NFC', 'NFD', 'NFKC'] as const) assert.equal(normalized(text, form), text.normalize(form));
      }
    });
  }

  test('of more marks keeps them all, and composes what stands before them', () => {
    const text = `xe${ACUTE.repeat(40)}${DOT.repeat(40)}\u1100\u1161`;
    const composed = normalized(text, 'NFC');
    assert.ok(composed.startsWith('xé'));
    assert.ok(composed.endsWith('가'));
    assert.equal(composed.length, text.length - 2);
  });

  test('takes time that grows with the text', { timeout: 20_000 }, () => {
    const many = 1 << 20;
    assert.equal(normalized(`q${ACUTE.repeat(many)}${DOT.repeat(many)}`, 'NFD').length, 2 * many + 1);
  });
});
