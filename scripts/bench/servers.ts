/** The servers that are measured and the load, each in a process of its own. */
import { MAIN } from '../support/build.ts';
import { serve } from '../support/program.ts';
import type { Worker } from '../support/worker.ts';
import { startWorker } from '../support/worker.ts';
import type { Floor } from './floor.ts';
import type { Load, Target } from './load.ts';

export interface Server {
  readonly target: Target;
  end(): Promise<void>;
}

/** Nothing is done with its log, and it has the same share of the processor as a worker. */
export const MEASURED = { stderr: 'ignore', detached: false } as const;

/** Starts what `npm run build` has built. */
export async function startOurs(flags: readonly string[] = []): Promise<Server> {
  const program = serve(MAIN, flags, MEASURED);
  const target = { port: await program.port(), pid: program.pid };
  return { target, end: async () => await program[Symbol.asyncDispose]() };
}

/** Starts a floor that replays nothing yet: the bare server. */
export async function startFloor(): Promise<Server & Pick<Worker<Floor>, 'call'>> {
  const { pid, call, end } = startWorker<Floor>(new URL('floor.ts', import.meta.url));
  return { target: { port: await call('listen'), pid }, call, end };
}

export function startLoad(): Worker<Load> {
  return startWorker<Load>(new URL('load.ts', import.meta.url));
}
