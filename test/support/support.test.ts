/** What the bench, the torture and the tests have in common. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seeded } from '../../scripts/support/random.ts';
import { median, quantile, ratio } from '../../scripts/support/statistics.ts';
import { significant, table } from '../../scripts/support/table.ts';
import { startWorker } from '../../scripts/support/worker.ts';
import type { Served } from './served.ts';

describe('chance', () => {
  test('is the same for the same seed and purpose', () => {
    const [a, b, other] = [seeded(1), seeded(1), seeded(1, 'other')];
    const [first, again, differently] = [a, b, other].map((random) => Array.from({ length: 100 }, random.fraction));
    assert.deepEqual(first, again);
    assert.notDeepEqual(first, differently);
  });

  test('stays from 0 to below 1, and within its bounds', () => {
    const random = seeded(2);
    const between = new Set<number>();
    for (let i = 0; i < 10_000; i++) {
      const value = random.fraction();
      assert.ok(value >= 0 && value < 1);
      between.add(random.between(3, 5));
    }
    assert.deepEqual([...between].sort(), [3, 4, 5]);
  });

  test('shuffles without losing anything', () => {
    const list = Array.from({ length: 50 }, (_, i) => i);
    const shuffled = seeded(3).shuffle([...list]);
    assert.notDeepEqual(shuffled, list);
    assert.deepEqual(shuffled.sort((a, b) => a - b), list);
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

describe('a worker', () => {
  test('returns what its functions return, many at a time, and tells why they fail', async () => {
    const worker = startWorker<Served>(new URL('served.ts', import.meta.url));
    assert.deepEqual(await Promise.all([worker.call('double', 2), worker.call('double', 3)]), [4, 6]);
    await assert.rejects(worker.call('fail'), /^Error: as it was told$/);
    await assert.rejects(worker.call('leave'), /ended$/);
    await assert.rejects(worker.call('double', 1), /ended$/);
    await worker.end();
  });
});
