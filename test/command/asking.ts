/** `mojifinder ask` as it is built, next to a real server, and servers that answer as a test likes. */
import type { Socket } from 'node:net';
import { after, before } from 'node:test';
import type { Program } from '../../scripts/support/program.ts';
import { serve } from '../../scripts/support/program.ts';
import { eachLine } from '../client/impostor.ts';
import { build } from '../program.ts';
import type { Ended } from './run-client.ts';
import { runClient } from './run-client.ts';

export const RULE = '─'.repeat(66);
export const SNOWMEN =
  `U+2603\t☃\tSNOWMAN\nU+26C4\t⛄\tSNOWMAN WITHOUT SNOW\nU+26C7\t⛇\tBLACK SNOWMAN\n${RULE} 3 found\n`;

export interface Asking {
  /** The program. */
  main(): string;
  /** The port of the real server. */
  port(): number;
  /** Asks the real server. */
  ask(args: readonly string[], input?: Buffer | string | number): Promise<Ended>;
  /** Asks another one. */
  askAt(address: string, args: readonly string[], input?: string): Promise<Ended>;
}

/** Builds the program and starts a server before the tests of a file, and ends it after them. */
export function asking(): Asking {
  let main: string;
  let server: Program;
  let port: number;
  before(async () => {
    main = build();
    server = serve(main);
    port = await server.port();
  });
  after(() => server[Symbol.asyncDispose]());
  return {
    main: () => main,
    port: () => port,
    ask: (args, input) => runClient(main, ['ask', '--server', `localhost:${port}`, ...args], input),
    askAt: (address, args, input) =>
      runClient(main, ['ask', '--server', address, '--timeout', '20', ...args], input),
  };
}

/** Greets, and answers each line with what a function makes of it. */
export function plainly(answer: (line: string, socket: Socket) => string): (socket: Socket) => void {
  return (socket) => {
    socket.write('?> ');
    eachLine(socket, (line) => void socket.write(`${answer(line, socket)}`), `${RULE} ok\r\n?> `);
  };
}

/** The plain reply with one result, named as the question. */
export function oneLine(question: string): string {
  return `U+0041\tA\t${question}\r\n${RULE} 1 found\r\n?> `;
}
