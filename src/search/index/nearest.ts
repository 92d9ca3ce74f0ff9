/** What people may have meant who wrote a word that no name has. */

/** Words to compare with, as bytes, and what is compared first. */
export interface WordList {
  readonly words: readonly string[];
  readonly letters: Uint8Array;
  /** Where each word starts in `letters`; it ends where the next one starts. */
  readonly starts: Uint32Array;
  /** A bit for each letter that a word has; digits and rarer letters share theirs. */
  readonly masks: Int32Array;
}

/** How many letters a suggestion may differ in: one in a short word, two in a longer one. */
function reach(length: number): number {
  return length < 6 ? 1 : 2;
}

/** A list of words to look for near ones in; the words are ASCII. */
export function wordList(words: readonly string[]): WordList {
  const letters = Buffer.from(words.join(''), 'latin1');
  const starts = new Uint32Array(words.length + 1);
  const masks = new Int32Array(words.length);
  let at = 0;
  for (const [i, word] of words.entries()) {
    starts[i] = at;
    masks[i] = maskOf(letters, at, at + word.length);
    at += word.length;
  }
  starts[words.length] = at;
  return { words, letters, starts, masks };
}

/**
 * The words nearest to one that is not among them: least edit distance first, then those with more weight, then as
 * sorted. It looks at every word, but compares only those of about the same length and with about the same letters.
 *
 * @param weight of a word, by its place in the list
 */
export function nearest(
  written: string,
  { words, letters, starts, masks }: WordList,
  weight: (place: number) => number,
  most: number,
): string[] {
  const far = reach(written.length);
  const bytes = Buffer.from(written, 'latin1');
  const mask = maskOf(bytes, 0, bytes.length);
  const distance = editDistance(far, bytes.length + far);
  const found: { place: number; apart: number }[] = [];
  for (let place = 0; place < words.length; place++) {
    const from = starts[place] ?? 0;
    const to = starts[place + 1] ?? 0;
    const longer = to - from - bytes.length;
    if (longer > far || longer < -far) continue;
    // An edit takes one letter away at most, and brings one.
    if (bitsIn((masks[place] ?? 0) ^ mask) > 2 * far) continue;
    const apart = distance(bytes, letters, from, to);
    if (apart <= far) found.push({ place, apart });
  }
  const word = (place: number): string => words[place] ?? '';
  found.sort(
    (a, b) => a.apart - b.apart || weight(b.place) - weight(a.place) || (word(a.place) < word(b.place) ? -1 : 1),
  );
  return found.slice(0, most).map(({ place }) => word(place));
}

/** A bit for each letter of a word; digits and rarer letters share theirs. */
export function maskOf(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let bits = 0;
  for (let i = from; i < to; i++) bits |= 1 << ((bytes[i] ?? 0) & 31);
  return bits;
}

function bitsIn(bits: number): number {
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** How far the word `from..to` of some bytes is from another one. */
export type Distance = (word: Uint8Array, bytes: Uint8Array, from: number, to: number) => number;

/**
 * Counts the letters that have to be added, removed, changed, or swapped with their neighbor to make one word the other
 * (optimal string alignment); it counts to `far + 1` at most. Three rows of memory serve all comparisons.
 *
 * @param longest how many letters the second word has at most
 */
export function editDistance(far: number, longest: number): Distance {
  let twoAbove = new Int32Array(longest + 1);
  let above = new Int32Array(longest + 1);
  let row = new Int32Array(longest + 1);
  return (word, bytes, from, to) => {
    const length = to - from;
    for (let j = 0; j <= length; j++) above[j] = j;
    for (let i = 1; i <= word.length; i++) {
      const letter = word[i - 1];
      let least = (row[0] = i);
      for (let j = 1; j <= length; j++) {
        const isSame = letter === bytes[from + j - 1];
        let cost = (above[j - 1] ?? 0) + (isSame ? 0 : 1);
        if ((above[j] ?? 0) < cost) cost = (above[j] ?? 0) + 1;
        if ((row[j - 1] ?? 0) < cost) cost = (row[j - 1] ?? 0) + 1;
        if (!isSame && i > 1 && j > 1 && letter === bytes[from + j - 2] && word[i - 2] === bytes[from + j - 1]) {
          cost = Math.min(cost, (twoAbove[j - 2] ?? 0) + 1);
        }
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > far) return far + 1;
      const spare = twoAbove;
      twoAbove = above;
      above = row;
      row = spare;
    }
    return Math.min(above[length] ?? 0, far + 1);
  };
}
