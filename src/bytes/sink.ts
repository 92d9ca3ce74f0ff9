/** Where a reply is put together, piece by piece. */
import type { ByteString } from './encoding.ts';
import type { Block } from './block.ts';

export interface Sink {
  /** Where in the block the next byte will stand. */
  end(): number;
  /** Whether the contents should be taken before more is added. Until then, they are in one piece. */
  isFull(): boolean;
  add(bytes: ByteString): void;
  /** Adds a text as UTF-8. */
  addText(text: string): void;
  /**
   * Adds the bytes `from..past` of the block. {@link LONG} bytes or more are passed on uncopied, and must never change.
   */
  copy(from: number, past: number): void;
}

/** The other side of a sink, for the code that takes what was added. */
export interface Gathering extends Sink {
  /** How many bytes are there to be taken. */
  length(): number;
  /**
   * Everything, in order. Later additions overwrite assembled bytes, unless the gathering moves or a copy is asked for.
   */
  take(asCopy: boolean): readonly Buffer[];
  /**
   * The same where it is in one piece and no more than {@link MAX_SEALED} bytes of the room are in use; undefined
   * where not. Later additions stand after it, until everything else is taken or the gathering moves.
   */
  seal(): Buffer | undefined;
  /** Goes on at the start of a room, the same or another. */
  move(room: number): void;
}

/**
 * Bytes after which the sink is full: larger writes gain little. Together with what may be added before the next check,
 * this is what one client that does not read can make the server hold.
 */
const FULL = 98_304;

/** From this length on, bytes are passed on without a copy: a write of their own costs less. */
export const LONG = 16_384;

/** Bytes of a room that may be sealed. */
export const MAX_SEALED = 65_536;

/** Bytes of the room that a gathering is assembled in, including what may be added after it is full. */
export const ROOM = MAX_SEALED + FULL + 49_152;

/** Bytes of UTF-8 for a code unit of a string, at most. */
const MAX_UTF8 = 3;

/** Up to this length, a loop in JavaScript is faster than a call into native code. */
const SHORT = 16;

/** @param room the place of a {@link ROOM} that was taken from the block; a new one if there is none yet */
export function gathering({ bytes: block, take }: Block, room = take(ROOM)): Gathering {
  /** What was gathered is `pieces` and, after those, `start..end`. */
  let pieces: Buffer[] = [];
  let pieceBytes = 0;
  let start = room;
  let end = room;

  function hand(piece: Buffer): void {
    if (end > start) pieces.push(block.subarray(start, end));
    pieces.push(piece);
    pieceBytes += end - start + piece.length;
    start = end;
  }

  function isInRoom({ buffer, byteOffset }: Buffer): boolean {
    const place = byteOffset - block.byteOffset;
    return buffer === block.buffer && place >= room && place < room + ROOM;
  }

  return {
    end: () => end,
    length: () => pieceBytes + end - start,
    isFull: () => end - start >= FULL || pieceBytes > 0,
    add(bytes) {
      const { length } = bytes;
      if (length >= LONG || end + length > room + ROOM) hand(Buffer.from(bytes, 'latin1'));
      else if (length > SHORT) end += block.write(bytes, end, 'latin1');
      else for (let i = 0; i < length; i++) block[end++] = bytes.charCodeAt(i);
    },
    addText(text) {
      const most = MAX_UTF8 * text.length;
      const length = most < LONG && end + most <= room + ROOM ? most : Buffer.byteLength(text);
      if (length >= LONG || end + length > room + ROOM) hand(Buffer.from(text, 'utf8'));
      else end += block.write(text, end, 'utf8');
    },
    copy(from, past) {
      if (past - from >= LONG) return hand(block.subarray(from, past));
      if (end + past - from > room + ROOM) return hand(Buffer.from(block.subarray(from, past)));
      block.copyWithin(end, from, past);
      end += past - from;
    },
    seal() {
      if (pieceBytes > 0 || end > room + MAX_SEALED) return undefined;
      const sealed = block.subarray(start, end);
      start = end;
      return sealed;
    },
    take(asCopy) {
      if (end > start) pieces.push(block.subarray(start, end));
      const taken = asCopy ? pieces.map((piece) => (isInRoom(piece) ? Buffer.from(piece) : piece)) : pieces;
      pieces = [];
      pieceBytes = 0;
      start = end = room;
      return taken;
    },
    move(to) {
      room = start = end = to;
    },
  };
}

/**
 * What is in a sink, then what the steps, if any, add to it. A piece may be overwritten once the next one is asked for.
 */
export function* drainSink(sink: Gathering, steps: Iterator<unknown, unknown> | undefined): Generator<Buffer> {
  yield* sink.take(false);
  for (let done = steps === undefined; !done; ) {
    done = steps?.next().done === true;
    yield* sink.take(false);
  }
}
