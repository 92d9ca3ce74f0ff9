/** Terms that list characters: text, code points and ranges of them, in the order in which they are written. */
import type { Characters } from '../../unicode/characters.ts';
import { firstAtLeast, ordinalOf } from '../../unicode/characters.ts';
import type { Keywords } from '../index/keyword-index.ts';
import type { CharactersTerm } from '../query/terms.ts';
import type { Operand } from '../sets/operand.ts';
import { selfEvident } from '../sets/operand.ts';
import { cursor } from '../sets/runs.ts';
import type { Search } from './search.ts';
import { ordinalOfUnnamed } from './search.ts';

export interface Listed {
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
    for (const ordinal of ordinalsIn(search, term.text)) {
      pairs.push(ordinal, ordinal + 1);
      if (search.spend(0.5)) yield;
    }
  }
  return inOrder(search, pairs);
}

/** Pairs of ordinals, each ordinal where it came first. */
export function inOrder({ arena, collector }: Search, pairs: readonly number[]): Listed {
  const order: number[] = [];
  for (let i = 0; i < pairs.length; i += 2) collector.addNew(pairs[i] ?? 0, pairs[i + 1] ?? 0, order);
  const all = cursor();
  collector.take(arena, all);
  return { found: selfEvident(all), order };
}

/** What a text is made of: known emoji sequences first as a whole, then each character. */
function* ordinalsIn(search: Search, text: string): Generator<number> {
  const { characters } = search.index;
  const keywords = search.index.keywords();
  let named = 0;
  for (let at = 0; at < text.length; ) {
    const codePoint = text.codePointAt(at) ?? 0;
    if (at >= named && keywords.startsSequence(codePoint)) {
      const sequence = longestSequence(text, at, keywords);
      if (sequence) {
        yield sequence.ordinal;
        named = sequence.end;
      }
    }
    yield ordinalIn(search, characters, codePoint);
    at += codePoint > 0xffff ? 2 : 1;
  }
}

function ordinalIn(search: Search, characters: Characters, codePoint: number): number {
  const ordinal = ordinalOf(characters, codePoint);
  return ordinal < 0 ? ordinalOfUnnamed(search, codePoint) : ordinal;
}

function longestSequence(text: string, at: number, keywords: Keywords): { ordinal: number; end: number } | undefined {
  for (let end = Math.min(text.length, at + keywords.longestSequence); end > at + 1; end--) {
    const ordinal = keywords.ordinalOfSequence(text.slice(at, end));
    if (ordinal !== undefined) return { ordinal, end };
  }
  return undefined;
}
