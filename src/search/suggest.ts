/** What somebody may have meant who wrote a word that nobody knows. */

/** How far a suggestion may be from what was written: one letter in three, and three at the most. */
function reach(length: number): number {
  return Math.min(3, Math.max(1, Math.floor(length / 3)));
}

/**
 * The known words nearest to one that is not: least edit distance first, then those with more weight, then as sorted.
 * It looks at every word once, and compares those of about the same length.
 */
export function nearest<T>(
  written: string,
  known: Iterable<T>,
  spelling: (known: T) => string,
  weight: (known: T) => number,
  most: number,
): T[] {
  const far = reach(written.length);
  const found: { known: T; distance: number }[] = [];
  for (const each of known) {
    const distance = editDistance(written, spelling(each), far);
    if (distance <= far) found.push({ known: each, distance });
  }
  found.sort(
    (a, b) =>
      a.distance - b.distance ||
      weight(b.known) - weight(a.known) ||
      (spelling(a.known) < spelling(b.known) ? -1 : 1),
  );
  return found.slice(0, most).map(({ known: each }) => each);
}

/**
 * How many letters have to be added, removed, changed, or swapped with their neighbour to make one word the other
 * (optimal string alignment); more than `far` when it is more than that.
 */
export function editDistance(a: string, b: string, far: number): number {
  if (Math.abs(a.length - b.length) > far) return far + 1;
  let twoAbove: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (!same && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (twoAbove[j - 2] ?? 0) + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > far) return far + 1;
    twoAbove = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
