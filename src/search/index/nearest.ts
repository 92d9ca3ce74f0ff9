/** Words that people may have meant by a word that no name has. */

/** Words to look for near ones in, grouped by length: words of a very different length are skipped. */
export interface WordList {
  readonly words: readonly string[];
  /** The places of the words in the list that was given. */
  readonly places: Uint32Array;
  /** The letters of each word; see {@link lettersOf}. */
  readonly letters: Int32Array;
  /** Where in these lists the words of each length start. */
  readonly starts: readonly number[];
}

/** Words per step. */
const STEP = 1 << 12;

/** How many letters a suggestion may differ in: one in a short word, two in a longer one. */
function reach(length: number): number {
  return length < 6 ? 1 : 2;
}

/** Makes a list of words, in steps; the words are ASCII. */
export function* wordList(words: readonly string[]): Generator<undefined, WordList> {
  const lengths = words.map(({ length }) => length);
  const starts: number[] = [0];
  for (const length of lengths) starts[length + 1] = (starts[length + 1] ?? 0) + 1;
  for (let length = 1; length < starts.length; length++) {
    starts[length] = (starts[length] ?? 0) + (starts[length - 1] ?? 0);
  }
  yield;
  const ends = [...starts];
  const places = new Uint32Array(words.length);
  const letters = new Int32Array(words.length);
  for (const [place, word] of words.entries()) {
    const at = ends[word.length] ?? 0;
    places[at] = place;
    letters[at] = lettersOf(word);
    ends[word.length] = at + 1;
    if (place % STEP === STEP - 1) yield;
  }
  return { words, places, letters, starts };
}

/**
 * The words nearest to one that is not among them: least edit distance first, then those with more weight, then in
 * code point order. Words with too many other letters are not compared.
 *
 * @param weight of a word, by its place in the list
 */
export function nearest(
  written: string,
  { words, places, letters, starts }: WordList,
  weight: (place: number) => number,
  most: number,
): string[] {
  const far = reach(written.length);
  const own = lettersOf(written);
  const distance = distanceFrom(written, far);
  const word = (place: number): string => words[place] ?? '';
  const found: { place: number; apart: number }[] = [];
  const past = starts[written.length + far + 1] ?? words.length;
  for (let i = starts[Math.max(0, written.length - far)] ?? words.length; i < past; i++) {
    // An edit removes one letter at most, and adds one at most.
    if (bitsIn((letters[i] ?? 0) ^ own) > 2 * far) continue;
    const place = places[i] ?? 0;
    const apart = distance(word(place));
    if (apart <= far) found.push({ place, apart });
  }
  found.sort(
    (a, b) => a.apart - b.apart || weight(b.place) - weight(a.place) || (word(a.place) < word(b.place) ? -1 : 1),
  );
  return found.slice(0, most).map(({ place }) => word(place));
}

/** A bit for each letter of a word; digits and rarer letters share theirs. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

function bitsIn(bits: number): number {
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The nearest of a few words, if one is near; if several are equally near, the first in code point order. */
export function nearestOf(written: string, few: readonly string[]): string | undefined {
  const distance = distanceFrom(written, reach(written.length));
  let best: string | undefined;
  let least = reach(written.length);
  for (const word of few) {
    const apart = distance(word);
    if (apart > least || (apart === least && best !== undefined && best < word)) continue;
    best = word;
    least = apart;
  }
  return best;
}

/**
 * Makes a function that tells how far words are from one: how many letters have to be added, removed, changed, or
 * swapped with a neighbor to turn one word into the other (optimal string alignment), up to `far + 1`. Three rows of
 * memory serve all comparisons, and only a band around the diagonal is filled: what is outside is too far.
 */
export function distanceFrom(word: string, far: number): (other: string) => number {
  const newRow = (): Int32Array => new Int32Array(word.length + far + 2);
  let [twoAbove, above, row] = [newRow(), newRow(), newRow()];
  return (other) => {
    const { length } = other;
    if (length > word.length + far || length < word.length - far) return far + 1;
    for (let j = 0; j <= far; j++) above[j] = j;
    above[far + 1] = far + 1;
    for (let i = 1; i <= word.length; i++) {
      const letter = word.charCodeAt(i - 1);
      const first = Math.max(1, i - far);
      const last = Math.min(length, i + far);
      let least = (row[first - 1] = first === 1 ? i : far + 1);
      for (let j = first; j <= last; j++) {
        const isSame = letter === other.charCodeAt(j - 1);
        let cost = (above[j - 1] ?? 0) + (isSame ? 0 : 1);
        if ((above[j] ?? 0) < cost) cost = (above[j] ?? 0) + 1;
        if ((row[j - 1] ?? 0) < cost) cost = (row[j - 1] ?? 0) + 1;
        const isSwapped = i > 1 && j > 1 && letter === other.charCodeAt(j - 2);
        if (isSwapped && !isSame && word.charCodeAt(i - 2) === other.charCodeAt(j - 1)) {
          cost = Math.min(cost, (twoAbove[j - 2] ?? 0) + 1);
        }
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > far) return far + 1;
      row[last + 1] = far + 1;
      const spare = twoAbove;
      twoAbove = above;
      above = row;
      row = spare;
    }
    return Math.min(above[length] ?? 0, far + 1);
  };
}
