import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addAll, addRun, emptyBitmap, has, keepAll } from '../../src/search/sets/collector.ts';
import { nextIn, nextOut, removeAll, sizeOf } from '../../src/search/sets/collector.ts';
import { createPostings, merge, runsOf } from '../../src/search/index/postings.ts';
import type { Runs } from '../../src/search/sets/runs.ts';
import { copied, countOf, intersect, meets, scratch, unite } from '../../src/search/sets/runs.ts';
import type { Random } from './seeded.ts';
import { forSeeds } from './seeded.ts';

/** Edges of the 32-bit words that bitmaps are made of, and one away from them. */
const EDGES = [0, 1, 31, 32, 33, 63, 64, 65, 95, 96, 97];

function span(first: number, past: number): number[] {
  return Array.from({ length: Math.max(0, past - first) }, (_, i) => first + i);
}

function membersOf(bits: Uint32Array, size: number): number[] {
  return span(0, size).filter((ordinal) => has(bits, ordinal));
}

function ascending(set: ReadonlySet<number>): number[] {
  return [...set].sort((a, b) => a - b);
}

describe('bitmaps', () => {
  test('a run of any two edges holds what lies between them, and nothing else', () => {
    for (const first of EDGES) {
      for (const past of EDGES) {
        const bits = emptyBitmap(97);
        addRun(bits, first, past);
        assert.deepEqual(membersOf(bits, 97), span(first, past), `${first}..${past}`);
        assert.equal(sizeOf(bits), Math.max(0, past - first));
      }
    }
  });

  test('the next member and the next gap are found from each place up to each end', () => {
    const bits = emptyBitmap(97);
    addRun(bits, 31, 33);
    addRun(bits, 64, 96);
    const members = new Set(membersOf(bits, 97));
    for (const from of span(0, 98)) {
      for (const to of EDGES) {
        const inside = span(from, to);
        assert.equal(nextIn(bits, from, to), inside.find((at) => members.has(at)) ?? to, `in ${from}..${to}`);
        assert.equal(nextOut(bits, from, to), inside.find((at) => !members.has(at)) ?? to, `out ${from}..${to}`);
      }
    }
  });

  test('do to runs what sets of numbers do', () => {
    forSeeds(300, (random) => {
      const size = 1 + random.below(400);
      const [a, b] = [randomBitmap(random, size), randomBitmap(random, size)];
      const [left, right] = [new Set(membersOf(a, size)), new Set(membersOf(b, size))];
      const [union, common, rest] = [a.slice(), a.slice(), a.slice()];
      addAll(union, b);
      keepAll(common, b);
      removeAll(rest, b);
      assert.deepEqual(membersOf(union, size), ascending(new Set([...left, ...right])));
      assert.deepEqual(membersOf(common, size), [...left].filter((each) => right.has(each)));
      assert.deepEqual(membersOf(rest, size), [...left].filter((each) => !right.has(each)));
      assert.deepEqual([sizeOf(a), sizeOf(union)], [left.size, new Set([...left, ...right]).size]);
    });
  });
});

function randomBitmap(random: Random, size: number): Uint32Array {
  const bits = emptyBitmap(size);
  for (let runs = random.below(8); runs > 0; runs--) {
    const first = random.below(size);
    addRun(bits, first, Math.min(size, first + random.below(70)));
  }
  return bits;
}

/** Runs with gaps between them, in the middle of a longer list, so that a slip over their ends shows. */
function randomRuns(random: Random): Runs {
  const pairs: number[] = [];
  for (let at = random.below(5), left = random.below(random.oneIn(3) ? 60 : 6); left > 0; left--) {
    const past = at + 1 + random.below(random.oneIn(4) ? 50 : 3);
    pairs.push(at, past);
    at = past + 1 + random.below(9);
  }
  return { list: Uint32Array.from([0, 9999, ...pairs, 0, 9999]), from: 2, to: 2 + pairs.length };
}

function ordinalsOf({ list, from, to }: Runs): number[] {
  const ordinals: number[] = [];
  for (let i = from; i < to; i += 2) ordinals.push(...span(list[i] ?? 0, list[i + 1] ?? 0));
  return ordinals;
}

/** Checks that runs are in order, not empty, and have gaps between them. */
function assertRuns({ list, from, to }: Runs, gap: number): void {
  for (let i = from; i < to; i += 2) {
    assert.ok((list[i] ?? 0) < (list[i + 1] ?? 0), 'a run holds something');
    if (i > from) assert.ok((list[i] ?? 0) >= (list[i - 1] ?? 0) + gap, 'runs are apart');
  }
}

describe('runs', () => {
  test('intersect and unite as sets of numbers do', () => {
    forSeeds(2000, (random) => {
      const [a, b] = [randomRuns(random), randomRuns(random)];
      const [left, right] = [new Set(ordinalsOf(a)), new Set(ordinalsOf(b))];
      const common = intersect(a, b, scratch((a.to - a.from + b.to - b.from) / 2));
      const union = unite(a, b);
      assertRuns(common, 0);
      assertRuns(union, 1);
      assert.deepEqual(ordinalsOf(common), [...left].filter((each) => right.has(each)));
      assert.deepEqual(ordinalsOf(union), ascending(new Set([...left, ...right])));
      assert.equal(countOf(union), new Set([...left, ...right]).size);
      assert.equal(meets(a, b), countOf(common) > 0);
      assert.deepEqual(ordinalsOf(copied(a)), ordinalsOf(a));
    });
  });

  test('intersect the same both ways round, and with themselves', () => {
    forSeeds(500, (random) => {
      const [a, b] = [randomRuns(random), randomRuns(random)];
      const once = ordinalsOf(intersect(a, b, scratch(250)));
      assert.deepEqual(ordinalsOf(intersect(b, a, scratch(250))), once);
      assert.deepEqual(ordinalsOf(intersect(a, a, scratch(250))), ordinalsOf(a));
    });
  });

  test('write no further than the pairs of both together', () => {
    forSeeds(500, (random) => {
      const [a, b] = [randomRuns(random), randomRuns(random)];
      assert.ok(intersect(a, b, scratch(250)).to <= a.to - a.from + b.to - b.from);
    });
  });
});

describe('posting lists', () => {
  test('give back the runs that were added, word by word, with those that meet made one', () => {
    forSeeds(100, (random) => {
      const words = 1 + random.below(40);
      const builder = createPostings();
      const expected = span(0, words).map(() => new Set<number>());
      for (let at = 0, left = random.below(200); left > 0; left--, at += random.below(4)) {
        const word = random.below(words);
        const past = at + 1 + random.below(3);
        builder.add(word, at, past);
        for (const ordinal of span(at, past)) expected[word]?.add(ordinal);
      }
      const postings = builder.finish(words);
      for (const word of span(0, words)) {
        assertRuns(runsOf(postings, word), 1);
        assert.deepEqual(ordinalsOf(runsOf(postings, word)), ascending(expected[word] ?? new Set()));
      }
    });
  });

  test('keep a word whose number lies past all room so far', () => {
    const builder = createPostings();
    for (const word of [0xffff, 0x10000, 0x10001]) builder.add(word, word, word + 1);
    const postings = builder.finish(0x10002);
    for (const word of [0xffff, 0x10000, 0x10001]) assert.deepEqual(ordinalsOf(runsOf(postings, word)), [word]);
    assert.deepEqual(ordinalsOf(runsOf(postings, 0)), []);
  });

  test('merge word by word, whichever list has the word', () => {
    forSeeds(200, (random) => {
      const lists = [createPostings(), createPostings()];
      const expected = span(0, 8).map(() => new Set<number>());
      for (const list of lists) {
        for (let at = 0, left = random.below(20); left > 0; left--, at += 1 + random.below(6)) {
          const word = random.below(8);
          list.add(word, at, at + 1);
          expected[word]?.add(at);
        }
      }
      const [a, b] = lists.map((list) => list.finish(8));
      assert.ok(a && b);
      const merged = merge(a, b);
      for (const word of span(0, 8)) {
        assert.deepEqual(ordinalsOf(runsOf(merged, word)), ascending(expected[word] ?? new Set()));
      }
    });
  });
});
