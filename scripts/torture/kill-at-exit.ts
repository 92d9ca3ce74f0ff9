import type { ChildProcess } from 'node:child_process';

/** Sees to it that a child process does not outlive this one, however this one ends. */
export function killAtExit(child: ChildProcess): void {
  const kill = (): void => void child.kill('SIGKILL');
  process.on('exit', kill);
  child.on('exit', () => process.off('exit', kill));
}
