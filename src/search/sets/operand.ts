/** What a term of a query finds, and how to combine what several terms find. */
import type { Arena } from '../../bytes/arena.ts';
import type { Cursor, Runs } from './runs.ts';
import { cursor, intersect, isEmpty, isSame, meets, NO_RUNS, point, subtract, unite } from './runs.ts';

/** Invariant: `formal` is a subset of `all`. */
export interface Operand {
  /** Every result. */
  readonly all: Runs;
  /** Results that match by the name they are shown by; the others have to say what matched. */
  readonly formal: Runs;
  /** What is in `all` and not in `formal`, where that is known. */
  readonly others?: Runs;
}

/** An operand that is written over and over again. */
export interface Result extends Operand {
  readonly all: Cursor;
  readonly formal: Cursor;
}

export const NOTHING: Operand = { all: NO_RUNS, formal: NO_RUNS };

/** An operand all of whose results explain themselves. */
export function selfEvident(all: Runs): Operand {
  return { all, formal: all };
}

export function newResult(): Result {
  return { all: cursor(), formal: cursor() };
}

/**
 * Points `out` at what the first operands have in common: the one with the fewest runs drives, and the rest are skipped
 * when nothing is left.
 *
 * @param count how many of the operands count, at least one
 */
export function intersectAll(operands: readonly Operand[], count: number, arena: Arena, out: Result): void {
  let rarest = 0;
  for (let i = 1; i < count; i++) if (lengthOf(operands, i) < lengthOf(operands, rarest)) rarest = i;
  point(out.all, operands[rarest]?.all ?? NO_RUNS);
  for (let i = 0; i < count && !isEmpty(out.all); i++) {
    if (i !== rarest) intersect(out.all, operands[i]?.all ?? NO_RUNS, arena, out.all);
  }
  point(out.formal, out.all);
  for (let i = 0; i < count && !isEmpty(out.formal); i++) {
    const { all, formal, others } = operands[i] ?? NOTHING;
    // Results that only an alias explains are rare: one check nearly always rules them out.
    if (isSame(all, formal) || (others !== undefined && !meets(out.formal, others))) continue;
    intersect(out.formal, formal, arena, out.formal);
  }
}

/** Removes everything that an operand has. */
export function removeAll(out: Result, { all }: Operand, arena: Arena): void {
  const isOne = isSame(out.all, out.formal);
  subtract(out.all, all, arena, out.all);
  if (isOne) point(out.formal, out.all);
  else subtract(out.formal, all, arena, out.formal);
}

/** Adds everything that an operand has. */
export function addAll(out: Result, { all, formal }: Operand, arena: Arena): void {
  const isOne = isSame(out.all, out.formal) && isSame(all, formal);
  unite(out.all, all, arena, out.all);
  if (isOne) point(out.formal, out.all);
  else unite(out.formal, formal, arena, out.formal);
}

/** Points `out` at the results that have to say what matched. */
export function explainedOf({ all, formal }: Operand, arena: Arena, out: Cursor): void {
  if (isSame(all, formal)) point(out, NO_RUNS);
  else subtract(all, formal, arena, out);
}

function lengthOf(operands: readonly Operand[], i: number): number {
  const operand = operands[i];
  return operand === undefined ? 0 : operand.all.to - operand.all.from;
}
