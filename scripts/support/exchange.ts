import { once } from 'node:events';
import { connect } from 'node:net';

/** Sends bytes, ends the client's side, and gives all that the server answers until it ends its own. */
export async function exchangeBytes(port: number, sent: string | Buffer): Promise<Buffer> {
  const socket = connect({ port, host: '127.0.0.1' });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.end(sent);
  await once(socket, 'close');
  return Buffer.concat(chunks);
}

/** The same as text. */
export async function exchange(port: number, sent: string | Buffer): Promise<string> {
  return (await exchangeBytes(port, sent)).toString('utf8');
}
