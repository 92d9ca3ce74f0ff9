/** A line as it stands among the bytes that a client sent. */
import { isUtf8 } from 'node:buffer';

export interface Line {
  readonly bytes: Buffer;
  /** The place of its first byte, and the one after its last. */
  readonly from: number;
  readonly to: number;
}

/** The error for a line that is not UTF-8. */
export const NOT_UTF8 = 'this line is not UTF-8';

/** A text as a line. */
export function lineOf(text: string): Line {
  const bytes = Buffer.from(text);
  return { bytes, from: 0, to: bytes.length };
}

/** What a line says; undefined if its bytes are not UTF-8. */
export function textOf({ bytes, from, to }: Line): string | undefined {
  return isUtf8(bytes.subarray(from, to)) ? bytes.toString('utf8', from, to) : undefined;
}
