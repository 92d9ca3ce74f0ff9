import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { distinct, queries } from '../scripts/bench/queries.ts';
import { seeded, shuffle, zipf } from '../scripts/bench/random.ts';
import { median, quantile, ratio } from '../scripts/support/statistics.ts';
import { significant, table } from '../scripts/support/table.ts';
import { placesWithin, redisReplyLength, redisTape, redisValueLength, tape } from '../scripts/bench/tapes.ts';

describe('chance', () => {
  test('is the same for the same seed', () => {
    const [a, b] = [seeded(1), seeded(1)];
    for (let i = 0; i < 100; i++) assert.equal(a(), b());
  });

  test('stays from 0 to below 1', () => {
    const random = seeded(2);
    for (let i = 0; i < 10_000; i++) {
      const value = random();
      assert.ok(value >= 0 && value < 1);
    }
  });

  test('shuffles without losing anything', () => {
    const list = Array.from({ length: 50 }, (_, i) => i);
    const shuffled = shuffle([...list], seeded(3));
    assert.notDeepEqual(shuffled, list);
    assert.deepEqual(shuffled.sort((a, b) => a - b), list);
  });

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

describe('statistics', () => {
  test('of nothing are not a number', () => {
    assert.deepEqual([median([]), quantile([], 0.5), ratio([], [])], [NaN, NaN, NaN]);
  });

  test('tell the middle and the tail', () => {
    assert.equal(median([10, 1, 3]), 3);
    assert.equal(median([4, 1, 3, 10]), 3.5);
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    assert.deepEqual([quantile(hundred, 0.5), quantile(hundred, 0.99), quantile(hundred, 1)], [50, 99, 100]);
  });

  test('compare pair by pair', () => {
    assert.equal(ratio([10, 1, 30], [20, 2, 10]), 0.5);
  });
});

describe('tapes', () => {
  const answered = { queries: ['cat face', 'snowman'], lengths: Uint32Array.of(300, 20_000) };

  test('hold lines and lengths in the order they are asked', () => {
    const { text, lineLengths, replyLengths } = tape(answered, Uint32Array.of(1, 0, 1));
    assert.equal(text, 'snowman\ncat face\nsnowman\n');
    assert.deepEqual([...lineLengths], [8, 9, 8]);
    assert.deepEqual([...replyLengths], [20_000, 300, 20_000]);
  });

  test('ask Redis for as many bytes, or one fewer', () => {
    const { text, replyLengths } = redisTape(answered, Uint32Array.of(0, 1));
    assert.equal(text, 'GET cat_face\nGET snowman\n');
    assert.deepEqual([...replyLengths], [300, 20_000]);
    for (let length = 20; length < 20_000; length++) {
      const missing = length - redisReplyLength(redisValueLength(length));
      assert.ok(missing === 0 || missing === 1, `${missing} bytes of ${length} are missing`);
    }
  });

  test('leave out what is too long', () => {
    assert.deepEqual([...placesWithin(answered, 12_288)], [0]);
  });
});

describe('tables', () => {
  test('line up', () => {
    assert.equal(table(['a', 'µs'], [['long', '1']]), '| a    |  µs |\n| ---- | --: |\n| long |   1 |');
  });

  test('show three digits', () => {
    assert.deepEqual(
      [1234.5, 123.4, 12.345, 1.2345, 0.98765, 0, NaN].map((value) => significant(value)),
      ['1,230', '123', '12.3', '1.23', '0.99', '0.00', '–'],
    );
  });
});
