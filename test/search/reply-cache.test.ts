import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lineOf } from '../../src/bytes/line.ts';
import { gathering } from '../../src/bytes/sink.ts';
import { newBlock } from '../../src/bytes/block.ts';
import type { Format } from '../../src/search/reply/format.ts';
import { NOT_KEPT, replyCache } from '../../src/search/reply/cache.ts';

interface Cache {
  offer(line: string, reply: string, results?: number, format?: Format): void;
  /** The reply with the number of its results in front. */
  get(line: string, format?: Format): string | undefined;
}

function cache(): Cache {
  const memory = newBlock(20_000_000);
  const sink = gathering(memory);
  const { offer, get } = replyCache(memory);
  return {
    offer(line, reply, results = 1, format = 'plain') {
      const start = sink.end();
      sink.add(reply);
      offer(lineOf(line), format, start, sink.end(), results);
      sink.take(false);
    },
    get(line, format = 'plain') {
      const results = get(lineOf(line), format, sink);
      const reply = Buffer.concat(sink.take(false)).toString('latin1');
      if (results === NOT_KEPT) assert.equal(reply, '');
      return results === NOT_KEPT ? undefined : `${results} ${reply}`;
    },
  };
}

function twice(work: () => void): void {
  work();
  work();
}

describe('the cache of replies', () => {
  test('keeps nothing of a line that comes once, and the reply of one that comes twice', () => {
    const { offer, get } = cache();
    assert.equal(get('snowman'), undefined);
    offer('snowman', 'U+2603', 3);
    assert.equal(get('snowman'), undefined);
    offer('snowman', 'U+2603', 3);
    assert.equal(get('snowman'), '3 U+2603');
    assert.equal(get('Snowman'), undefined);
    for (const hostile of ['__proto__', 'constructor', 'toString', '']) assert.equal(get(hostile), undefined);
  });

  test('keeps the reply in each format by itself', () => {
    const { offer, get } = cache();
    twice(() => offer('snowman', 'a plain one'));
    assert.equal(get('snowman', 'json'), undefined);
    twice(() => offer('snowman', 'one in JSON', 2, 'json'));
    assert.equal(get('snowman', 'json'), '2 one in JSON');
    assert.equal(get('snowman'), '1 a plain one');
  });

  test('keeps replies of 12,288 bytes, and none that are longer', () => {
    const { offer, get } = cache();
    for (const length of [12_287, 12_288, 12_289]) {
      twice(() => offer(`a${length}`, 'x'.repeat(length)));
      assert.equal(get(`a${length}`)?.length, length > 12_288 ? undefined : length + '1 '.length);
    }
  });

  test('never gives one line the reply to another', () => {
    const { offer, get } = cache();
    const lines = Array.from({ length: 100_000 }, (_, i) => i);
    for (const i of lines) twice(() => offer(`line ${i}`, `reply ${i}`, i));
    let kept = 0;
    for (const i of lines) {
      const known = get(`line ${i}`);
      if (known !== undefined) assert.equal(known, `${i} reply ${i}`);
      if (known !== undefined) kept++;
    }
    assert.ok(kept > 50_000, `${kept} kept`);
  });

  test('keeps ten thousand replies of a kilobyte', () => {
    const { offer, get } = cache();
    const lines = Array.from({ length: 10_000 }, (_, i) => `line ${i}`);
    for (const line of lines) twice(() => offer(line, line.padEnd(1000, '.')));
    const kept = lines.filter((line) => get(line) === `1 ${line.padEnd(1000, '.')}`);
    assert.ok(kept.length > 9_900, `${kept.length} kept`);
  });

  test('lets go of the oldest, byte for byte whole until then', () => {
    const { offer, get } = cache();
    const reply = (i: number): string => `${i}:`.padEnd(8000 + (i % 4000), String(i % 10));
    for (let i = 0; i < 6000; i++) {
      twice(() => offer(`line ${i}`, reply(i), i));
      for (const back of [0, 1, 10, 100, 1000]) {
        if (i >= back) assert.equal(get(`line ${i - back}`), `${i - back} ${reply(i - back)}`, `${back} before ${i}`);
      }
    }
    assert.equal(get('line 0'), undefined);
  });
});
