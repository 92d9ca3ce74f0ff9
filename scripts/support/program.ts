/** Programs in processes of their own, read line by line; above all the server. */
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { ROOT } from './build.ts';
import { adopt, end } from './children.ts';

/** What a server says when it serves: where, and on which port. */
export const SERVING = /^Serving on (.*:(\d+)\/?)\. Hit CTRL-C to stop\.$/;

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
  /** What to do with its lines on stderr instead of keeping them: nothing, or a call of a function with each. */
  readonly stderr?: 'ignore' | ((line: string) => void);
  /**
   * Whether it leads a process group of its own, so that whatever it has started is ended with it; it does by default.
   * Linux shares the processor among sessions, and such a group is one: what is measured must not be in one.
   */
  readonly detached?: boolean;
}

/** Runs a command; `await using` ends it and whatever it has started. */
export function run(command: string, args: readonly string[], surroundings: Surroundings = {}): Program {
  const { env, cwd = ROOT, inherited, stderr, detached = true } = surroundings;
  const lines: string[] = [];
  const news = new EventEmitter();
  const keep = (line: string): void => {
    lines.push(line);
    news.emit('news');
  };
  const stdio: StdioOptions = ['pipe', 'pipe', stderr === 'ignore' ? 'ignore' : 'pipe'];
  if (inherited !== undefined) stdio.push(inherited);
  const child = adopt(spawn(command, args, { stdio, cwd, env: { ...process.env, ...env }, detached }));
  const ended = new Promise<number | string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (status, signal) => resolve(signal ?? status ?? 'unknown'));
  });
  let over: number | string | undefined;
  void ended.then((how) => {
    over = how;
    news.emit('news');
  });
  if (child.stdout) createInterface(child.stdout).on('line', keep);
  if (child.stderr) createInterface(child.stderr).on('line', typeof stderr === 'function' ? stderr : keep);

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
    port: async () => Number((await line(SERVING))[2]),
    ended,
    kill: (signal) => void child.kill(signal),
    child,
    async [Symbol.asyncDispose]() {
      await end(child);
      await ended;
    },
  };
}

/** Runs the server on a free port. @param main the file to run: `main.js` of a build, or a source */
export function serve(main: string, flags: readonly string[] = [], surroundings: Surroundings = {}): Program {
  const loader = main.endsWith('.ts') ? ['--import', 'tsx'] : [];
  return run(process.execPath, [...loader, main, 'serve', '--port', '0', ...flags], surroundings);
}
