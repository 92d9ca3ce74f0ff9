/**
 * A conversation with servers at a terminal: lines with history, replies in pages. Ctrl-C ends a reply, not the
 * session; Ctrl-D and `/quit` end the session. When a server goes away, that is reported; the next line asks it again.
 */
import type { Interface } from 'node:readline';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { ConnectionError } from '../../client/errors.ts';
import type { RawPool } from '../../client/pool.ts';
import type { Format, Status } from '../../client/protocol.ts';
import { FORMATS, PROMPT, ProtocolError, RULE, isCommand, isJson, unsendable } from '../../client/protocol.ts';
import type { Look } from './screen.ts';
import { printer, shown } from './screen.ts';

interface SessionOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly look: Look;
  /** The format to begin with. */
  readonly format: Format;
  readonly connect: (format: Format) => RawPool;
  /** The line to send for a question. */
  readonly lineFor: (question: string) => string;
}

/** Results that are shown at once: with the question and the status line, they fit on a small terminal. */
const PAGE = 20;

const HISTORY = 1000;

/** The next page of the last answer. */
interface NextPage {
  readonly line: string;
  readonly skip: number;
}

/** Runs the session until the input ends or the user quits; returns the exit status. Rejects if no server answers. */
export async function session({ input, output, look, format, connect, lineFor }: SessionOptions): Promise<number> {
  let current = format;
  let pool = connect(format);
  let next: NextPage | undefined;
  let replying: AbortController | undefined;
  let terminal: Interface | undefined;
  const out = printer(output, look);

  /** Asks one line and prints the reply; what the status line says. */
  async function ask(line: string, signal?: AbortSignal): Promise<Status> {
    const reply = pool.send(line, signal);
    for (let lines = await reply.next(); lines !== undefined; lines = await reply.next()) {
      out.print(lines);
      await out.ready();
    }
    const { line: last, status } = reply.ending();
    out.print(last);
    return status;
  }

  /** Asks a line, or one page of its answer, for as long as nobody presses Ctrl-C. */
  async function answer(line: string, skip: number): Promise<void> {
    next = undefined;
    replying = new AbortController();
    const paged = !isCommand(line) && !hasPage(line);
    try {
      const status = await ask(paged ? page(line, skip) : line, replying.signal);
      const end = skip + PAGE;
      if (paged && status.kind === 'found' && status.shown === PAGE && status.found > end) {
        next = { line, skip: end };
        out.print(`${end} of ${status.found} shown; Enter shows more\n`);
      }
    } catch (error) {
      await out.flush();
      if (replying.signal.aborted) await drop();
      else if (error instanceof ConnectionError || error instanceof ProtocolError) say(error.message);
      else throw error;
    } finally {
      replying = undefined;
      await out.flush();
    }
  }

  /** Abandons an unwanted reply: the server stops sending it, and the next reply does not wait for it. */
  async function drop(): Promise<void> {
    output.write('^C\n');
    await pool.close();
    pool = connect(current);
  }

  function say(message: string): void {
    output.write(shown(`mojifinder: ${message}\n`, look));
  }

  /** Switches to another format, over a new connection: the format is chosen when a connection opens. */
  async function change(to: Format): Promise<void> {
    await pool.close();
    current = to;
    pool = connect(to);
    out.print(isJson(to) ? '{"status":"ok"}\n' : `${RULE} ok\n`);
    await out.flush();
  }

  /** Ctrl-C: leaves the reply, or drops what was typed and lets it stay on the screen. */
  function interrupt(): void {
    if (replying !== undefined) return replying.abort();
    next = undefined;
    output.write('^C\n');
    terminal?.write(null, { ctrl: true, name: 'e' });
    terminal?.write(null, { ctrl: true, name: 'u' });
    terminal?.prompt();
  }

  async function take(line: string): Promise<void> {
    const named = /^\/format\s+(\w+)/i.exec(line)?.[1]?.toLowerCase();
    const format = FORMATS.find((each) => each === named);
    if (format !== undefined) return change(format);
    if (line === '') return next && answer(next.line, next.skip);
    const refusal = unsendable(line);
    if (refusal !== undefined) return say(refusal);
    return answer(isCommand(line) ? line : lineFor(line), 0);
  }

  try {
    await ask('/version');
    await out.flush();
    terminal = createInterface({
      input,
      output,
      terminal: true,
      prompt: PROMPT,
      historySize: HISTORY,
      removeHistoryDuplicates: true,
    });
    let open = true;
    terminal.on('SIGINT', interrupt).on('close', () => (open = false));
    terminal.prompt();
    for await (const line of terminal) {
      const question = line.trim();
      if (question.toLowerCase() === '/quit') return 0;
      await take(question);
      if (open) terminal.prompt();
    }
    output.write('\n');
    return 0;
  } finally {
    terminal?.close();
    await pool.close();
  }
}

/** Whether a question itself says how much of the answer it wants. */
function hasPage(line: string): boolean {
  return /(?:^|[\s|?])(?:limit|skip):\d/i.test(line);
}

function page(line: string, skip: number): string {
  return `${line} limit:${PAGE}${skip > 0 ? ` skip:${skip}` : ''}`;
}
