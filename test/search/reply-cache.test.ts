import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { replyCache } from '../../src/search/reply-cache.ts';

describe('the cache of replies', () => {
  test('keeps nothing of a line that comes once, and the reply of one that comes twice', () => {
    const cache = replyCache();
    const reply = { bytes: 'U+2603', results: 1 };
    assert.equal(cache.get('snowman'), undefined);
    cache.offer('snowman', reply);
    assert.equal(cache.get('snowman'), undefined);
    cache.offer('snowman', reply);
    assert.deepEqual(cache.get('snowman'), reply);
    assert.equal(cache.get('Snowman'), undefined);
    for (const hostile of ['__proto__', 'constructor', 'toString', '']) assert.equal(cache.get(hostile), undefined);
  });

  test('keeps replies of 8192 bytes, and none that are longer', () => {
    const cache = replyCache();
    for (const length of [8191, 8192, 8193]) {
      for (let times = 0; times < 3; times++) cache.offer(`a${length}`, { bytes: 'x'.repeat(length), results: 1 });
      assert.equal(cache.get(`a${length}`)?.bytes.length, length > 8192 ? undefined : length);
    }
  });

  test('never gives one line the reply to another', () => {
    const cache = replyCache();
    for (let times = 0; times < 2; times++) {
      for (let i = 0; i < 20_000; i++) cache.offer(`line ${i}`, { bytes: `reply ${i}`, results: i });
    }
    for (let i = 0; i < 20_000; i++) {
      const known = cache.get(`line ${i}`);
      if (known) assert.deepEqual(known, { bytes: `reply ${i}`, results: i });
    }
  });

  test('lets go of what is asked for no more, and keeps what is', () => {
    const cache = replyCache();
    const bytes = 'x'.repeat(8000);
    const twice = (line: string): void => {
      for (let times = 0; times < 2; times++) cache.offer(line, { bytes, results: 1 });
    };
    twice('asked again');
    twice('forgotten');
    for (let i = 0; i < 4000; i++) {
      twice(`other ${i}`);
      assert.ok(cache.get('asked again'), `after ${i} others`);
    }
    assert.equal(cache.get('forgotten'), undefined);
    assert.equal(cache.get('other 0'), undefined);
  });
});
