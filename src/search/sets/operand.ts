/** What a term of a query finds, and how to combine what several terms find. */
import type { Arena } from '../../bytes/arena.ts';
import type { Cursor, Runs } from './runs.ts';
import { cursor, intersect, isEmpty, NO_RUNS, point, subtract, unite } from './runs.ts';

/** Invariant: `others` is a subset of `all`. Only few characters are found by other names, so it is nearly always small. */
export interface Operand {
  /** Every result. */
  readonly all: Runs;
  /** Results that match only by other names than the one they are shown by: they have to say what matched. */
  readonly others: Runs;
}

/** An operand that is written over and over again. */
export interface WritableOperand extends Operand {
  readonly all: Cursor;
  readonly others: Cursor;
}

/** What a term finds that finds nothing. */
export const NOTHING: Operand = { all: NO_RUNS, others: NO_RUNS };

/** An operand all of whose results explain themselves. */
export function selfEvident(all: Runs): Operand {
  return { all, others: NO_RUNS };
}

/** An operand to be written, empty until then. */
export function newOperand(): WritableOperand {
  return { all: cursor(), others: cursor() };
}

/**
 * Points `out` at what the first operands have in common: the one with the fewest runs drives, and the rest are skipped
 * when nothing is left.
 *
 * @param count how many of the operands count, at least one
 */
export function intersectAll(operands: readonly Operand[], count: number, arena: Arena, out: WritableOperand): void {
  let rarest = 0;
  for (let i = 1; i < count; i++) if (lengthOf(operands, i) < lengthOf(operands, rarest)) rarest = i;
  point(out.all, operands[rarest]?.all ?? NO_RUNS);
  for (let i = 0; i < count && !isEmpty(out.all); i++) {
    if (i !== rarest) intersect(out.all, operands[i]?.all ?? NO_RUNS, arena, out.all);
  }
  point(out.others, NO_RUNS);
  for (let i = 0; i < count; i++) {
    const { others } = operands[i] ?? NOTHING;
    if (isEmpty(others)) continue;
    const part = cursor();
    intersect(out.all, others, arena, part);
    unite(out.others, part, arena, out.others);
  }
}

/** Removes everything that an operand has. */
export function removeAll(out: WritableOperand, { all }: Operand, arena: Arena): void {
  subtract(out.all, all, arena, out.all);
  if (!isEmpty(out.others)) subtract(out.others, all, arena, out.others);
}

/** Adds everything that an operand has. A result explains itself where it does so in one of the two. */
export function addAll(out: WritableOperand, { all, others }: Operand, arena: Arena): void {
  if (!isEmpty(out.others) || !isEmpty(others)) {
    const [part, own, added] = [cursor(), cursor(), cursor()];
    intersect(out.others, others, arena, part);
    subtract(out.others, all, arena, own);
    subtract(others, out.all, arena, added);
    unite(own, added, arena, out.others);
    unite(out.others, part, arena, out.others);
  }
  unite(out.all, all, arena, out.all);
}

/** Points `out` at the results that match by the name they are shown by. */
export function formalOf({ all, others }: Operand, arena: Arena, out: Cursor): void {
  if (isEmpty(others)) point(out, all);
  else subtract(all, others, arena, out);
}

function lengthOf(operands: readonly Operand[], i: number): number {
  const operand = operands[i];
  return operand === undefined ? 0 : operand.all.to - operand.all.from;
}
