/** Terms that list characters: text, code points and ranges of them, in the order in which they are written. */
import type { Characters } from '../../unicode/characters.ts';
import { firstAtLeast, ordinalOf } from '../../unicode/characters.ts';
import type { Bitmap } from '../sets/collector.ts';
import { addRun, emptyBitmap, nextIn, nextOut } from '../sets/collector.ts';
import type { Keywords } from '../index/keyword-index.ts';
import type { CharactersTerm } from '../query.ts';

/** Characters in the order in which they were listed, each where it came first. */
export interface Listing {
  readonly all: Bitmap;
  /** Runs of ordinals: `first, past`. */
  readonly order: number[];
  /** Code points that the table does not have: unassigned ones, surrogates, private use. */
  readonly unlisted: Set<number>;
}

export function emptyListing(size: number): Listing {
  return { all: emptyBitmap(size), order: [], unlisted: new Set() };
}

/** Adds what a term lists. */
export function list(term: CharactersTerm, characters: Characters, keywords: Keywords | undefined, to: Listing): void {
  if (term.kind === 'range') {
    append(to, firstAtLeast(characters, term.first), firstAtLeast(characters, term.last + 1));
    return;
  }
  for (const ordinal of ordinalsIn(term.text, characters, keywords)) {
    if (ordinal < 0) to.unlisted.add(-1 - ordinal);
    else append(to, ordinal, ordinal + 1);
  }
}

/** Adds a run of ordinals, but for those that are there already. */
function append({ all, order }: Listing, first: number, past: number): void {
  for (let from = nextOut(all, first, past); from < past; from = nextOut(all, from, past)) {
    const to = nextIn(all, from, past);
    addRun(all, from, to);
    if (order.at(-1) === from) order[order.length - 1] = to;
    else order.push(from, to);
  }
}

/** Adds what another listing has, behind what is there. */
export function join(listing: Listing, { order, unlisted }: Listing): void {
  for (let i = 0; i < order.length; i += 2) append(listing, order[i] ?? 0, order[i + 1] ?? 0);
  for (const codePoint of unlisted) listing.unlisted.add(codePoint);
}

/** Removes from a listing the code points without names that a term lists. */
export function exclude({ unlisted }: Listing, term: CharactersTerm, excluded: Listing): void {
  for (const codePoint of unlisted) {
    const isInRange = term.kind === 'range' && codePoint >= term.first && codePoint <= term.last;
    if (isInRange || excluded.unlisted.has(codePoint)) unlisted.delete(codePoint);
  }
}

/** What a text is made of: known emoji sequences first as a whole, then each character; -1 - code point if unlisted. */
function* ordinalsIn(text: string, characters: Characters, keywords: Keywords | undefined): Generator<number> {
  let named = 0;
  for (let at = 0; at < text.length; ) {
    const codePoint = text.codePointAt(at) ?? 0;
    if (keywords && at >= named && keywords.startsSequence(codePoint)) {
      const sequence = longestSequence(text, at, keywords);
      if (sequence) {
        yield sequence.ordinal;
        named = sequence.end;
      }
    }
    const ordinal = ordinalOf(characters, codePoint);
    yield ordinal < 0 ? -1 - codePoint : ordinal;
    at += codePoint > 0xffff ? 2 : 1;
  }
}

function longestSequence(text: string, at: number, keywords: Keywords): { ordinal: number; end: number } | undefined {
  for (let end = Math.min(text.length, at + keywords.longestSequence); end > at + 1; end--) {
    const ordinal = keywords.ordinalOfSequence(text.slice(at, end));
    if (ordinal !== undefined) return { ordinal, end };
  }
  return undefined;
}
