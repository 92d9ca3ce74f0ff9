import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Gathering } from '../../src/bytes/sink.ts';
import { LONG, ROOM, gathering } from '../../src/bytes/sink.ts';
import { newBlock } from '../../src/bytes/block.ts';
import { forSeeds } from '../search/seeded.ts';

const FULL = 98_304;

const memory = newBlock(1_000_000);
const text = memory.take(100_000);
for (let i = 0; i < 100_000; i++) memory.bytes[text + i] = (i * 7919) & 0xff;

function emptySink(): Gathering {
  const sink = gathering(memory, room);
  sink.take(false);
  return sink;
}

const room = memory.take(ROOM);
const otherRoom = memory.take(ROOM);

describe('a block', () => {
  test('gives out each of its bytes once, and no more than it has', () => {
    const { take } = newBlock(10);
    assert.deepEqual([take(3), take(0), take(7)], [0, 3, 3]);
    assert.throws(() => take(1), RangeError);
  });
});

describe('a sink', () => {
  test('gives back what was added, in order, however it was added', () => {
    forSeeds(300, (random) => {
      const sink = emptySink();
      const expected: Buffer[] = [];
      while (!sink.isFull() && expected.length < 40) {
        const length = random.below(random.pick([3, 17, 60, 3000, LONG + 2]));
        const from = text + random.below(100_000 - length);
        const bytes = memory.bytes.subarray(from, from + length);
        expected.push(Buffer.from(bytes));
        if (random.below(2) === 0) sink.copy(from, from + length);
        else sink.add(bytes.toString('latin1'));
      }
      sink.add('the end');
      expected.push(Buffer.from('the end'));
      assert.equal(sink.length(), expected.reduce((sum, { length }) => sum + length, 0));
      assert.deepEqual(Buffer.concat(sink.take(random.below(2) === 0)), Buffer.concat(expected));
      assert.deepEqual([sink.length(), sink.isFull(), sink.take(false)], [0, false, []]);
    });
  });

  for (const [length, full] of [[FULL - 1, false], [FULL, true], [FULL + 1, true]] as const) {
    test(`with ${length} bytes is ${full ? '' : 'not '}full, and still has room for what comes next`, () => {
      const sink = emptySink();
      for (let left = length; left > 0; left -= 1000) sink.copy(text, text + Math.min(left, 1000));
      assert.equal(sink.isFull(), full);
      sink.copy(text, text + LONG - 1);
      assert.equal(Buffer.concat(sink.take(false)).length, length + LONG - 1);
    });
  }

  for (const [added, count] of [['a', 1], ['é', 2], ['☃', 3], ['😀', 4]] as const) {
    test(`takes a text as UTF-8, up to ${LONG - 1} bytes in one piece with what is there: ${added}`, () => {
      for (const length of [LONG - count, LONG - 1, LONG, LONG + count]) {
        const written = added.repeat(Math.floor(length / count));
        const isLong = Buffer.byteLength(written) >= LONG;
        const sink = emptySink();
        sink.add('<');
        sink.addText(written);
        sink.addText('\ud800>');
        assert.equal(sink.isFull(), isLong);
        const pieces = sink.take(true);
        assert.equal(pieces.length, isLong ? 3 : 1);
        assert.equal(Buffer.concat(pieces).toString(), `<${written}\ufffd>`);
      }
    });
  }

  for (const [length, copied] of [[LONG - 1, true], [LONG, false], [LONG + 1, false]] as const) {
    test(`${copied ? 'copies' : 'hands over where they stand'} ${length} bytes of the block`, () => {
      const sink = emptySink();
      sink.copy(text, text + length);
      const [piece, ...more] = sink.take(true);
      assert.deepEqual(more, []);
      assert.equal(piece?.buffer === memory.bytes.buffer, !copied);
      assert.deepEqual(piece, memory.bytes.subarray(text, text + length));
    });
  }

  test('leaves what was taken as it is, if it moves to another room', () => {
    const sink = emptySink();
    sink.add('first');
    const taken = sink.take(false);
    sink.move(otherRoom);
    sink.add('other');
    assert.equal(String(Buffer.concat(taken)), 'first');
    assert.equal(String(Buffer.concat(sink.take(false))), 'other');
  });
});
