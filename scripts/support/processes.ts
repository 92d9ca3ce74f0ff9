/** What the system knows of a process. Where there is no /proc, nothing is known: NaN. */
import { readFileSync, readdirSync } from 'node:fs';

/** Ticks a second of the times in /proc, the same on all Linux systems that Node runs on. */
const TICKS = 100;

/** Processor time that a process has used. */
export function processorSeconds(pid: number): number {
  // The name in parentheses may hold spaces; user and system time are the 12th and 13th field after it.
  const fields = read(`/proc/${pid}/stat`)?.replace(/^.*\) /s, '').split(' ');
  return (Number(fields?.[11]) + Number(fields?.[12])) / TICKS;
}

/** Bytes of memory that a process holds. */
export function residentBytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1]) * 1024;
}

/** How many files, sockets and the like a process has open. */
export function openFiles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return NaN;
  }
}

/** How many files a process may have open; Infinity where that is not known. */
export function openFilesLimit(): number {
  // Node raises the soft limit to the hard one when it starts.
  const limit = Number(/^Max open files\s+(\d+)/m.exec(read('/proc/self/limits') ?? '')?.[1]);
  return Number.isNaN(limit) ? Infinity : limit;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
