/** The answer to a question, as typed results. */
import { ConnectionError, QueryError } from './errors.ts';
import type { Result, Status } from './protocol.ts';
import { ProtocolError, refusalOf, resultsOf } from './protocol.ts';
import type { Reply } from './reply.ts';

/** How to ask one question. */
export interface AskOptions {
  /** Results to get at most, a whole number from 1; it takes the place of a `limit:` in the question. */
  readonly limit?: number | undefined;
  /** Ends the wait for this answer. Others are not affected. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The results of one question, in the server's order. Leaving the loop early drops the rest. They can be read once, in
 * one loop or with `all()`: to start again throws an Error.
 *
 * Reading throws {@link QueryError} for a question that the server does not understand, and {@link ConnectionError}
 * when the server goes away before the answer is complete.
 */
export interface Answer extends AsyncIterable<Result> {
  /** How many characters there are; undefined until all results have been read. */
  readonly found: number | undefined;
  /** How many of them the server has sent; undefined until all have been read. */
  readonly shown: number | undefined;
  /** Words to ask for instead, where nothing was found. */
  readonly suggestions: readonly string[];
  /** Reads all results. */
  all(): Promise<Result[]>;
}

/** The highest limit that a line can have, and more than there are characters. */
const MOST = 999_999_999;

/** Sends a line. */
export type Send = (line: string, signal?: AbortSignal) => Reply;

/** Asks a question; `send` speaks json. Throws a RangeError for what is no limit. */
export function answerTo(query: string, { limit, signal }: AskOptions, send: Send): Answer {
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1)) {
    throw new RangeError(`a limit is a whole number from 1, not ${limit}`);
  }
  const refusal = refusalOf(query);
  const line = limit === undefined ? query : `${query} limit:${Math.min(limit, MOST)}`;
  const reply = refusal === undefined ? send(line, signal) : undefined;
  let status: Status | undefined;

  async function* read(): AsyncGenerator<Result, void> {
    if (reply === undefined) throw new QueryError(refusal ?? '', query);
    try {
      for (let lines = await reply.next(); lines !== undefined; lines = await reply.next()) yield* resultsOf(lines);
      status = reply.ending().status;
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      throw new ConnectionError(reply.server, `this server speaks another protocol; ${error.message}`);
    } finally {
      reply.discard();
    }
    if (status.kind === 'error') throw new QueryError(status.message, query);
  }

  let isRead = false;

  /** The results, for whoever asks first: a generator that has ended would look as if nothing was found. */
  function once(): AsyncGenerator<Result, void> {
    if (isRead) throw new Error('the results of an answer can be read once');
    isRead = true;
    return read();
  }

  return {
    get found() {
      return status?.kind === 'found' ? status.found : undefined;
    },
    get shown() {
      return status?.kind === 'found' ? status.shown : undefined;
    },
    get suggestions() {
      return status?.kind === 'found' ? status.suggestions : [];
    },
    [Symbol.asyncIterator]: once,
    async all() {
      const all: Result[] = [];
      for await (const result of once()) all.push(result);
      return all;
    },
  };
}
