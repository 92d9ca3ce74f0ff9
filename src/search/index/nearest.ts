/** What somebody may have meant who wrote a word that nobody knows. */

/** How many letters a suggestion may differ in: one in a short word, two in a longer one. */
function reach(length: number): number {
  return length < 6 ? 1 : 2;
}

/** Words that are looked at between two chances to give way: a millisecond's work or so. */
const WORDS_A_STEP = 8000;

/**
 * The known words nearest to one that is not: least edit distance first, then those with more weight, then as sorted.
 * It looks at every word, but compares only those of about the same length and with about the same letters.
 */
export function* nearest(
  written: string,
  known: readonly string[],
  weight: (known: string) => number,
  most: number,
): Generator<undefined, string[]> {
  const far = reach(written.length);
  const letters = lettersOf(written);
  const found: { word: string; distance: number }[] = [];
  for (let i = 0; i < known.length; i++) {
    if (i % WORDS_A_STEP === WORDS_A_STEP - 1) yield;
    const word = known[i] ?? '';
    if (Math.abs(word.length - written.length) > far) continue;
    // An edit takes one letter away at most, and brings one.
    if (bitsIn(lettersOf(word) ^ letters) > 2 * far) continue;
    const distance = editDistance(written, word, far);
    if (distance <= far) found.push({ word, distance });
  }
  found.sort((a, b) => a.distance - b.distance || weight(b.word) - weight(a.word) || (a.word < b.word ? -1 : 1));
  return found.slice(0, most).map(({ word }) => word);
}

/** A bit for each letter that a word has; digits and rarer letters share theirs. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

function bitsIn(bits: number): number {
  let count = 0;
  for (; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/**
 * How many letters have to be added, removed, changed, or swapped with their neighbour to make one word the other
 * (optimal string alignment); more than `far` when it is more than that.
 */
export function editDistance(a: string, b: string, far: number): number {
  let twoAbove: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  let row: number[] = [];
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (!same && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (twoAbove[j - 2] ?? 0) + 1);
      }
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > far) return far + 1;
    [twoAbove, above, row] = [above, row, twoAbove];
  }
  return Math.min(above[b.length] ?? 0, far + 1);
}
