import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { distinct, queries } from '../scripts/bench/queries.ts';
import { placesWithin, tape, zipf } from '../scripts/bench/tapes.ts';
import { seeded } from '../scripts/support/random.ts';

describe('chance', () => {
  test('draws the first rank twice as often as the second', () => {
    const counts = [0, 0, 0];
    for (const rank of zipf(seeded(4), 3, 110_000)) counts[rank] = (counts[rank] ?? 0) + 1;
    const [first = 0, second = 0, third = 0] = counts;
    assert.ok(Math.abs(first / second - 2) < 0.1);
    assert.ok(Math.abs(first / third - 3) < 0.1);
  });
});

describe('queries', () => {
  test('are one to three words in lower case', () => {
    const draw = queries(seeded(5));
    for (let i = 0; i < 10_000; i++) assert.match(draw(), /^[a-z0-9]+(?: [a-z0-9]+){0,2}$/);
  });

  test('never come again where they are distinct', () => {
    const seen = new Set<string>();
    const draw = queries(seeded(6));
    const all = [...distinct(draw, 5000, seen), ...distinct(draw, 5000, seen)];
    assert.equal(new Set(all).size, 10_000);
  });
});

describe('tapes', () => {
  const answered = { queries: ['cat face', 'snowman'], lengths: Uint32Array.of(300, 20_000) };

  test('hold lines and lengths in the order they are asked', () => {
    const { bytes, starts, replyLengths } = tape(answered, Uint32Array.of(1, 0, 1));
    assert.equal(String(bytes), 'snowman\ncat face\nsnowman\n');
    assert.deepEqual([...starts], [0, 8, 17, 25]);
    assert.deepEqual([...replyLengths], [20_000, 300, 20_000]);
  });

  test('leave out what is too long', () => {
    assert.deepEqual([...placesWithin(answered, 12_288)], [0]);
  });
});
