/** Replies as a server sends them, to be played back or compared with. */
import { connect } from 'node:net';
import { PROMPT } from '../../src/client/protocol.ts';

/** What ends a reply: the end of its status line, and the prompt. No other line of a reply starts so. */
const END = Buffer.from(`\r\n${PROMPT}`);

const FIRST_ROOM = 0x10_0000;

/** Asks a server all queries, strings of bytes, at once; its replies in the same order, with the prompt after each. */
export function record(port: number, queries: readonly string[]): Promise<Buffer[]> {
  return new Promise((resolve, reject) => {
    const ends: number[] = [];
    let room = Buffer.allocUnsafeSlow(FIRST_ROOM);
    let filled = 0;
    let searched = PROMPT.length;

    function data(chunk: Buffer): void {
      if (filled + chunk.length > room.length) {
        const wider = Buffer.allocUnsafeSlow(Math.max(room.length * 2, filled + chunk.length));
        room.copy(wider, 0, 0, filled);
        room = wider;
      }
      filled += chunk.copy(room, filled);
      const known = room.subarray(0, filled);
      for (let at = known.indexOf(END, searched); at >= 0; at = known.indexOf(END, searched)) {
        searched = at + END.length;
        ends.push(searched);
      }
      searched = Math.max(searched, filled - END.length + 1);
      if (ends.length >= queries.length) finish();
    }

    function finish(): void {
      socket.destroy();
      const cut = (end: number, i: number): Buffer => room.subarray(ends[i - 1] ?? PROMPT.length, end);
      if (ends.length === queries.length) resolve(ends.map(cut));
      else reject(new Error(`${ends.length} replies to ${queries.length} queries`));
    }

    const lines = queries.map((query) => `${query}\n`).join('');
    const socket = connect(port, '127.0.0.1', () => socket.write(lines, 'latin1'));
    socket.on('data', data);
    socket.on('error', reject);
    socket.on('end', finish);
  });
}
