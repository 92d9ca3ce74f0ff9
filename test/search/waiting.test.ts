/** Searches that wait for one another. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answer, searcher } from '../../src/search/answer.ts';
import type { Searcher } from '../../src/search/answer.ts';
import { openIndex } from '../../src/search/index/moji-index.ts';
import { builtIndex } from '../program.ts';
import { ask, bytesOf, sinkOf } from './asking.ts';

const index = openIndex(builtIndex());
const sink = sinkOf(index);

/** A line whose search takes several steps, each of which leaves large sets. */
const LINE = '*a* | *e* limit:30';

/** So many searches may be under way at once. */
const MAX_UNDER_WAY = 8;

/** A searcher whose clock says at every look that others should have a turn. */
function hurried(): Searcher {
  let now = 0;
  return searcher(index, sink, () => (now += 1000));
}

function begin(search: Searcher, line: string): Iterator<unknown, unknown> {
  return answer(search, line, 'plain', { results: 0 });
}

/** Takes a step of each in turn until all are done; what each of them answered. */
function finish(all: readonly Iterator<unknown, unknown>[]): string[] {
  const replies = all.map(() => '');
  const left = new Map(all.entries());
  while (left.size > 0) {
    for (const [at, steps] of left) {
      if (steps.next().done === true) left.delete(at);
      replies[at] += bytesOf(sink).toString('utf8');
    }
  }
  return replies;
}

describe('searches at the same time', () => {
  for (const count of [MAX_UNDER_WAY - 1, MAX_UNDER_WAY, MAX_UNDER_WAY + 1, 40]) {
    test(`find the same as alone, in memory for ${MAX_UNDER_WAY} at most: ${count}`, () => {
      const search = hurried();
      const replies = finish(Array.from({ length: count }, () => begin(search, LINE)));
      assert.deepEqual(new Set(replies), new Set([ask(index, LINE).text]));
      // One more is for the first step of a search that then waits.
      assert.ok(search.memory.arenas.length <= MAX_UNDER_WAY + 1, `${search.memory.arenas.length} arenas`);
      assert.equal(search.memory.inUse, 0);
    });
  }

  test('make room when they are abandoned, and when they fail', () => {
    const search = hurried();
    const abandoned = Array.from({ length: MAX_UNDER_WAY }, () => begin(search, LINE));
    for (const steps of abandoned) steps.next();
    assert.equal(search.memory.inUse, MAX_UNDER_WAY);
    const waiting = begin(search, LINE);
    for (let turn = 0; turn < 100; turn++) assert.notEqual(waiting.next().done, true);
    for (const steps of abandoned) steps.return?.();
    bytesOf(sink);
    assert.deepEqual(finish([waiting]), [ask(index, LINE).text]);
    const [failed = ''] = finish([begin(search, `${'*a*|'.repeat(40)}*e* reading:none`)]);
    assert.match(failed, /error: /);
    assert.equal(search.memory.inUse, 0);
  });

  test('do not keep a search of one step waiting', () => {
    const search = hurried();
    const others = Array.from({ length: MAX_UNDER_WAY }, () => begin(search, LINE));
    for (const steps of others) steps.next();
    const short = begin(search, 'cat face');
    assert.equal(short.next().done, true);
    assert.equal(bytesOf(sink).toString('utf8'), ask(index, 'cat face').text);
    finish(others);
  });
});
