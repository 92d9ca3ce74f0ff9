/** The server under attack: a real process, looked at from outside. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { killAtExit } from './kill-at-exit.ts';

export interface Server {
  readonly port: number;
  readonly pid: number;
  /** Resolves with the exit code, or the signal that killed it. */
  readonly exit: Promise<number | NodeJS.Signals>;
  /** What is wrong with its log, at most a few lines. */
  readonly logFaults: readonly string[];
  readonly logLines: number;
  /** Its last line on stdout. */
  readonly lastWord: string;
  /** Bytes of memory it has. */
  memory(): number;
  /** Sockets, files and the like it has open. */
  openFiles(): number;
  kill(signal: NodeJS.Signals): void;
}

const START = 20_000;
const MOST_FAULTS = 10;

/** Starts a server, and resolves when it says that it serves. */
export async function startServer(program: string, flags: readonly string[]): Promise<Server> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? signal ?? 'SIGKILL'));
  });
  killAtExit(child);

  const logFaults: string[] = [];
  let logLines = 0;
  let lastWord = '';
  createInterface(child.stderr).on('line', (line) => {
    logLines++;
    const fault = faultOf(line);
    if (fault && logFaults.length < MOST_FAULTS) logFaults.push(`${fault}: ${line.slice(0, 300)}`);
  });

  const port = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no server after ${START / 1000} s`)), START);
    void exit.then((code) => reject(new Error(`the server ended with ${code} ${logFaults.join(' ')}`)));
    createInterface(child.stdout).on('line', (line) => {
      lastWord = line;
      const found = /^Serving on 127\.0\.0\.1:(\d+)\. Hit CTRL-C to stop\.$/.exec(line);
      if (!found) return;
      clearTimeout(timer);
      resolve(Number(found[1]));
    });
  });
  const pid = child.pid ?? 0;

  return {
    port,
    pid,
    exit,
    logFaults,
    get logLines() {
      return logLines;
    },
    get lastWord() {
      return lastWord;
    },
    memory: () => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) * 1024,
    openFiles: () => readdirSync(`/proc/${pid}/fd`).length,
    kill: (signal) => void child.kill(signal),
  };
}

/** A log has one line for an event: no stack trace, nothing a client wrote that moves the terminal. */
function faultOf(line: string): string | undefined {
  if (/^\s+at |^node:|Unhandled|Uncaught|MaxListeners|heap|^[\dTZ:.-]+ fault /.test(line)) return 'an exception';
  return /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(line) ? 'a control character' : undefined;
}
