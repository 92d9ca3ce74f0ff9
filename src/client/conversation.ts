/**
 * One connection to one server: lines out, replies in, in order. Any number of lines can be sent before their replies
 * are read.
 *
 * Invariant: `pending` has the replies that are still to end, in the order in which their lines were sent.
 * Invariant: the socket is paused only while more than {@link MAX_HELD} bytes are held and nobody waits for any. A
 * reader that stops reading therefore stops the server, and readers that read out of order do not wait forever.
 */
import type { Socket } from 'node:net';
import { connect as open } from 'node:net';
import { onAbort } from './abort.ts';
import type { Address } from './address.ts';
import { formatAddress } from './address.ts';
import { now } from './clock.ts';
import { ConnectionError, SilenceError } from './errors.ts';
import type { Format } from './protocol.ts';
import { ProtocolError, isFarewell, replySplitter, statusOf } from './protocol.ts';
import type { Reply } from './reply.ts';
import { PendingReply } from './reply.ts';

/** One connection, as a client and a pool use it. */
export interface Conversation {
  /** The server, as `host:port`. */
  readonly server: string;
  /** Replies that have not ended. */
  readonly pending: number;
  readonly isOpen: boolean;
  /** Sends a line that gets one reply; the line has no line end, and the server must not take it for a goodbye. */
  send(line: string, signal?: AbortSignal): Reply;
  /** Closes the connection; replies that have not ended fail. */
  close(): Promise<void>;
}

/** How to reach a server. */
export interface DialOptions extends Address {
  readonly format: Format;
  /** Milliseconds without a whole line after which a server counts as gone. */
  readonly timeout: number;
  /** Ends the connection, also before it is made. */
  readonly signal?: AbortSignal | undefined;
}

/** Lines that are sent in one write at most: the server works on them while the next ones are made. */
const MAX_LINES = 16;

/** Bytes that are kept for readers before the socket is paused. */
const MAX_HELD = 64 * 1024;

/** A connection that is being made. */
export interface Dialing {
  /** Lines can be sent at once, without a wait for the server; their replies fail if it turns out to be no server. */
  readonly conversation: Conversation;
  /**
   * Settles when the server has agreed on the format; rejects with a ConnectionError if it does not, or with the reason
   * of the signal.
   */
  readonly agreed: Promise<void>;
}

/** Connects, agrees on the format, and makes sure that the server speaks the protocol. */
export function startDialing(options: DialOptions): Dialing {
  const socket = open({ host: options.host, port: options.port, noDelay: true });
  const conversation = converse(socket, formatAddress(options), options.timeout);
  socket.once('close', onAbort(options.signal, () => void conversation.close()));
  const agreed = agree(conversation, options.format).catch(async (error: unknown) => {
    await conversation.close();
    options.signal?.throwIfAborted();
    throw error;
  });
  return { conversation, agreed };
}

/** Connects, and waits until the server has agreed. */
export async function dial(options: DialOptions): Promise<Conversation> {
  options.signal?.throwIfAborted();
  const { conversation, agreed } = startDialing(options);
  await agreed;
  return conversation;
}

/** Chooses the format: the first line of a conversation. */
async function agree(conversation: Conversation, format: Format): Promise<void> {
  await conversation.send(`/format ${format}`).next();
}

/** The start of what a server sent, without characters that do not show, some of which could disturb a terminal. */
function quoted(text: string): string {
  return `'${text.slice(0, 80).replace(/[\p{C}\p{Zl}\p{Zp}\ufffd]+/gu, ' ')}'`;
}

function converse(socket: Socket, server: string, timeout: number): Conversation {
  const pending: PendingReply[] = [];
  /** Lines to be sent before the event loop goes on: one write for all of a turn. */
  let outgoing = '';
  let lines = 0;
  let held = 0;
  let readers = 0;
  /** Whether the server has agreed on the format. Until then, no reply may be read: it could be anything. */
  let isAgreed = false;
  /** The last thing that the server said about itself. */
  let said: string | undefined;
  let failure: ConnectionError | undefined;
  /** When the last whole line came, or the wait for one began, and whether one has come with this chunk. */
  let progress = 0;
  let hasLine = false;
  let watch: NodeJS.Timeout | undefined;

  const flow = {
    hold(bytes: number): void {
      held += bytes;
    },
    release(bytes: number): void {
      held -= bytes;
      if (held <= MAX_HELD / 2) resume();
    },
    wait(): void {
      readers++;
      resume();
    },
    waited(): void {
      readers--;
    },
  };

  const take = replySplitter({
    lines(bytes) {
      hasLine = true;
      if (isAgreed) pending[0]?.give(bytes);
      else refuseLines(bytes);
    },
    status(line) {
      hasLine = true;
      const status = statusOf(line);
      if (said === undefined && status.kind === 'error' && isFarewell(status)) {
        said = status.message;
      } else if (!isAgreed && status.kind === 'error') {
        said = status.message;
        fail('the server refused');
      } else if (pending.length > 0) {
        isAgreed = true;
        pending.shift()?.end({ line, status });
      } else {
        fail('the server sent a reply that nobody asked for');
      }
    },
  });

  /** The reply to the choice of the format is a status line alone, whatever format the server starts with. */
  function refuseLines(bytes: Buffer): void {
    const text = bytes.toString('utf8').trim();
    if (text === '') return;
    said = quoted(text);
    fail('this server speaks another protocol; it said');
  }

  function resume(): void {
    if (!socket.isPaused()) return;
    progress = now();
    socket.resume();
  }

  function receive(chunk: Buffer): void {
    hasLine = false;
    try {
      take(chunk);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      fail(`this server speaks another protocol; ${error.message}`);
    }
    if (hasLine) progress = now();
    if (held > MAX_HELD && readers === 0) socket.pause();
  }

  function fail(reason: string): void {
    failWith(new ConnectionError(server, reason, said));
  }

  function failWith(error: ConnectionError): void {
    failure ??= error;
    socket.destroy();
    for (const [at, reply] of pending.splice(0).entries()) reply.fail(failure, at === 0);
  }

  function lost(): void {
    fail(said === undefined ? 'the server closed the connection' : 'the server ended the conversation');
  }

  function flush(): void {
    if (outgoing === '') return;
    socket.write(outgoing);
    outgoing = '';
    lines = 0;
  }

  function send(line: string, signal?: AbortSignal): Reply {
    const reply = new PendingReply(server, flow, signal);
    if (failure !== undefined || socket.destroyed) {
      reply.fail(failure ?? new ConnectionError(server, 'the connection is closed'), false);
      return reply;
    }
    pending.push(reply);
    if (outgoing === '') process.nextTick(flush);
    outgoing += `${line}\n`;
    if (++lines === MAX_LINES) flush();
    if (pending.length === 1) progress = now();
    watch ??= setTimeout(look, timeout);
    return reply;
  }

  /** Checks whether a reply is overdue. One timer serves all: it is set again for the time left, not with each byte. */
  function look(): void {
    watch = undefined;
    if (pending.length === 0) return;
    const silent = socket.isPaused() ? 0 : now() - progress;
    if (silent < timeout) watch = setTimeout(look, timeout - silent);
    else failWith(new SilenceError(server, `no ${missing()} in ${timeout / 1000} s`, said));
  }

  function missing(): string {
    return socket.connecting ? 'connection' : 'answer';
  }

  function close(): Promise<void> {
    if (socket.closed) return Promise.resolve();
    const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
    fail('the connection was closed here');
    return closed;
  }

  socket
    .on('data', receive)
    .on('error', (error: NodeJS.ErrnoException) => fail(reasonOf(error)))
    .on('end', lost)
    .on('close', () => {
      clearTimeout(watch);
      lost();
    });

  return {
    server,
    get pending() {
      return pending.length;
    },
    get isOpen() {
      return failure === undefined && said === undefined && !socket.destroyed;
    },
    send,
    close,
  };
}

/** Common failures in words; for any other, the message of the system. */
function reasonOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'nothing is listening there';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'there is no such host';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'the server dropped the connection';
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'the host cannot be reached';
    default:
      return error.message || error.code || 'the connection failed';
  }
}
