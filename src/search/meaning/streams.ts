/** Numbers and bytes as they stand in the file of names: streams of variable-length integers. */

interface StreamWriter {
  byte(value: number): void;
  /** A whole number from 0, seven bits a byte, the lowest first. */
  number(value: number): void;
  /** A whole number: twice its size, plus one where it is negative. */
  signed(value: number): void;
  bytes(value: Uint8Array): void;
  finish(): Uint8Array;
}

/** Starts a stream in memory. */
export function streamWriter(): StreamWriter {
  let buffer = new Uint8Array(1 << 16);
  let end = 0;
  function reserve(more: number): void {
    if (end + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, end + more));
    larger.set(buffer);
    buffer = larger;
  }
  function byte(value: number): void {
    reserve(1);
    buffer[end++] = value;
  }
  function number(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) byte((rest & 0x7f) | 0x80);
    byte(rest);
  }
  return {
    byte,
    number,
    signed: (value) => number(value < 0 ? -2 * value + 1 : 2 * value),
    bytes(value) {
      reserve(value.length);
      buffer.set(value, end);
      end += value.length;
    },
    finish: () => buffer.slice(0, end),
  };
}

interface StreamReader {
  /** How many bytes were read. */
  at(): number;
  /** Goes on at a place. */
  go(place: number): void;
  number(): number;
  signed(): number;
  /** Copies so many bytes to `out` at `at`. */
  copy(length: number, out: Uint8Array, at: number): void;
}

/** Reads a stream from its start. */
export function streamReader(bytes: Uint8Array): StreamReader {
  let at = 0;
  function number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }
  return {
    at: () => at,
    go(place) {
      at = place;
    },
    number,
    signed() {
      const value = number();
      return value % 2 === 0 ? value / 2 : -(value - 1) / 2;
    },
    copy(length, out, place) {
      for (let i = 0; i < length; i++) out[place + i] = bytes[at + i] ?? 0;
      at += length;
    },
  };
}
