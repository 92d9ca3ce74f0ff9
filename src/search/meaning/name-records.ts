/**
 * What is needed of each name to answer: what it stands for, and what its words weigh.
 *
 * A **group** is what a name stands for by one source. It is the number of the source, then the number of its targets,
 * then the targets. Most groups have one target: then {@link SINGLE} is set in the number of the source, and the number
 * of targets is left out. In the last group of a name, {@link LAST} is set, too.
 *
 * A **record** is four shorts, so that one memory access fetches all of it: where the groups of the name start, the
 * weight of its words, and a field to work with, which is 0 between two questions. Three of four names have one group
 * of one target, which stands in the record itself, instead of where groups start.
 *
 * Invariant: every name has a group, and every group a target. The first short of a record has {@link SINGLE} set if,
 * and only if, the group stands in the record.
 */
import type { NamesReader } from './file.ts';
import type { Room } from './room.ts';
import { streamReader } from './streams.ts';

/** Bits in the number of a source; the others are the number itself. */
const [SINGLE, LAST, SOURCE_BITS] = [0x8000, 0x4000, 0x3fff];

/** The places of the weight and of the free field in a record, which has so many shorts. */
const [WEIGHT, FREE_FIELD, LENGTH] = [2, 3, 4];

export interface NameRecords {
  readonly shorts: Uint16Array;
  /** The groups that do not stand in records, one after another. */
  readonly groups: Uint16Array;
}

/** Names per step. */
const STEP = 1 << 10;

/** Reads what each name stands for, in steps; weights and free fields are 0. */
export function* decodeRecords(
  { counts, stream }: NamesReader,
  room: Room,
  scratch: Room,
): Generator<undefined, NameRecords> {
  const shorts = room.shorts(LENGTH * counts.names);
  const groups = room.shorts(2 * counts.groups + counts.members);
  const groupCounts = streamReader(yield* stream('groupCounts', scratch));
  const sources = streamReader(yield* stream('sources', scratch));
  const sizes = streamReader(yield* stream('groupSizes', scratch));
  const targets = streamReader(yield* stream('targets', scratch));
  let end = 0;
  let first = 0;

  /** Adds a group to the list. */
  function addGroup(bits: number): void {
    const source = sources.number();
    const size = sizes.number();
    groups[end++] = source | bits | (size === 1 ? SINGLE : 0);
    if (size > 1) groups[end++] = size;
    first += targets.signed();
    groups[end++] = first;
    for (let i = 1, target = first; i < size; i++) groups[end++] = target += targets.number();
  }

  for (let name = 0; name < counts.names; name++) {
    const record = LENGTH * name;
    const start = end;
    for (let left = groupCounts.number(); left > 0; left--) addGroup(left === 1 ? LAST : 0);
    if (end - start === 2) {
      shorts[record] = groups[start] ?? 0;
      shorts[record + 1] = groups[start + 1] ?? 0;
      end = start;
    } else {
      shorts[record] = start >>> 16;
      shorts[record + 1] = start & 0xffff;
    }
    shorts[record + WEIGHT] = shorts[record + FREE_FIELD] = 0;
    if (name % STEP === 0) yield;
  }
  return { shorts, groups };
}

/** The list that has the groups of a name. */
export function listOfGroups({ shorts, groups }: NameRecords, name: number): Uint16Array {
  return isInRecord(shorts, name) ? shorts : groups;
}

/** Where the groups of a name start in that list. */
export function startOfGroups({ shorts }: NameRecords, name: number): number {
  const at = LENGTH * name;
  return isInRecord(shorts, name) ? at : ((shorts[at] ?? 0) << 16) | (shorts[at + 1] ?? 0);
}

function isInRecord(shorts: Uint16Array, name: number): boolean {
  return ((shorts[LENGTH * name] ?? 0) & SINGLE) !== 0;
}

/** The source of the group at a place of its list. */
export function sourceOfGroup(list: Uint16Array, at: number): number {
  return (list[at] ?? 0) & SOURCE_BITS;
}

/** The first source of a name. */
export function firstSource(records: NameRecords, name: number): number {
  return sourceOfGroup(listOfGroups(records, name), startOfGroups(records, name));
}

/** Where the targets of the group at a place start. */
export function startOfTargets(list: Uint16Array, at: number): number {
  return ((list[at] ?? 0) & SINGLE) !== 0 ? at + 1 : at + 2;
}

/** Where the targets of the group at a place end. */
export function endOfTargets(list: Uint16Array, at: number): number {
  return ((list[at] ?? 0) & SINGLE) !== 0 ? at + 2 : at + 2 + (list[at + 1] ?? 0);
}

/** Where the group after the one at a place starts; -1 if it is the last one of its name. */
export function nextGroup(list: Uint16Array, at: number): number {
  return ((list[at] ?? 0) & LAST) !== 0 ? -1 : endOfTargets(list, at);
}

/** The sum of the rarities of the words of a name. */
export function weightOf({ shorts }: NameRecords, name: number): number {
  return shorts[LENGTH * name + WEIGHT] ?? 0;
}

/** Sets that sum, or the largest one that a record has room for. */
export function setWeight({ shorts }: NameRecords, name: number, weight: number): void {
  shorts[LENGTH * name + WEIGHT] = Math.min(0xffff, weight);
}

/** Where the free field of a name is in the list of shorts. */
export function freeField(name: number): number {
  return LENGTH * name + FREE_FIELD;
}
