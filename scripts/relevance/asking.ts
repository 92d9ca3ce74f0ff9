/** Asks questions: as a client does, with a question mark in front, but for the reply; and what is meant alone. */
import type { MojiIndex } from '../../src/search/index/moji-index.ts';
import { find } from '../../src/search/match/find.ts';
import { giveArena, searchMemory, startSearch, takeArena } from '../../src/search/match/search.ts';
import { parse } from '../../src/search/query/parse.ts';
import { ordinalsOf } from '../../src/search/sets/runs.ts';

/** How many results are wanted. */
const BEST = 20;

/** Makes a function that works out what a question means, and nothing else: what the time is measured of. */
export function answering({ meanings }: MojiIndex): (question: string) => void {
  return (question) => {
    for (const steps = meanings.ask(question, { limit: BEST }); steps.next().done !== true; );
  };
}

/** Makes a function that gives the texts of what a question finds, best first. */
export function asking(index: MojiIndex): (question: string) => readonly string[] {
  const memory = searchMemory(index);

  function textOf(ordinal: number): string {
    const codePoint = index.characters.codePoints[ordinal];
    return codePoint === undefined ? index.keywords().sequenceOf(ordinal).text : String.fromCodePoint(codePoint);
  }

  return (question) => {
    const arena = takeArena(memory);
    try {
      const steps = find(startSearch(index, memory, arena), parse(`?${question}`));
      let step = steps.next();
      while (step.done !== true) step = steps.next();
      return [...ordinalsOf(step.value.shown)].map(textOf);
    } finally {
      giveArena(memory, arena);
    }
  };
}
