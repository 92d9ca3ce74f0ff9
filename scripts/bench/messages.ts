/** What the bench and its worker processes say to each other: each request gets one reply, in order. */

/** A sequence of requests as bytes, and what each is answered with. */
export interface Tape {
  /** The lines with their line ends, in the order they are asked. */
  readonly text: string;
  /** Bytes of each line with its line end. */
  readonly lineLengths: Uint16Array;
  /** Bytes of each reply. */
  readonly replyLengths: Uint32Array;
}

/** One server as the load process sees it. */
export interface Target {
  readonly port: number;
  readonly pid: number;
  /** Bytes that the server sends on connect. */
  readonly greeting: number;
  /** The byte that each reply ends with. */
  readonly lastByte: number;
}

export interface Round {
  readonly target: Target;
  readonly clients: number;
  /** Lines that each client sends at once, before it waits for all of their replies. */
  readonly deep: number;
  /** The name of the tape, and the part of it that is played: `from..past`. */
  readonly tape: string;
  readonly from: number;
  readonly past: number;
  /** Whether the part is played again and again; otherwise the round ends with it. */
  readonly again: boolean;
  /** When the round ends, even in the middle of the tape. */
  readonly seconds: number;
  /** Whether the times are wanted that batches take. */
  readonly latencies: boolean;
}

export interface Outcome {
  readonly queries: number;
  readonly bytes: number;
  readonly seconds: number;
  /** Processor seconds for each second, of the load process and of the server. */
  readonly loadShare: number;
  readonly serverShare: number;
  /** Milliseconds from a batch to the last byte of its replies; NaN where they were not wanted. */
  readonly p50: number;
  readonly p99: number;
}

export type Request =
  | { readonly kind: 'floor' }
  | { readonly kind: 'record'; readonly port: number; readonly queries: readonly string[] }
  | { readonly kind: 'tape'; readonly name: string; readonly tape: Tape }
  | { readonly kind: 'round'; readonly round: Round }
  | { readonly kind: 'connect'; readonly target: Target; readonly clients: number }
  | { readonly kind: 'disconnect' };

export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'recorded'; readonly lengths: Uint32Array }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'failed'; readonly message: string };

/** Both ends are this program: what has a kind is a message. */
export function isRequest(message: unknown): message is Request {
  return hasKind(message);
}

export function isReply(message: unknown): message is Reply {
  return hasKind(message);
}

function hasKind(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'kind' in message;
}
