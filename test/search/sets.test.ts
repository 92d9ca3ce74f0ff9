import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Random } from '../../scripts/support/random.ts';
import type { Arena } from '../../src/bytes/arena.ts';
import { clear, makeRoom, newArena } from '../../src/bytes/arena.ts';
import { createPostings, listOf } from '../../src/search/index/postings.ts';
import { newCollector } from '../../src/search/sets/collector.ts';
import { pack, unpack } from '../../src/search/sets/packed.ts';
import type { Cursor, Runs } from '../../src/search/sets/runs.ts';
import { countOf, cursor, holds, intersect, meets, page, subtract, unite } from '../../src/search/sets/runs.ts';
import { forSeeds } from './seeded.ts';

/** Edges of the 32-bit words that bitmaps are made of, and one away from them. */
const EDGES = [0, 1, 31, 32, 33, 63, 64, 65, 95, 96, 97];

function span(first: number, past: number): number[] {
  return Array.from({ length: Math.max(0, past - first) }, (_, i) => first + i);
}

function ascending(set: ReadonlySet<number>): number[] {
  return [...set].sort((a, b) => a - b);
}

/** What an operation writes to an arena that others use, too. */
function result(arena: Arena, write: (out: Cursor) => void): Runs {
  const out = cursor();
  write(out);
  assert.ok(out.to <= arena.list.length);
  return out;
}

describe('a collector', () => {
  test('gives back a run of any two edges, and is empty after that', () => {
    const collector = newCollector(97);
    const arena = newArena();
    for (const first of EDGES) {
      for (const past of EDGES) {
        collector.addRun(first, past);
        assert.deepEqual(ordinalsOf(result(arena, (out) => collector.take(arena, out))), span(first, past));
        assert.deepEqual(ordinalsOf(result(arena, (out) => collector.take(arena, out))), []);
      }
    }
  });

  test('gives back everything that was added, in order and with runs that meet made one', () => {
    const collector = newCollector(1);
    const arena = newArena();
    forSeeds(500, (random) => {
      const expected = new Set<number>();
      for (let left = random.below(9); left > 0; left--) {
        const set = randomRuns(random);
        for (const ordinal of ordinalsOf(set)) expected.add(ordinal);
        collector.add(set);
      }
      const taken = result(arena, (out) => collector.take(arena, out));
      assertRuns(taken, 1);
      assert.deepEqual(ordinalsOf(taken), ascending(expected));
    });
  });

  test('tells what is new', () => {
    const collector = newCollector(10);
    const arena = newArena();
    forSeeds(500, (random) => {
      const seen = new Set<number>();
      for (let left = random.below(20); left > 0; left--) {
        const first = random.below(200);
        const past = first + random.below(70);
        const pairs: number[] = [];
        collector.addNew(first, past, pairs);
        const fresh = ordinalsOf({ list: Uint32Array.from(pairs), from: 0, to: pairs.length });
        assert.deepEqual(fresh, span(first, past).filter((ordinal) => !seen.has(ordinal)));
        for (const ordinal of fresh) seen.add(ordinal);
      }
      collector.take(arena, cursor());
    });
  });
});

describe('an arena', () => {
  test('leaves what was taken as it is when it grows, and starts again when it is cleared', () => {
    const arena = newArena();
    const { list } = arena;
    arena.list[arena.end++] = 7;
    makeRoom(arena, list.length - 1);
    assert.equal(arena.list, list);
    makeRoom(arena, list.length);
    assert.notEqual(arena.list, list);
    assert.deepEqual([list[0], arena.end], [7, 0]);
    arena.end = 9;
    clear(arena);
    assert.equal(arena.end, 0);
  });

  test('keeps a megabyte of memory at most when it is cleared', () => {
    const arena = newArena();
    const { length } = arena.list;
    makeRoom(arena, 1 << 18);
    clear(arena);
    assert.equal(arena.list.byteLength, 1 << 20);
    makeRoom(arena, (1 << 18) + 1);
    clear(arena);
    assert.equal(arena.list.length, length);
  });
});

/** Runs with gaps between them, in the middle of a longer list, so that a slip over their ends shows. */
function randomRuns(random: Random): Runs {
  const pairs: number[] = [];
  for (let at = random.below(5), left = random.below(random.chance(1 / 3) ? 60 : 6); left > 0; left--) {
    const past = at + 1 + random.below(random.chance(1 / 4) ? 50 : 3);
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
  test('intersect, subtract and unite as sets of numbers do', () => {
    const arena = newArena();
    forSeeds(2000, (random) => {
      const [a, b] = [randomRuns(random), randomRuns(random)];
      const [left, right] = [new Set(ordinalsOf(a)), new Set(ordinalsOf(b))];
      const common = result(arena, (out) => intersect(a, b, arena, out));
      const rest = result(arena, (out) => subtract(a, b, arena, out));
      const union = result(arena, (out) => unite(a, b, arena, out));
      for (const set of [common, rest]) assertRuns(set, 0);
      assertRuns(union, 1);
      assert.deepEqual(ordinalsOf(common), [...left].filter((each) => right.has(each)));
      assert.deepEqual(ordinalsOf(rest), [...left].filter((each) => !right.has(each)));
      assert.deepEqual(ordinalsOf(union), ascending(new Set([...left, ...right])));
      assert.equal(countOf(union), new Set([...left, ...right]).size);
      assert.equal(meets(a, b), countOf(common) > 0);
      for (const ordinal of span(0, 60)) assert.equal(holds(a, ordinal), left.has(ordinal));
      if (random.chance(1 / 50)) clear(arena);
    });
  });

  test('may be written over by what is made of them', () => {
    const arena = newArena();
    forSeeds(500, (random) => {
      const [a, b] = [randomRuns(random), randomRuns(random)];
      for (const operation of [intersect, subtract, unite]) {
        const expected = ordinalsOf(result(arena, (out) => operation(a, b, arena, out)));
        const first = { ...a };
        operation(first, b, arena, first);
        assert.deepEqual(ordinalsOf(first), expected);
        const second = { ...b };
        operation(a, second, arena, second);
        assert.deepEqual(ordinalsOf(second), expected);
      }
      clear(arena);
    });
  });

  test('have pages as lists have', () => {
    const arena = newArena();
    forSeeds(1000, (random) => {
      const set = randomRuns(random);
      const [skip, limit] = [random.below(30), random.chance(1 / 5) ? Infinity : 1 + random.below(30)];
      const shown = result(arena, (out) => page(set, skip, limit, arena, out));
      assert.deepEqual(ordinalsOf(shown), ordinalsOf(set).slice(skip, skip + limit));
      clear(arena);
    });
  });

  test('are the same when they were packed, also where they do not ascend', () => {
    const arena = newArena();
    forSeeds(1000, (random) => {
      const end = (): number => random.below(random.pick([9, 300, 2 ** 32]));
      const list = Uint32Array.from({ length: 2 * random.below(30) }, end);
      const set = { list, from: 0, to: list.length };
      const { list: unpacked, from, to } = unpack(pack(set), arena);
      assert.deepEqual([...unpacked.subarray(from, to)], [...list]);
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
        assertRuns(listOf(postings, word), 1);
        assert.deepEqual(ordinalsOf(listOf(postings, word)), ascending(expected[word] ?? new Set()));
      }
    });
  });

  test('accept a word whose number is beyond the current capacity', () => {
    const builder = createPostings();
    for (const word of [0xffff, 0x10000, 0x10001]) builder.add(word, word, word + 1);
    const postings = builder.finish(0x10002);
    for (const word of [0xffff, 0x10000, 0x10001]) assert.deepEqual(ordinalsOf(listOf(postings, word)), [word]);
    assert.deepEqual(ordinalsOf(listOf(postings, 0)), []);
  });
});
