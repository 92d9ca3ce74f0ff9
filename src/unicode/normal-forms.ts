/**
 * Decomposition and composition of Unicode 18 (UAX #15), and the skeletons of look-alikes (UTS #39). A program's own
 * `String.prototype.normalize` knows the characters of the Unicode version that its Node was built with, and no later.
 */
import { codePointsOf, type CodePointRecord, type Records } from './records.ts';

export interface NormalForms {
  /** The full canonical decomposition of a text (NFD). */
  canonical(text: string): string;
  /** The full compatibility decomposition of a text (NFKD). */
  compatible(text: string): string;
  /** A text with everything composed that can be (NFC). */
  composed(text: string): string;
  /** What a text has in common with all texts that look like it (UTS #39, section 4). */
  skeleton(text: string): string;
}

/** What normal forms are made from. */
interface NormalData {
  /** All decomposition mappings: those of decompositions.txt, one step each. */
  readonly decompositions: () => Iterable<CodePointRecord>;
  readonly decompositionOf: Records;
  /** The prototypes of confusables.txt. */
  readonly prototypeOf: Records;
  /** The canonical combining class of a code point. */
  readonly combiningClassOf: (codePoint: number) => number;
  /** Whether a composed character is never made by composition (Full_Composition_Exclusion). */
  readonly isExcluded: (codePoint: number) => boolean;
  /** Whether a character is not seen (Default_Ignorable_Code_Point). */
  readonly isIgnorable: (codePoint: number) => boolean;
}

// The arithmetic of Hangul syllables (Unicode Standard, section 3.12).
const S_BASE = 0xac00;
const L_BASE = 0x1100;
const V_BASE = 0x1161;
const T_BASE = 0x11a7;
const L_COUNT = 19;
const V_COUNT = 21;
const T_COUNT = 28;
const S_COUNT = L_COUNT * V_COUNT * T_COUNT;

/** Makes the normal forms; the pairs that compose are gathered when the first text is composed. */
export function normalForms(data: NormalData): NormalForms {
  let pairs: Map<string, number> | undefined;

  /** What two characters compose to, by the text of both. */
  function composites(): Map<string, number> {
    if (pairs) return pairs;
    pairs = new Map();
    for (const { first, text } of data.decompositions()) {
      const parts = text.startsWith('<') ? [] : codePointsOf(text);
      if (parts.length === 2 && !data.isExcluded(first)) pairs.set(String.fromCodePoint(...parts), first);
    }
    return pairs;
  }

  function decompose(codePoint: number, isCompatible: boolean, to: number[]): void {
    const index = codePoint - S_BASE;
    if (index >= 0 && index < S_COUNT) {
      const perLead = V_COUNT * T_COUNT;
      to.push(L_BASE + Math.floor(index / perLead), V_BASE + Math.floor((index % perLead) / T_COUNT));
      if (index % T_COUNT > 0) to.push(T_BASE + (index % T_COUNT));
      return;
    }
    const mapping = codePoint < 0xa0 ? undefined : data.decompositionOf(codePoint);
    if (mapping === undefined || (mapping.startsWith('<') && !isCompatible)) {
      to.push(codePoint);
      return;
    }
    for (const part of codePointsOf(mapping.replace(/^<.*> /, ''))) decompose(part, isCompatible, to);
  }

  function decomposed(text: string, isCompatible: boolean): string {
    const codePoints: number[] = [];
    for (const char of text) decompose(char.codePointAt(0) ?? 0, isCompatible, codePoints);
    return spelled(inCanonicalOrder(codePoints, data.combiningClassOf));
  }

  function compose(first: number, second: number): number | undefined {
    const [l, v] = [first - L_BASE, second - V_BASE];
    if (l >= 0 && l < L_COUNT && v >= 0 && v < V_COUNT) return S_BASE + (l * V_COUNT + v) * T_COUNT;
    const [s, t] = [first - S_BASE, second - T_BASE];
    if (s >= 0 && s < S_COUNT && s % T_COUNT === 0 && t > 0 && t < T_COUNT) return first + t;
    return composites().get(String.fromCodePoint(first, second));
  }

  function composed(text: string): string {
    const parts = [...decomposed(text, false)].map((char) => char.codePointAt(0) ?? 0);
    const out: number[] = [];
    let starter = -1;
    /** The class of the last character that was not composed since the starter; -1 if there is none. */
    let blocked = -1;
    for (const part of parts) {
      const combining = data.combiningClassOf(part);
      const isFree = starter >= 0 && (blocked < combining || blocked === -1);
      const composite = isFree ? compose(out[starter] ?? 0, part) : undefined;
      if (composite !== undefined) {
        out[starter] = composite;
        continue;
      }
      if (combining === 0) starter = out.length;
      blocked = combining === 0 ? -1 : combining;
      out.push(part);
    }
    return spelled(out);
  }

  return {
    canonical: (text) => decomposed(text, false),
    compatible: (text) => decomposed(text, true),
    composed,
    skeleton(text) {
      const parts = [...decomposed(text, false)];
      const seen = parts.filter((char) => !data.isIgnorable(char.codePointAt(0) ?? 0));
      let prototypes = '';
      // A text that is not seen at all is compared as it is: the data have look-alikes of fillers.
      for (const char of seen.length === 0 ? parts : seen) {
        const codePoint = char.codePointAt(0) ?? 0;
        const prototype = data.prototypeOf(codePoint);
        prototypes += prototype === undefined ? char : spelled(codePointsOf(prototype));
      }
      return decomposed(prototypes, false);
    },
  };
}

/** The same with each run of combining marks sorted by class (Unicode Standard, section 3.11). */
function inCanonicalOrder(codePoints: readonly number[], classOf: (codePoint: number) => number): number[] {
  const ordered: number[] = [];
  let marks: { readonly codePoint: number; readonly combining: number }[] = [];
  const settle = (): void => {
    if (marks.length > 1) marks.sort((a, b) => a.combining - b.combining);
    for (const { codePoint } of marks) ordered.push(codePoint);
    marks = [];
  };
  for (const codePoint of codePoints) {
    const combining = classOf(codePoint);
    if (combining > 0) marks.push({ codePoint, combining });
    else {
      settle();
      ordered.push(codePoint);
    }
  }
  settle();
  return ordered;
}

function spelled(codePoints: readonly number[]): string {
  let text = '';
  for (const codePoint of codePoints) text += String.fromCodePoint(codePoint);
  return text;
}
