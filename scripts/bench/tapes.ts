/** Tapes for the load: which lines are asked, in which order, and how long their replies are. */
import type { Tape } from './messages.ts';

/** Some queries, and the bytes that each is answered with. */
export interface Answered {
  readonly queries: readonly string[];
  readonly lengths: Uint32Array;
}

/** Queries as lines of our protocol, in the order of their places. */
export function tape({ queries, lengths }: Answered, order: Uint32Array): Tape {
  return cut(queries, lengths, order);
}

/** The same for Redis: each line asks for a value that takes as many bytes to send, or one or two fewer. */
export function redisTape({ queries, lengths }: Answered, order: Uint32Array): Tape {
  const gets = queries.map((query) => `GET ${redisKey(query)}`);
  return cut(gets, lengths.map((length) => redisReplyLength(redisValueLength(length))), order);
}

function cut(lines: readonly string[], lengths: Uint32Array, order: Uint32Array): Tape {
  const played = Array.from(order, (place) => `${lines[place] ?? ''}\n`);
  return {
    text: played.join(''),
    lineLengths: Uint16Array.from(played, ({ length }) => length),
    replyLengths: order.map((place) => lengths[place] ?? 0),
  };
}

/** The places of all queries that are short enough to answer. */
export function placesWithin({ lengths }: Answered, mostBytes: number): Uint32Array {
  return Uint32Array.from(lengths.keys()).filter((place) => (lengths[place] ?? 0) <= mostBytes);
}

/** The name that Redis holds a query's value by. */
export function redisKey(query: string): string {
  return query.replaceAll(' ', '_');
}

/** The longest value whose reply takes no more bytes than given: it comes with its length and two line ends. */
export function redisValueLength(replyLength: number): number {
  const guess = replyLength - '$\r\n\r\n'.length - String(replyLength).length;
  return redisReplyLength(guess + 1) <= replyLength ? guess + 1 : guess;
}

export function redisReplyLength(valueLength: number): number {
  return `$${valueLength}\r\n\r\n`.length + valueLength;
}
