/** Child processes that never outlive this one. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const running = new Set<ChildProcess>();
let areHandlersInstalled = false;

/** Makes sure that a process ends with this one, and where it leads a process group, whatever it has started. */
export function adopt<Child extends ChildProcess>(child: Child): Child {
  if (!areHandlersInstalled) installHandlers();
  running.add(child);
  // What it has started may still run when it has ended.
  child.once('exit', () => sendSignal(child, 0) || running.delete(child));
  return child;
}

/** Ends a process and whatever it has started, and waits until it has gone. */
export async function end(child: ChildProcess): Promise<void> {
  const isRunning = child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  const exited = isRunning ? once(child, 'exit') : undefined;
  sendSignal(child, 'SIGKILL');
  await exited;
  running.delete(child);
}

function installHandlers(): void {
  areHandlersInstalled = true;
  process.once('exit', () => {
    for (const child of running) sendSignal(child, 'SIGKILL');
  });
  for (const signal of SIGNALS) process.once(signal, () => process.exit(128 + constants.signals[signal]));
}

/** Sends a signal to a process, and to the group that it leads; returns whether any of them was still running. */
function sendSignal(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  try {
    return child.pid !== undefined && process.kill(-child.pid, signal);
  } catch {
    // It leads no group, or all of the group have ended.
    return child.kill(signal);
  }
}
