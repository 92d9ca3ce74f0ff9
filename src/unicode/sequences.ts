/** Sequences of code points that have a name, or that choose how a character looks. */
import { codePointsOf } from './records.ts';

/** What a text is called as a whole: a named sequence, or how a variation selector makes a character look. */
export interface Sequences {
  /** Names by text: `KEYCAP DIGIT ONE`. */
  readonly named: ReadonlyMap<string, string>;
  /** Descriptions by text, of a character and a variation selector: `text style`. */
  readonly variations: ReadonlyMap<string, string>;
}

/** Reads named-sequences.txt and variation-sequences.txt. */
export function readSequences(named: Buffer, variations: Buffer): Sequences {
  return { named: byText(named), variations: byText(variations) };
}

function byText(file: Buffer): Map<string, string> {
  const names = new Map<string, string>();
  for (const line of file.toString('utf8').split('\n')) {
    const [codePoints = '', name] = line.split('\t');
    if (name !== undefined && !line.startsWith('#')) names.set(String.fromCodePoint(...codePointsOf(codePoints)), name);
  }
  return names;
}
