import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { once, onceFor } from '../../src/search/once.ts';

describe('what is made once', () => {
  test('is made once for all who wait for it at the same time, each taking a step in turn', () => {
    let made = 0;
    const value = once(function* () {
      made++;
      for (let step = 0; step < 10; step++) yield;
      return 'it is made';
    });
    const waiting = Array.from({ length: 5 }, () => value());
    let rounds = 0;
    for (let results = waiting.map((each) => each.next()); !results.every(({ done }) => done); rounds++) {
      results = waiting.map((each, i) => (results[i]?.done ? results[i] : each.next()));
    }
    assert.equal(made, 1);
    assert.ok(rounds <= 3, `${rounds}`);
    assert.deepEqual(value().next(), { done: true, value: 'it is made' });
    assert.equal(made, 1);
  });

  test('is still made when the first one to ask leaves', () => {
    const value = once(function* () {
      yield;
      yield;
      return 'made';
    });
    const first = value();
    first.next();
    first.return('left');
    const second = value();
    second.next();
    assert.deepEqual(second.next(), { done: true, value: 'made' });
  });

  test('is made for each key', () => {
    const value = onceFor(function* (key: number) {
      return 2 * key;
    });
    assert.deepEqual([value(1).next().value, value(2).next().value], [2, 4]);
  });

  test('fails for all who ask, where it fails', () => {
    const value = once(function* (): Generator<undefined, string> {
      yield;
      throw new Error('no file');
    });
    const [first, second] = [value(), value()];
    first.next();
    assert.throws(() => second.next(), /no file/);
    assert.throws(() => first.next(), /no file/);
    assert.throws(() => value().next(), /no file/);
  });
});
