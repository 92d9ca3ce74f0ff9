/**
 * Replies to lines that come again, as bytes in one ring: the oldest make room for the newest. A line that never comes
 * again costs a look and a mark, and nothing is kept of it; what is kept has come twice. All of it is numbers in typed
 * arrays, so that the garbage collector has nothing to do here.
 */
import type { Line } from '../bytes/line.ts';
import type { Sink } from '../bytes/sink.ts';
import { LONG } from '../bytes/sink.ts';
import type { Slab } from '../bytes/slab.ts';
import type { Format } from './format.ts';

export interface ReplyCache {
  /** Adds the reply to a line to the sink, if it is there; how many results it has, or {@link NOT_KEPT}. */
  get(line: Line, format: Format, sink: Sink): number;
  /** Keeps the reply that stands in `from..past` of the slab, if its line came before, as far as anybody remembers. */
  offer(line: Line, format: Format, from: number, past: number, results: number): void;
}

export const NOT_KEPT = -1;

/** Bytes of the ring. */
const RING = 16_000_000;

/**
 * The hash of a line names the set it belongs to. A set has the hashes of some lines whose replies are kept, and of
 * some that came once: side by side, so that one look at memory tells that there is nothing. Two lines with one hash do
 * no harm: one of them is kept too soon.
 */
const SETS = 1 << 14;
const WAYS = 4;
const MARKS = 4;

/** What is known of a reply that is kept, side by side too: so many numbers, of which the last are of no use. */
const FIELDS = 8;
/** How many times the ring had come round when the reply came, and where in the slab its line stands. */
const LAP = 0;
const PLACE = 1;
/** Bytes of the line, and of the reply, which stands behind it. */
const LINE_LENGTH = 2;
const REPLY_LENGTH = 3;
const RESULTS = 4;

/**
 * Longer replies are not worth it: sending them takes longer than finding them. It has to be less than {@link LONG}, as
 * the bytes of the ring do change.
 */
const LONGEST_REPLY = Math.min(12_288, LONG - 1);

export function replyCache({ bytes, take }: Slab): ReplyCache {
  const ring = take(RING);
  const hashes = new Int32Array(SETS * (WAYS + MARKS));
  const entries = new Int32Array(SETS * WAYS * FIELDS);
  let lap = 1;
  /** Where in the slab the ring goes on. */
  let next = ring;

  /** Whether an entry is of a line, and its bytes were not overwritten yet. */
  function isOf(entry: number, { bytes: asked, from, to }: Line): boolean {
    let place = entries[entry + PLACE] ?? 0;
    const age = lap - (entries[entry + LAP] ?? 0);
    if (entries[entry + LINE_LENGTH] !== to - from || age > 1 || (age === 1 && place < next)) return false;
    for (let i = from; i < to; i++) if (asked[i] !== bytes[place++]) return false;
    return true;
  }

  /** Whether a line came before; if it did not, it did now. The oldest mark of its set is forgotten. */
  function mark(hash: number): boolean {
    const first = (hash & (SETS - 1)) * (WAYS + MARKS) + WAYS;
    for (let i = first; i < first + MARKS; i++) if (hashes[i] === hash) return true;
    hashes.copyWithin(first + 1, first, first + MARKS - 1);
    hashes[first] = hash;
    return false;
  }

  /** The way of a set that was taken first. */
  function oldestOf(set: number): number {
    let oldest = 0;
    for (let way = 1; way < WAYS; way++) {
      const [a, b] = [(set * WAYS + way) * FIELDS, (set * WAYS + oldest) * FIELDS];
      const laps = (entries[a + LAP] ?? 0) - (entries[b + LAP] ?? 0);
      if (laps < 0 || (laps === 0 && (entries[a + PLACE] ?? 0) < (entries[b + PLACE] ?? 0))) oldest = way;
    }
    return oldest;
  }

  /** Sets bytes of the ring aside, in one piece. */
  function room(length: number): number {
    if (next + length > ring + RING) {
      lap++;
      next = ring;
    }
    next += length;
    return next - length;
  }

  return {
    get(line, format, sink) {
      const hash = hashOf(line, format);
      const set = hash & (SETS - 1);
      for (let way = 0; way < WAYS; way++) {
        if (hashes[set * (WAYS + MARKS) + way] !== hash) continue;
        const entry = (set * WAYS + way) * FIELDS;
        if (!isOf(entry, line)) continue;
        const reply = (entries[entry + PLACE] ?? 0) + line.to - line.from;
        sink.copy(reply, reply + (entries[entry + REPLY_LENGTH] ?? 0));
        return entries[entry + RESULTS] ?? 0;
      }
      return NOT_KEPT;
    },
    offer(line, format, from, past, results) {
      const hash = hashOf(line, format);
      const length = line.to - line.from;
      if (past - from > LONGEST_REPLY || length > LONGEST_REPLY || !mark(hash)) return;
      const place = room(length + past - from);
      bytes.set(line.bytes.subarray(line.from, line.to), place);
      bytes.copyWithin(place + length, from, past);
      const set = hash & (SETS - 1);
      const way = oldestOf(set);
      hashes[set * (WAYS + MARKS) + way] = hash;
      entries.set([lap, place, length, past - from, results], (set * WAYS + way) * FIELDS);
    },
  };
}

/** What hashes start from, so that a line has different ones in different formats (FNV-1a, and a little more). */
const SEEDS: { readonly [Name in Format]: number } = { plain: 0x811c9dc5, json: 0x811c9dc6, detail: 0x811c9dc7 };

/** A number for a line in a format, with its high bits mixed into the low ones. */
function hashOf({ bytes, from, to }: Line, format: Format): number {
  let hash = SEEDS[format];
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}
