/** What the search for one line has to work with. */
import type { Arena } from '../../bytes/arena.ts';
import { clear, newArena } from '../../bytes/arena.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import type { PropertyTerm } from '../query/terms.ts';
import type { Collector } from '../sets/collector.ts';
import { newCollector } from '../sets/collector.ts';
import type { Runs } from '../sets/runs.ts';
import type { Clock, Spend } from './budget.ts';
import { startBudget } from './budget.ts';
import type { WordReader } from '../words/reader.ts';
import { wordReader } from '../words/reader.ts';

/** Memory that searches share. */
export interface SearchMemory {
  /** Arenas that no search uses now. One that yields keeps its own. */
  readonly arenas: Arena[];
  readonly collector: Collector;
  readonly reader: WordReader;
  /** How many arenas are in use. */
  inUse: number;
}

/** How many searches may be under way between two of their steps; each holds an arena, of 256 KiB or more. */
export const MAX_UNDER_WAY = 8;

/** A result that is not in the index. */
export interface Extra {
  readonly text: string;
  /** What it is called; nothing for a code point without a name. */
  readonly name: string | undefined;
  readonly ordinal: number;
}

export interface Search {
  readonly index: MojiIndex;
  readonly arena: Arena;
  readonly collector: Collector;
  readonly reader: WordReader;
  readonly spend: Spend;
  /**
   * Texts that were asked for and that the index does not have: code points without a name, and sequences that are no
   * emoji. Within this search their ordinals follow those of the index, in this order, so that they are members of sets
   * like all others.
   */
  readonly extras: Map<string, Extra>;
  /** The characters that have the values of terms, as far as these were looked up; no set of them is in the arena. */
  readonly holders: Map<PropertyTerm, Runs>;
}

/** The memory of all searches of an index, before the first one. */
export function searchMemory(index: MojiIndex): SearchMemory {
  return { arenas: [newArena()], collector: newCollector(index.size), reader: wordReader(), inUse: 0 };
}

/** An arena for one search, or for a moment. */
export function takeArena(memory: SearchMemory): Arena {
  memory.inUse++;
  return memory.arenas.pop() ?? newArena();
}

/** Gives an arena back, and all that stands in it. */
export function giveArena(memory: SearchMemory, arena: Arena): void {
  memory.inUse--;
  clear(arena);
  memory.arenas.push(arena);
}

/** @param clock for tests */
export function startSearch(index: MojiIndex, memory: SearchMemory, arena: Arena, clock?: Clock): Search {
  const { collector, reader } = memory;
  return { index, arena, collector, reader, spend: startBudget(clock), extras: new Map(), holders: new Map() };
}

/** The ordinal, within a search, of a text that is not in the index. */
export function ordinalOfExtra({ index, extras }: Search, text: string, name?: string): number {
  const extra = extras.get(text) ?? { text, name, ordinal: index.size + extras.size };
  extras.set(text, extra);
  return extra.ordinal;
}
