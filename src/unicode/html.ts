/**
 * Character references of HTML (HTML Standard, section 13.2.5.80, "numeric character reference end state").
 *
 * A browser reads U+0000 and surrogates as U+FFFD, and these controls as the characters that windows-1252 has in their
 * places: no reference writes them.
 */
const AS_WINDOWS_1252: ReadonlySet<number> = new Set([
  0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91,
  0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
]);

/** Whether HTML can write a code point as a number. */
export function hasReference(codePoint: number): boolean {
  const isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  return codePoint !== 0 && !isSurrogate && !AS_WINDOWS_1252.has(codePoint);
}
