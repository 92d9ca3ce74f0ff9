/**
 * What people call characters: the English names and keywords of CLDR, which also name the emoji sequences, and the
 * meanings of ideographs from the Unihan database. All of it is read in steps, so that reading can give way.
 */
import { dataLines, readData } from './data.ts';

/** A character, or a sequence of several, with its CLDR name and keywords. */
export interface Annotation {
  readonly text: string;
  readonly name: string;
  readonly keywords: readonly string[];
}

/** The meanings of ideographs, kept as the bytes of their file. */
export interface Definitions {
  readonly codePoints: Uint32Array;
  /** The meanings of the ideograph at a place of `codePoints`, one by one. */
  sensesAt(place: number): string[];
}

/** How many lines are read in one step: a millisecond's work or so. */
const LINES_A_STEP = 500;

/** Reads all annotations, in code point order. */
export function* readAnnotations(): Generator<undefined, Annotation[]> {
  const annotations: Annotation[] = [];
  const shared = new Map<string, readonly string[]>();
  for (const line of dataLines('annotations.txt')) {
    const [codePoints = '', name = '', listed = ''] = line.split('\t');
    const text = String.fromCodePoint(...codePoints.split(' ').map((code) => Number.parseInt(code, 16)));
    const base = withoutVariation(text);
    if (listed !== '=') shared.set(base, listed === '' ? [] : listed.split('|'));
    const keywords = shared.get(base) ?? [];
    annotations.push({ text, name, keywords });
    if (annotations.length % LINES_A_STEP === 0) yield;
  }
  return annotations;
}

/** A sequence without U+FE0F and skin tones: what its variants share their keywords by. */
function withoutVariation(text: string): string {
  return text.replace(/[\u{FE0F}\u{1F3FB}-\u{1F3FF}]/gu, '') || text;
}

/** Reads where the definition of each ideograph stands. */
export function* readDefinitions(): Generator<undefined, Definitions> {
  const source = readData('definitions.txt');
  const codePoints: number[] = [];
  const starts: number[] = [];
  for (let at = 0; at < source.length; at = source.indexOf(0x0a, at) + 1) {
    if (source[at] === 0x23) continue;
    const space = source.indexOf(0x20, at);
    codePoints.push(Number.parseInt(source.toString('latin1', at, space), 16));
    starts.push(space + 1);
    if (codePoints.length % LINES_A_STEP === 0) yield;
  }
  return {
    codePoints: Uint32Array.from(codePoints),
    sensesAt(place) {
      const start = starts[place] ?? source.length;
      return source.toString('utf8', start, source.indexOf(0x0a, start)).split(/; */).filter(Boolean);
    },
  };
}
