/** Code points without a name (Unicode Standard, section 4.8, code point labels). */
import { hex } from '../bytes/encoding.ts';

export type UnnamedKind = 'private-use' | 'surrogate' | 'noncharacter' | 'reserved';

const LAST_CODE_POINT = 0x10ffff;
const PLANE = 0x10000;

/** What the Standard calls a code point that has no name. */
export function kindOfUnnamed(codePoint: number): UnnamedKind {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return 'surrogate';
  if ((codePoint & 0xfffe) === 0xfffe || (codePoint >= 0xfdd0 && codePoint <= 0xfdef)) return 'noncharacter';
  return (codePoint >= 0xe000 && codePoint <= 0xf8ff) || codePoint >= 0xf0000 ? 'private-use' : 'reserved';
}

/** The label of a code point without a name: `<private-use-E000>`. */
export function labelOfUnnamed(codePoint: number): string {
  return `<${kindOfUnnamed(codePoint)}-${hex(codePoint)}>`;
}

/**
 * How many code points of a range have no name, by kind.
 *
 * @param named how many code points of the range have a name, or are controls
 */
export function countUnnamed(first: number, last: number, named: number): Map<UnnamedKind, number> {
  const within = (from: number, to: number): number => Math.max(0, Math.min(last, to) - Math.max(first, from) + 1);
  let noncharacters = within(0xfdd0, 0xfdef);
  for (let plane = 0; plane <= LAST_CODE_POINT; plane += PLANE) noncharacters += within(plane + 0xfffe, plane + 0xffff);
  // The last two code points of planes 15 and 16 are noncharacters, and the rest of these planes is for private use.
  const privateUse = within(0xe000, 0xf8ff) + within(0xf0000, 0xffffd) + within(0x100000, 0x10fffd);
  const surrogates = within(0xd800, 0xdfff);
  const reserved = last - first + 1 - named - noncharacters - privateUse - surrogates;
  return new Map<UnnamedKind, number>([
    ['private-use', privateUse],
    ['surrogate', surrogates],
    ['noncharacter', noncharacters],
    ['reserved', reserved],
  ]);
}
