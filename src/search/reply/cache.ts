/**
 * Replies to repeated lines, as bytes in one ring: the oldest make room for the newest. A line that never comes again
 * costs a lookup and a mark, and its reply is not kept; a reply is kept when its line comes for the second time.
 * Everything is in typed arrays of numbers, so the garbage collector has nothing to do here.
 */
import { BASIS, hashOf } from '../../bytes/hash.ts';
import type { Line } from '../../bytes/line.ts';
import type { Sink } from '../../bytes/sink.ts';
import { LONG } from '../../bytes/sink.ts';
import type { Block } from '../../bytes/block.ts';
import type { Format } from './format.ts';

interface ReplyCache {
  /** Adds the reply to a line to the sink, if it is there; how many results it has, or {@link NOT_KEPT}. */
  get(line: Line, format: Format, sink: Sink): number;
  /** Keeps the reply at `from..past` of the block if its line was seen before. */
  offer(line: Line, format: Format, from: number, past: number, results: number): void;
}

/** What a reply that is not kept has in place of a number of results. */
export const NOT_KEPT = -1;

/** Bytes of the ring. */
const RING = 16_000_000;

/**
 * The hash of a line selects a set. A set has the hashes of some lines whose replies are kept, with the places of these
 * replies, and the hashes of some lines that came once: side by side, so one memory access tells where a reply is, or
 * that there is none. Two lines with one hash do no harm: one of them is kept too soon.
 */
const SETS = 1 << 14;
const WAYS = 4;
/** Numbers of a set, of four bytes each: of every way its hash, its place in the block, and the round of the ring. */
const SET = 16;
const PLACE = WAYS;
const ROUND = 2 * WAYS;
/** The rest of a set are the hashes of lines that came once. */
const MARKS = 3 * WAYS;

/** In front of each reply stand the lengths of its line and of itself, and the number of its results; then the line. */
const REPLY_LENGTH = 2;
const RESULTS = 4;
const HEADER = 8;

/**
 * Longer replies are not worth it: sending them takes longer than finding them. It has to be less than {@link LONG}, as
 * the bytes of the ring do change.
 */
const LONGEST_REPLY = Math.min(12_288, LONG - 1);

/** An empty cache, which takes its ring from the block. */
export function replyCache({ bytes, take }: Block): ReplyCache {
  const ring = take(RING);
  const numbers = new DataView(bytes.buffer, bytes.byteOffset);
  const sets = new Int32Array(SETS * SET);
  /** How many times the ring has wrapped, from 2 on, so that empty ways count as too old; and where it goes on. */
  let round = 2;
  let next = ring;

  /** Where in the block a way has the reply to a line; -1 if it is of another line, or was overwritten. */
  function placeIn(way: number, { bytes: asked, from, to }: Line): number {
    const place = sets[way + PLACE] ?? 0;
    const age = round - (sets[way + ROUND] ?? 0);
    if (age > 1 || (age === 1 && place < next) || numbers.getUint16(place, true) !== to - from) return -1;
    for (let i = from, j = place + HEADER; i < to; i++, j++) if (asked[i] !== bytes[j]) return -1;
    return place;
  }

  /** Whether a line was seen before; if not, it is marked as seen, and the oldest mark of its set is forgotten. */
  function mark(set: number, hash: number): boolean {
    for (let i = set + MARKS; i < set + SET; i++) if (sets[i] === hash) return true;
    for (let i = set + SET - 1; i > set + MARKS; i--) sets[i] = sets[i - 1] ?? 0;
    sets[set + MARKS] = hash;
    return false;
  }

  /** The way of a set that was taken first. */
  function oldestOf(set: number): number {
    let oldest = set;
    for (let way = set + 1; way < set + WAYS; way++) {
      const rounds = (sets[way + ROUND] ?? 0) - (sets[oldest + ROUND] ?? 0);
      if (rounds < 0 || (rounds === 0 && (sets[way + PLACE] ?? 0) < (sets[oldest + PLACE] ?? 0))) oldest = way;
    }
    return oldest;
  }

  /** Reserves contiguous bytes of the ring. */
  function room(length: number): number {
    if (next + length > ring + RING) {
      round++;
      next = ring;
    }
    next += length;
    return next - length;
  }

  return {
    get(line, format, sink) {
      const hash = mixedHash(line, format);
      const set = setOf(hash);
      for (let way = set; way < set + WAYS; way++) {
        const place = sets[way] === hash ? placeIn(way, line) : -1;
        if (place < 0) continue;
        const reply = place + HEADER + line.to - line.from;
        sink.copy(reply, reply + numbers.getUint16(place + REPLY_LENGTH, true));
        return numbers.getUint32(place + RESULTS, true);
      }
      return NOT_KEPT;
    },
    offer(line, format, from, past, results) {
      const hash = mixedHash(line, format);
      const set = setOf(hash);
      const length = line.to - line.from;
      if (past - from > LONGEST_REPLY || length > LONGEST_REPLY || !mark(set, hash)) return;
      const place = room(HEADER + length + past - from);
      numbers.setUint16(place, length, true);
      numbers.setUint16(place + REPLY_LENGTH, past - from, true);
      numbers.setUint32(place + RESULTS, results, true);
      bytes.set(line.bytes.subarray(line.from, line.to), place + HEADER);
      bytes.copyWithin(place + HEADER + length, from, past);
      const way = oldestOf(set);
      sets[way] = hash;
      sets[way + PLACE] = place;
      sets[way + ROUND] = round;
    },
  };
}

function setOf(hash: number): number {
  return (hash & (SETS - 1)) * SET;
}

/** What hashes start from, so that a line has different ones in different formats. */
const SEEDS: Readonly<Record<Format, number>> = { plain: BASIS, json: BASIS + 1, detail: BASIS + 2, full: BASIS + 3 };

/** A number for a line in a format, with its high bits mixed into the low ones. */
function mixedHash({ bytes, from, to }: Line, format: Format): number {
  const hash = hashOf(bytes, from, to, SEEDS[format]);
  return hash ^ (hash >>> 15);
}
