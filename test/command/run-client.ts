/** The program as it is built, run to its end with an input. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | string;
}

/** Runs the program; its input is a text, or a file descriptor. */
export async function runClient(
  main: string,
  args: readonly string[],
  input: Buffer | string | number = '',
): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...args], {
    stdio: [typeof input === 'number' ? input : 'pipe', 'pipe', 'pipe'],
  });
  assert.ok(child.stdout && child.stderr);
  const ended = new Promise<number | string>((resolve, reject) => {
    child.on('error', reject).on('close', (status, signal) => resolve(status ?? signal ?? ''));
  });
  // A program that reads no input may have closed it.
  child.stdin?.on('error', () => {}).end(typeof input === 'number' ? undefined : input);
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, status };
}
