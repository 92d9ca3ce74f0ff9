/** A server that does what a test tells it, rather than what the protocol says. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { listen } from '../../scripts/support/listen.ts';

export interface Impostor extends AsyncDisposable {
  readonly port: number;
  /** `host:port`, as clients are told it. */
  readonly address: string;
  /** Connections so far. */
  readonly connections: number;
}

/** Greets as a server that switches to a format does; what comes after is up to the test. */
export const GREETING = '?> {"status":"ok"}\r\n';

/** Serves each connection with a function, on a free port or a given one; `await using` drops all connections. */
export async function impostor(serve: (socket: Socket, number: number) => void, port = 0): Promise<Impostor> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    serve(socket, ++connections);
  });
  const bound = await listen(server, port);
  return {
    port: bound,
    address: `127.0.0.1:${bound}`,
    get connections() {
      return connections;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Calls a function with each line that a client sends after the choice of the format, which is answered. */
export function eachLine(socket: Socket, answer: (line: string) => void, greeting = GREETING): void {
  let rest = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('/format ')) socket.write(greeting);
      else answer(line);
    }
  });
}

/** The json reply with one result, named as the question. */
export function oneResult(question: string): string {
  return `{"code":"U+0041","char":"A","name":"${question}"}\r\n{"status":"ok","found":1}\r\n`;
}
