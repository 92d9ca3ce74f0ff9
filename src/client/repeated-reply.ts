/**
 * A reply that survives its server: when the connection is lost, the line is sent again, and what was read before is
 * left out of the new reply.
 *
 * Invariant: `given` is the number of bytes that the reader has, all of them in whole lines.
 */
import { onAbort } from './abort.ts';
import type { Conversation } from './conversation.ts';
import { ConnectionError } from './errors.ts';
import type { Reply } from './reply.ts';

export interface Repeated {
  readonly line: string;
  readonly signal: AbortSignal | undefined;
  /** The connection to ask first; none where there is none yet. */
  readonly first: Conversation | undefined;
  /** A connection, once there is one; rejects at the deadline, in milliseconds of `performance.now()`. */
  readonly reach: (deadline: number) => Promise<Conversation>;
  /** Hears of a server, as `host:port`, that was lost. */
  readonly lost: (server: string) => void;
  /** Milliseconds to look for a server before the reply fails. */
  readonly timeout: number;
}

/** How many connections may be lost while one line was being answered: it may be the line that takes servers down. */
const MOST_LOSSES = 3;

export function repeatedReply({ line, signal, first, reach, lost, timeout }: Repeated): Reply {
  const asked = performance.now();
  let reply: Reply | undefined;
  let connecting: Promise<void> | undefined;
  let given = 0;
  /** Bytes of a repeated reply that the reader has already. */
  let skip = 0;
  let losses = 0;
  let discarded = false;

  if (first !== undefined) reply = first.send(line, signal);
  else {
    connecting = connect(asked + timeout);
    // Whoever reads is told; nobody else has to be.
    connecting.catch(() => {});
  }

  async function connect(deadline: number): Promise<void> {
    const conversation = await reach(deadline);
    signal?.throwIfAborted();
    reply = conversation.send(line, signal);
    if (discarded) reply.discard();
  }

  async function read(): Promise<Buffer | undefined> {
    for (;;) {
      if (discarded) return undefined;
      if (reply === undefined) await connected();
      try {
        const part = await reply?.next();
        if (part === undefined || skip === 0) return count(part);
        const rest = part.subarray(skip);
        skip -= part.length - rest.length;
        if (rest.length > 0) return count(rest);
      } catch (error) {
        again(error);
      }
    }
  }

  function count(part: Buffer | undefined): Buffer | undefined {
    given += part?.length ?? 0;
    return part;
  }

  async function connected(): Promise<void> {
    connecting ??= connect(performance.now() + timeout);
    try {
      await (signal === undefined ? connecting : orAborted(connecting, signal));
    } finally {
      connecting = undefined;
    }
  }

  /** Prepares to ask again, unless that makes no sense. */
  function again(error: unknown): void {
    if (!(error instanceof ConnectionError)) throw error;
    if (reply?.wasNext && ++losses > MOST_LOSSES) throw error;
    lost(error.server);
    reply = undefined;
    skip = given;
  }

  return {
    get server() {
      return reply?.server ?? '';
    },
    get status() {
      return reply?.status ?? '';
    },
    get wasNext() {
      return reply?.wasNext ?? false;
    },
    // Most replies are short and have come in one piece from a server that is still there.
    next: read,
    discard() {
      discarded = true;
      reply?.discard();
    },
  };
}

/** The same promise, but rejected as soon as a signal is aborted. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const ignoreSignal = onAbort(signal, () => reject(signal.reason));
    promise.then(resolve, reject).finally(ignoreSignal);
  });
}
