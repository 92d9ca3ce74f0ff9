/** The words of a query, and those with asterisks, each of which stands for any letters and digits, or none. */

/** A word of a query. */
export interface Word {
  /** In upper case. */
  readonly letters: string;
  /** Where it has asterisks: what tells the words that fit it. */
  readonly fits?: Fits;
}

/** Whether a word has no asterisk. */
export function isExact({ fits }: Word): boolean {
  return fits === undefined;
}

/** Whether the word that stands in `from..to` of some bytes fits a pattern. */
export type Fits = (bytes: Uint8Array, from: number, to: number) => boolean;

/** A word of a query, given in upper case; asterisks make a pattern of it. */
export function asWord(letters: string): Word {
  return letters.includes('*') ? { letters, fits: fitting(letters) } : { letters };
}

/** A pattern looks for each of its parts once, from left to right: the first place where it stands is the best one. */
function fitting(pattern: string): Fits {
  const parts = pattern.split(/\*+/).map((part) => Buffer.from(part, 'latin1'));
  const head = parts[0] ?? Buffer.of();
  const tail = parts[parts.length - 1] ?? Buffer.of();
  const inner = parts.slice(1, -1);
  return (bytes, from, to) => {
    if (to - from < head.length + tail.length) return false;
    if (!stands(head, bytes, from) || !stands(tail, bytes, to - tail.length)) return false;
    let at = from + head.length;
    for (const part of inner) {
      const last = to - tail.length - part.length;
      while (at <= last && !stands(part, bytes, at)) at++;
      if (at > last) return false;
      at += part.length;
    }
    return true;
  };
}

function stands(part: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < part.length; i++) if (bytes[at + i] !== part[i]) return false;
  return true;
}
