/** How code points and text are written as bytes and as notations. */

/** Bytes held in a string, one per character (U+0000..U+00FF): for output that is built by concatenation. */
export type ByteString = string;

/** The UTF-8 bytes of a text. */
export function utf8(text: string): ByteString {
  return /^[\x00-\x7f]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/** The text that UTF-8 bytes stand for; bytes that are not UTF-8 become U+FFFD. */
export function fromUtf8(bytes: ByteString): string {
  return /^[\x00-\x7f]*$/.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}

/** How many bytes of UTF-8 the character has that starts with a byte (RFC 3629, section 3). */
export function lengthFrom(byte: number): number {
  return byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
}

/** Whether a byte of UTF-8 continues a character, and does not start one. */
export function isContinuation(byte = 0): boolean {
  return (byte & 0xc0) === 0x80;
}

/** At least four upper-case hexadecimal digits, as the Unicode Standard writes a code point (appendix A). */
export function hex(codePoint: number): string {
  return codePoint.toString(16).toUpperCase().padStart(4, '0');
}

/** The notation `U+2603`. */
export function notation(codePoint: number): string {
  return `U+${hex(codePoint)}`;
}
