/**
 * The floor, in a process of its own: how fast Node can move the same bytes with no search at all. It looks lines up
 * among recorded replies, joins the replies to one chunk and writes them at once. It knows no limits and no waiting
 * for readers.
 */
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { PROMPT } from '../../src/client/protocol.ts';
import { exchangeBytes } from '../support/exchange.ts';
import { listen } from '../support/listen.ts';
import { serveCalls } from '../support/worker.ts';

/** What ends a reply: the end of its status line, and the prompt. No other line of a reply starts so. */
const END = Buffer.from(`\r\n${PROMPT}`);

const NOTHING_RECORDED = Buffer.from(`nothing recorded\r\n${PROMPT}`);

/** What each line is answered with. Lines and queries are strings of bytes, and replies end with the prompt. */
let replies = new Map<string, Buffer>();

function converse(socket: Socket): void {
  let unfinished = '';

  function data(chunk: Buffer): void {
    const text = unfinished + chunk.toString('latin1');
    const found: Buffer[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      found.push(replies.get(text.slice(start, end)) ?? NOTHING_RECORDED);
      start = end + 1;
    }
    unfinished = text.slice(start);
    const [first] = found;
    if (first) socket.write(found.length > 1 ? Buffer.concat(found) : first);
  }

  socket.setNoDelay(true);
  socket.on('data', data);
  socket.on('error', () => socket.destroy());
  socket.write(PROMPT);
}

const functions = {
  listen: (): Promise<number> => listen(createServer(converse)),

  /** Asks another server all queries at once, and replays its replies from then on; the bytes of each. */
  async record({ port, queries }: { port: number; queries: readonly string[] }): Promise<Uint32Array> {
    const lines = queries.map((query) => `${query}\n`).join('');
    const said = await exchangeBytes(port, Buffer.from(lines, 'latin1'));
    const recorded: Buffer[] = [];
    for (let from = PROMPT.length, at = said.indexOf(END, from); at >= 0; at = said.indexOf(END, from)) {
      recorded.push(said.subarray(from, (from = at + END.length)));
    }
    if (recorded.length !== queries.length) throw new Error(`${recorded.length} replies to ${queries.length} queries`);
    replies = new Map(queries.map((query, i) => [query, recorded[i] ?? NOTHING_RECORDED]));
    return Uint32Array.from(recorded, ({ length }) => length);
  },
};

export type Floor = typeof functions;

serveCalls(functions);
