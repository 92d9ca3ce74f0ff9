/**
 * The short way to an answer, for what nearly everybody asks: plain words that names have, in the plain format. Posting
 * lists are intersected as they are, rarest word first, and the reply is cut out of the text of lines. It gives the
 * same bytes as the long way, or leaves the query to it.
 */
import type { ByteString } from '../unicode/encoding.ts';
import type { MojiIndex } from './moji-index.ts';
import { ordinalByRule } from './name-index.ts';
import { holdsWord } from './names.ts';
import type { Postings } from './postings.ts';
import { runsOf } from './postings.ts';
import type { Reply } from './reply-cache.ts';
import { explainedLine, foundStatus } from './reply.ts';
import type { Runs } from './runs.ts';
import { NO_RUNS, countOf, holds, intersect } from './runs.ts';
import { NO_WORD, UNKNOWN_WORD, wordsOf } from './vocabulary.ts';

/** Answers at once, or says undefined where the long way has to be taken. */
export type QuickAnswer = (line: string) => Reply | undefined;

/** A reply with more results is sent in pieces, and so the long way. */
const MOST_RESULTS = 500;

/** Of ASCII, what plain words are made of: letters, digits, spaces and hyphens. */
const PLAIN = new Uint8Array(128);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -') PLAIN[char.charCodeAt(0)] = 1;

function isPlain(line: string): boolean {
  for (let i = 0; i < line.length; i++) if (PLAIN[line.charCodeAt(i)] !== 1) return false;
  return true;
}

export function quickAnswers(index: MojiIndex): QuickAnswer {
  const { characters, vocabulary } = index;
  const { formal, all } = index.names;
  /** Posting lists of the words of the query at hand, in their order, by formal names and by all names. */
  const formalLists: Runs[] = [];
  const allLists: Runs[] = [];
  const formalSpace = scratchFor(all);
  const allSpace = scratchFor(all);

  /** Looks up the words of a line; false when one of them is in no name, or there is none. */
  function lookUp(line: string): boolean {
    formalLists.length = 0;
    allLists.length = 0;
    for (let at = 0; ; at = vocabulary.at) {
      const word = vocabulary.next(line, at, line.length);
      if (word === NO_WORD) return allLists.length > 0;
      if (word === UNKNOWN_WORD) {
        const ordinal = ordinalByRule(characters, vocabulary.spelled());
        if (ordinal < 0) return false;
        const single = { list: Uint32Array.of(ordinal, ordinal + 1), from: 0, to: 2 };
        formalLists.push(single);
        allLists.push(single);
      } else {
        formalLists.push(runsOf(formal, word));
        allLists.push(runsOf(all, word));
      }
    }
  }

  /** The lines of results: those of formal names as they stand in the table, the others with what matched. */
  function lines(line: string, results: Runs, bare: Runs): ByteString {
    let text = '';
    let words: readonly string[] | undefined;
    let j = bare.from;
    for (let i = results.from; i < results.to; i += 2) {
      const past = results.list[i + 1] ?? 0;
      for (let at = results.list[i] ?? 0; at < past; ) {
        while (j < bare.to && (bare.list[j + 1] ?? 0) <= at) j += 2;
        const first = j < bare.to ? (bare.list[j] ?? 0) : past;
        if (first > at) {
          text += explainedLine(index, at, aliasesFor((words ??= wordsOf(line)), at));
          at++;
        } else {
          const end = Math.min(past, bare.list[j + 1] ?? 0);
          text += characters.lines(at, end);
          at = end;
        }
      }
    }
    return text;
  }

  /** For each word that the formal name of a character lacks, the first alias that has it. */
  function aliasesFor(words: readonly string[], ordinal: number): string[] {
    const aliases: string[] = [];
    for (const [i, word] of words.entries()) {
      if (holds(formalLists[i] ?? NO_RUNS, ordinal)) continue;
      const alias = index.namesBeside(characters.codePoints[ordinal] ?? 0).find((name) => holdsWord(name, word));
      if (alias && !aliases.includes(alias.text)) aliases.push(alias.text);
    }
    return aliases;
  }

  return (line) => {
    if (!isPlain(line) || !lookUp(line)) return undefined;
    const results = intersectAll(allLists, allSpace);
    const found = countOf(results);
    if (found === 0 || found > MOST_RESULTS) return undefined;
    const bare = intersectAll(formalLists, formalSpace);
    return { bytes: lines(line, results, bare) + foundStatus('plain', found, found, []), results: found };
  };
}

/** Room for an intersection, and for the one before it. */
type Scratch = readonly [Uint32Array, Uint32Array];

function scratchFor({ from, to }: Postings): Scratch {
  let longest = 0;
  for (let word = 0; word < from.length; word++) longest = Math.max(longest, (to[word] ?? 0) - (from[word] ?? 0));
  return [new Uint32Array(longest * 2), new Uint32Array(longest * 2)];
}

/** What all lists hold, the shortest first. It stands in the scratch space, until the next one. */
function intersectAll(lists: readonly Runs[], [space, spare]: Scratch): Runs {
  let shortest = 0;
  for (let i = 1; i < lists.length; i++) if (lengthOf(lists[i]) < lengthOf(lists[shortest])) shortest = i;
  let result = lists[shortest] ?? NO_RUNS;
  for (let i = 0; i < lists.length; i++) {
    if (i !== shortest) result = intersect(result, lists[i] ?? NO_RUNS, result.list === space ? spare : space);
  }
  return result;
}

function lengthOf(runs: Runs | undefined): number {
  return runs === undefined ? 0 : runs.to - runs.from;
}
