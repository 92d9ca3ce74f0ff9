/** The program as it is built, run in processes of its own, and clients that talk with it. */
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { connect } from './client.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** A folder that is there as long as this process. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mojifinder-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Where the runner of the tests has built the program, for all files of tests. */
export const BUILT = 'MOJIFINDER_BUILT';

/** The file to run of the program as it is built: once for a run of many tests, or for the file of tests that asks. */
export function build(): string {
  return process.env[BUILT] ?? buildInto(temporaryFolder());
}

/** The folder of the index of the program as it is built, which takes less time to open than to make. */
export function builtIndex(): URL {
  return new URL('search/index/', pathToFileURL(build()));
}

/** Builds the program into a folder; the file to run. */
export function buildInto(folder: string): string {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const dist = join(folder, 'dist');
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts', dist], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed: ${stderr}`);
  return join(dist, 'main.js');
}

export interface Program extends AsyncDisposable {
  readonly pid: number;
  /** What it wrote on stdout and stderr so far, in lines. */
  readonly lines: readonly string[];
  /** Resolves when it has written such a line, be it before or after it is asked for; rejects when it ends without. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  /** The port it says it serves on. */
  port(): Promise<number>;
  /** How it ended, as an exit status or a signal. */
  readonly ended: Promise<number | string>;
  kill(signal: NodeJS.Signals): void;
  readonly child: ChildProcess;
}

export interface Surroundings {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** A descriptor that it gets as its number 3. */
  readonly inherited?: number;
}

/** Runs a command; `await using` ends it, whatever becomes of the test. */
export function run(command: string, args: readonly string[], { env, cwd, inherited }: Surroundings = {}): Program {
  const stdio: StdioOptions = ['pipe', 'pipe', 'pipe', ...(inherited === undefined ? [] : [inherited])];
  // A process group of its own is ended with whatever it has started.
  const child = spawn(command, args, { stdio, cwd: cwd ?? ROOT, env: { ...process.env, ...env }, detached: true });
  const end = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended, and so have all that it started.
    }
  };
  process.on('exit', end);
  const ended = new Promise<number | string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (status, signal) => resolve(signal ?? status ?? 'unknown'));
  });

  const lines: string[] = [];
  const news = new EventEmitter();
  let over: number | string | undefined;
  void ended.then((how) => {
    over = how;
    news.emit('news');
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface(stream).on('line', (text) => {
      lines.push(text);
      news.emit('news');
    });
  }

  async function line(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = lines.map((text) => pattern.exec(text)).find((match) => match !== null);
      if (found) return found;
      if (over !== undefined) throw new Error(`ended with ${over} and no ${pattern}:\n${lines.join('\n')}`);
      await once(news, 'news');
    }
  }

  return {
    pid: child.pid ?? 0,
    lines,
    line,
    port: async () => Number((await line(/^Serving on .*:(\d+)\. Hit/))[1]),
    ended,
    kill: (signal) => void child.kill(signal),
    child,
    async [Symbol.asyncDispose]() {
      end();
      await ended;
      process.off('exit', end);
    },
  };
}

/** Runs the server on a free port. */
export function serve(main: string, flags: readonly string[] = [], surroundings: Surroundings = {}): Program {
  return run(process.execPath, [main, 'serve', '--port', '0', ...flags], surroundings);
}

export interface Client extends AsyncDisposable {
  readonly socket: Socket;
  /** Sends a line, and waits for the reply, which it gives without the prompt after it. */
  ask(line: string): Promise<string>;
  /** Waits for the server to end its side; what it said before that and nobody asked for. */
  rest(): Promise<string>;
}

const PROMPT = '?> ';

/** Connects, and waits for the prompt. */
export async function client(port: number): Promise<Client> {
  const { socket, sends, until, rest, [Symbol.asyncDispose]: dispose } = await connect(port);
  const reply = async (): Promise<string> => (await until(PROMPT)).slice(0, -PROMPT.length);
  // A server that ends its side need not wait for this one.
  socket.allowHalfOpen = false;
  function ask(line: string): Promise<string> {
    sends(line);
    return reply();
  }
  await reply();
  return { socket, ask, rest, [Symbol.asyncDispose]: dispose };
}

/** What `/stats` says to a client, by name. */
export async function stats({ ask }: Client): Promise<Map<string, number>> {
  const rows = (await ask('/stats')).matchAll(/^([a-z0-9-]+): (\d+)/gm);
  return new Map([...rows].map(([, name = '', value]) => [name, Number(value)]));
}
