/**
 * The short way to an answer, for what nearly everybody asks: plain words that names have, in the plain format. Posting
 * lists are intersected as they are, rarest word first, and the reply is cut out of the text of lines. It gives the same
 * bytes as the long way, or leaves the query to it.
 */
import type { ByteString } from '../unicode/encoding.ts';
import type { MojiIndex } from './moji-index.ts';
import { ordinalByRule } from './name-index.ts';
import type { Postings } from './postings.ts';
import { runsOf } from './postings.ts';
import type { Query } from './query.ts';
import { parse } from './query.ts';
import type { Reply } from './reply-cache.ts';
import { explainedLine, foundStatus } from './reply.ts';
import type { Runs } from './runs.ts';
import { NO_RUNS, countOf, intersect } from './runs.ts';
import { NO_WORD, UNKNOWN_WORD } from './vocabulary.ts';

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
  /** Posting lists of the words of the query at hand, by formal names and by all names. */
  const formalLists: Runs[] = [];
  const allLists: Runs[] = [];
  const room = longestList(all) * 2;
  const scratch = [0, 1, 2, 3].map(() => new Uint32Array(room));
  const [formalScratch = NO_RUNS.list, formalSpare = NO_RUNS.list] = scratch;
  const [, , allScratch = NO_RUNS.list, allSpare = NO_RUNS.list] = scratch;

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
    let query: Query | undefined;
    let j = bare.from;
    for (let i = results.from; i < results.to; i += 2) {
      const past = results.list[i + 1] ?? 0;
      for (let at = results.list[i] ?? 0; at < past; ) {
        while (j < bare.to && (bare.list[j + 1] ?? 0) <= at) j += 2;
        const first = j < bare.to ? (bare.list[j] ?? 0) : past;
        if (first > at) {
          text += explainedLine(index, (query ??= parse(line)), at++);
        } else {
          const end = Math.min(past, bare.list[j + 1] ?? 0);
          text += characters.lines(at, end);
          at = end;
        }
      }
    }
    return text;
  }

  return (line) => {
    if (!isPlain(line) || !lookUp(line)) return undefined;
    const results = intersectAll(allLists, allScratch, allSpare);
    const found = countOf(results);
    if (found === 0 || found > MOST_RESULTS) return undefined;
    const bare = intersectAll(formalLists, formalScratch, formalSpare);
    return { bytes: lines(line, results, bare) + foundStatus('plain', found, found, []), results: found };
  };
}

/** What all lists hold, the shortest first; the scratch space holds the result until the next query. */
function intersectAll(lists: Runs[], scratch: Uint32Array, spare: Uint32Array): Runs {
  lists.sort((a, b) => a.to - a.from - (b.to - b.from));
  let result = lists[0] ?? NO_RUNS;
  for (let i = 1; i < lists.length && result.to > result.from; i++) {
    const out = result.list === scratch ? spare : scratch;
    result = intersect(result, lists[i] ?? NO_RUNS, out);
  }
  return result;
}

function longestList({ from, to }: Postings): number {
  let longest = 0;
  for (let word = 0; word < from.length; word++) longest = Math.max(longest, (to[word] ?? 0) - (from[word] ?? 0));
  return longest;
}
