/** Terms that list characters: text, code points and ranges of them, in the order in which they are written. */
import { firstAtLeast, ordinalOf } from '../../unicode/characters.ts';
import type { CharactersTerm } from '../query/terms.ts';
import type { Sequences } from '../../unicode/sequences.ts';
import type { Operand } from '../sets/operand.ts';
import { selfEvident } from '../sets/operand.ts';
import { cursor } from '../sets/runs.ts';
import type { Search } from './search.ts';
import { ordinalOfExtra } from './search.ts';

interface Listed {
  readonly found: Operand;
  /** The same as pairs of ordinals in the order in which they were listed, each where it came first. */
  readonly order: readonly number[];
}

/** What any of some terms list. It yields where others may have their turn. */
export function* findListed(search: Search, terms: readonly CharactersTerm[]): Generator<undefined, Listed> {
  const { characters } = search.index;
  const pairs: number[] = [];
  for (const term of terms) {
    if (term.kind === 'range') {
      pairs.push(firstAtLeast(characters, term.first), firstAtLeast(characters, term.last + 1));
      if (search.spend(1)) yield;
      continue;
    }
    const sequences = isSingle(term.text) ? undefined : yield* search.index.facts.sequences();
    for (const ordinal of ordinalsIn(search, term.text, sequences)) {
      pairs.push(ordinal, ordinal + 1);
      if (search.spend(0.5)) yield;
    }
  }
  return inOrder(search, pairs);
}

/** Pairs of ordinals, each ordinal where it came first. */
function inOrder({ arena, collector }: Search, pairs: readonly number[]): Listed {
  const order: number[] = [];
  for (let i = 0; i < pairs.length; i += 2) collector.addNew(pairs[i] ?? 0, pairs[i + 1] ?? 0, order);
  const all = cursor();
  collector.take(arena, all);
  return { found: selfEvident(all), order };
}

/** Whether a text is one code point at most. */
function isSingle(text: string): boolean {
  return text.length <= 1 || String.fromCodePoint(text.codePointAt(0) ?? 0) === text;
}

/** What a text is made of: known sequences first as a whole, then each character. */
function* ordinalsIn(search: Search, text: string, sequences: Sequences | undefined): Generator<number> {
  let named = 0;
  for (let at = 0; at < text.length; ) {
    const codePoint = text.codePointAt(at) ?? 0;
    const sequence = at < named ? undefined : sequenceAt(search, text, at, sequences);
    if (sequence) {
      yield sequence.ordinal;
      named = sequence.end;
    }
    const ordinal = ordinalOf(search.index.characters, codePoint);
    yield ordinal < 0 ? ordinalOfExtra(search, String.fromCodePoint(codePoint)) : ordinal;
    at += codePoint > 0xffff ? 2 : 1;
  }
}

interface Sequence {
  readonly ordinal: number;
  readonly end: number;
}

/** The longest sequence that starts at a place: an emoji before others. */
function sequenceAt(search: Search, text: string, at: number, sequences: Sequences | undefined): Sequence | undefined {
  const { characters } = search.index;
  const keywords = search.index.keywords();
  if (keywords.startsSequence(text.codePointAt(at) ?? 0)) {
    for (let end = Math.min(text.length, at + keywords.longestSequence); end > at + 1; end--) {
      const ordinal = keywords.ordinalOfSequence(text.slice(at, end));
      if (ordinal !== undefined) return { ordinal, end };
    }
  }
  if (sequences === undefined) return undefined;
  const known = sequences.longestAt(text, at);
  if (known === undefined) return undefined;
  const { text: whole, name, isVariation } = known;
  const base = ordinalOf(characters, whole.codePointAt(0) ?? 0);
  const full = isVariation ? `${characters.nameOf(base)}, ${name}` : name;
  return { ordinal: ordinalOfExtra(search, whole, full), end: at + whole.length };
}
