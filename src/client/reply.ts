/** One reply on its way from the socket to who asked. */
import { onAbort } from './abort.ts';

/** A reply as the one who asked sees it. */
export interface Reply {
  /** The server that it comes from, as `host:port`. */
  readonly server: string;
  /**
   * The next lines, with their line ends; undefined when all have been read. Only one call at a time.
   *
   * @throws ConnectionError when the server goes before the reply has ended; the signal's reason when it is aborted
   */
  next(): Promise<Buffer | undefined>;
  /** The status line, once {@link next} has given undefined. */
  readonly status: string;
  /** Whether the connection was lost when this reply was the next to come: its line may be why. */
  readonly wasNext: boolean;
  /** Drops what is left; the conversation goes on with the next reply. */
  discard(): void;
}

/** A reply as the connection sees it. */
export interface PendingReply extends Reply {
  give(lines: Buffer): void;
  end(status: string): void;
  /** Loses the reply; `wasNext` where it was the next to come. */
  fail(error: Error, wasNext: boolean): void;
}

/** What a reply tells its connection, so that the socket is paused when nobody reads. */
export interface Flow {
  /** So many bytes are kept for a reader, or no longer. */
  hold(bytes: number): void;
  release(bytes: number): void;
  /** A reader has begun to wait, or has stopped. */
  wait(): void;
  waited(): void;
}

interface Waiter {
  resolve(lines: Buffer | undefined): void;
  reject(error: unknown): void;
}

/** A reply of which nothing has come yet. What comes before an abort or a failure can still be read. */
export function pendingReply(server: string, flow: Flow, signal?: AbortSignal): PendingReply {
  const parts: Buffer[] = [];
  let status: string | undefined;
  let failure: { readonly error: unknown } | undefined;
  let wasNext = false;
  let discarded = false;
  let waiter: Waiter | undefined;

  function take(): Waiter | undefined {
    const taken = waiter;
    if (taken !== undefined) flow.waited();
    waiter = undefined;
    return taken;
  }

  function lose(error: unknown): void {
    ignoreSignal();
    failure ??= { error };
    take()?.reject(error);
  }

  function discard(): void {
    ignoreSignal();
    discarded = true;
    for (const part of parts.splice(0)) flow.release(part.length);
    take()?.resolve(undefined);
  }

  function abort(): void {
    lose(signal?.reason);
    discard();
  }

  const ignoreSignal = onAbort(signal, abort);
  if (signal?.aborted) abort();

  return {
    server,
    get status() {
      return status ?? '';
    },
    get wasNext() {
      return wasNext;
    },
    next() {
      const part = parts.shift();
      if (part !== undefined) {
        flow.release(part.length);
        return Promise.resolve(part);
      }
      if (failure !== undefined) return Promise.reject(failure.error);
      if (status !== undefined || discarded) return Promise.resolve(undefined);
      flow.wait();
      return new Promise((resolve, reject) => {
        waiter = { resolve, reject };
      });
    },
    discard,
    give(lines) {
      if (discarded) return;
      const reader = take();
      if (reader !== undefined) return reader.resolve(lines);
      parts.push(lines);
      flow.hold(lines.length);
    },
    end(line) {
      ignoreSignal();
      status = line;
      take()?.resolve(undefined);
    },
    fail(error, next) {
      wasNext = next;
      lose(error);
    },
  };
}
