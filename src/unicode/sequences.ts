/** Sequences of code points that have a name, or that choose how a character looks. */
import { textOf } from './records.ts';

/** A sequence that a text has. */
interface KnownSequence {
  readonly text: string;
  /** Its name, or how a variation selector makes the character look: `text style`. */
  readonly name: string;
  readonly isVariation: boolean;
}

export interface Sequences {
  /** The named sequences, by text: `KEYCAP DIGIT ONE`. */
  readonly named: ReadonlyMap<string, string>;
  /** The standardized variation sequences, of a character and a variation selector, by text. */
  readonly variations: ReadonlyMap<string, string>;
  /** The longest sequence that starts at a place of a text. */
  longestAt(text: string, at: number): KnownSequence | undefined;
}

/** Reads named-sequences.txt and variation-sequences.txt. */
export function readSequences(namedFile: Buffer, variationFile: Buffer): Sequences {
  const named = byText(namedFile);
  const variations = byText(variationFile);
  /** How many UTF-16 code units the longest sequence has that starts with a code point. */
  const longest = new Map<number, number>();
  for (const text of [...named.keys(), ...variations.keys()]) {
    const first = text.codePointAt(0) ?? 0;
    longest.set(first, Math.max(text.length, longest.get(first) ?? 0));
  }
  return {
    named,
    variations,
    longestAt(text, at) {
      const most = longest.get(text.codePointAt(at) ?? 0) ?? 0;
      for (let end = Math.min(text.length, at + most); end > at + 1; end--) {
        const part = text.slice(at, end);
        const name = named.get(part) ?? variations.get(part);
        if (name !== undefined) return { text: part, name, isVariation: !named.has(part) };
      }
      return undefined;
    },
  };
}

function byText(file: Buffer): Map<string, string> {
  const names = new Map<string, string>();
  for (const line of file.toString('utf8').split('\n')) {
    const [codePoints = '', name] = line.split('\t');
    if (name !== undefined && !line.startsWith('#')) names.set(textOf(codePoints), name);
  }
  return names;
}

/** A text without U+FE0F, which asks for the style of an emoji and which many leave out. */
export function withoutEmojiStyle(text: string): string {
  return text.replaceAll('\u{FE0F}', '');
}
