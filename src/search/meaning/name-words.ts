/** The names as lists of pieces, decoded from the file on demand: all of them decoded would take far more memory. */
import type { NamesReader } from './file.ts';
import { COMMONEST, NAMES_PER_BLOCK } from './layout.ts';
import type { Room } from './room.ts';
import { streamReader } from './streams.ts';

/** Names per step: a few milliseconds before the code is optimized, and less afterwards. */
const STEP = 1 << 10;

/** The pieces of names, which stay as they stand in the file: a name is read from the start of its block. */
export interface NameWords {
  /** The pieces of a name. */
  of(name: number): number[];
  /** Calls a function with each name and its pieces, of which there are `length` in the list. */
  each(visit: (name: number, words: readonly number[], length: number) => void): Generator<undefined>;
}

/** Opens the pieces of names, in steps. */
export function* openWords({ counts, stream }: NamesReader, room: Room): Generator<undefined, NameWords> {
  const shared = yield* stream('wordShared', room);
  const lengths = yield* stream('wordLengths', room);
  const firsts = streamReader(yield* stream('firstWords', room));
  const later = streamReader(yield* stream('laterWords', room));
  const table = streamReader(yield* stream('commonest', room));
  const commonest = Uint32Array.from({ length: COMMONEST }, () => table.number());
  const blocks = Math.ceil(counts.names / NAMES_PER_BLOCK);
  const [firstPlaces, laterPlaces] = [room.numbers(blocks), room.numbers(blocks)];
  const words: number[] = [];

  /** Reads the words that a name has besides those of the one before; returns how many it has in all. */
  function read(name: number): number {
    if (name % NAMES_PER_BLOCK === 0) words[0] = 0;
    const same = shared[name] ?? 0;
    const length = same + (lengths[name] ?? 0);
    for (let i = same; i < length; i++) {
      if (i === 0) words[0] = (words[0] ?? 0) + firsts.number();
      else {
        const number = later.number();
        words[i] = number < COMMONEST ? (commonest[number] ?? 0) : number - COMMONEST;
      }
    }
    return length;
  }

  function* each(visit: (name: number, words: readonly number[], length: number) => void): Generator<undefined> {
    firsts.go(0);
    later.go(0);
    for (let start = 0; start < counts.names; start += STEP) {
      // No name is read between two steps: names are only asked for once all of them have been opened.
      for (let name = start; name < Math.min(counts.names, start + STEP); name++) visit(name, words, read(name));
      yield;
    }
  }

  firsts.go(0);
  for (let name = 0; name < counts.names; name++) {
    if (name % NAMES_PER_BLOCK === 0) {
      firstPlaces[name / NAMES_PER_BLOCK] = firsts.at();
      laterPlaces[name / NAMES_PER_BLOCK] = later.at();
    }
    read(name);
    if (name % STEP === 0) yield;
  }
  return {
    each,
    of(name) {
      const block = Math.floor(name / NAMES_PER_BLOCK);
      firsts.go(firstPlaces[block] ?? 0);
      later.go(laterPlaces[block] ?? 0);
      let length = 0;
      for (let each = block * NAMES_PER_BLOCK; each <= name; each++) length = read(each);
      return words.slice(0, length);
    },
  };
}
