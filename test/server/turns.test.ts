import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Queue } from '../../src/server/turns.ts';
import { turns } from '../../src/server/turns.ts';

/** So little time that every turn has room for one step of each queue. */
const ONE_STEP = 0;

/** So much that nothing ever runs out of it. */
const PLENTY = 1e6;

/** Work of so many steps in one queue, each of which is noted down. */
function steps(name: string, count: number, queue: Queue, done: string[]): () => Queue | undefined {
  return () => {
    done.push(name);
    return --count > 0 ? queue : undefined;
  };
}

describe('turns', () => {
  test('work takes its steps in turn, in the order in which it was asked for', async () => {
    const { take } = turns(PLENTY, PLENTY, () => {});
    const done: string[] = [];
    await Promise.all([
      take('short', steps('a', 2, 'short', done)),
      take('short', steps('b', 1, 'short', done)),
      take('short', steps('c', 3, 'short', done)),
    ]);
    assert.deepEqual(done, ['a', 'b', 'c', 'a', 'c', 'c']);
  });

  test('short work goes first in a turn, and long work still gets its share', async () => {
    const { take } = turns(ONE_STEP, ONE_STEP, () => {});
    const done: string[] = [];
    await Promise.all([
      take('long', steps('long', 3, 'long', done)),
      take('short', steps('short', 4, 'short', done)),
    ]);
    assert.deepEqual(done, ['short', 'long', 'short', 'long', 'short', 'long', 'short']);
  });

  test('work goes on in the queue that its last step asks for', async () => {
    const { take } = turns(ONE_STEP, ONE_STEP, () => {});
    const done: string[] = [];
    let asked = 0;
    const mixed = (): Queue | undefined => {
      done.push('mixed');
      return (['long', 'short', undefined] as const)[asked++];
    };
    await Promise.all([take('short', mixed), take('short', steps('short', 3, 'short', done))]);
    assert.deepEqual(done, ['mixed', 'mixed', 'short', 'mixed', 'short', 'short']);
  });

  test('nothing runs at once while short work waits, but it may while long work waits', async () => {
    const { take, hasTime } = turns(PLENTY, PLENTY, () => {});
    const long = take('long', () => undefined);
    assert.equal(hasTime(), true);
    const short = take('short', () => undefined);
    assert.equal(hasTime(), false);
    await Promise.all([long, short]);
    assert.equal(hasTime(), true);
  });

  test('a turn has no time left when it is used up, and the next turn has', async () => {
    const { hasTime } = turns(ONE_STEP, ONE_STEP, () => {});
    assert.equal(hasTime(), true);
    assert.equal(hasTime(), false);
    await nextTurn();
    assert.equal(hasTime(), true);
  });

  test('what is to happen after the work of a turn happens before anything else', async () => {
    const done: string[] = [];
    const { take } = turns(PLENTY, PLENTY, () => void done.push('after'));
    const taken = Promise.all([
      take('short', steps('a', 1, 'short', done)).then(() => done.push('answered')),
      take('short', steps('b', 1, 'short', done)),
      take('long', steps('c', 1, 'long', done)),
    ]);
    await taken;
    assert.deepEqual(done, ['a', 'b', 'after', 'c', 'after', 'answered']);
  });

  test('work is only done in a later turn', async () => {
    const { take } = turns(PLENTY, PLENTY, () => {});
    const done: string[] = [];
    const taken = take('short', steps('a', 1, 'short', done));
    assert.deepEqual(done, []);
    await taken;
    assert.deepEqual(done, ['a']);
  });
});
