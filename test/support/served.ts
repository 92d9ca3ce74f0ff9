/** A module whose functions are called from another process. */
import { serveCalls } from '../../scripts/support/worker.ts';

const functions = {
  double: (number: number) => number * 2,
  fail: () => Promise.reject(new Error('as it was told')),
  leave: () => process.exit(),
};

export type Served = typeof functions;

serveCalls(functions);
