/**
 * The floor, in a process of its own: how fast Node can move the same bytes with no search at all. It looks lines up
 * among recorded replies, joins the replies to one chunk and writes them at once. It knows no limits and no waiting
 * for readers.
 */
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { PROMPT } from '../../src/client/protocol.ts';
import type { Reply, Request } from './messages.ts';
import { record } from './recording.ts';
import { serveRequests } from './worker.ts';

let replies = new Map<string, Buffer>();

const NOTHING_RECORDED = Buffer.from('nothing recorded\r\n?> ');

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

const server = createServer(converse);

function listen(): Promise<number> {
  return new Promise((resolve) => {
    const listening = (): void => resolve(portOf(server.address()));
    if (server.listening) listening();
    else server.listen({ host: '127.0.0.1', port: 0, backlog: 511 }, listening);
  });
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function serve(request: Request): Promise<Reply> {
  if (request.kind === 'floor') return { kind: 'listening', port: await listen() };
  if (request.kind !== 'record') throw new Error(`the floor can't ${request.kind}`);
  const recorded = await record(request.port, request.queries);
  replies = new Map(request.queries.map((query, i) => [query, recorded[i] ?? NOTHING_RECORDED]));
  return { kind: 'recorded', lengths: Uint32Array.from(recorded, ({ length }) => length) };
}

serveRequests(serve);
