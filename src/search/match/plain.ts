/**
 * The short way to an answer, for what nearly everybody asks: plain words that names have, in the plain format. Posting
 * lists are intersected as they are, rarest word first, and the reply is copied from the text of lines. It gives the
 * same bytes as the long way, or leaves the query to it.
 */
import { utf8 } from '../../bytes/encoding.ts';
import type { Line } from '../../bytes/line.ts';
import type { Sink } from '../../bytes/sink.ts';
import { addLines } from '../../unicode/characters.ts';
import type { Bitmap } from '../sets/collector.ts';
import { addRun, emptyBitmap, nextIn } from '../sets/collector.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import { ordinalByRule } from '../index/name-index.ts';
import type { NameWords } from '../index/word-records.ts';
import { ALL, FORMAL, INFORMAL, recordOf } from '../index/word-records.ts';
import { holdsWord } from './reasons.ts';
import { RULE_BYTES } from '../reply/render.ts';
import type { Runs, Scratch } from '../sets/runs.ts';
import { NO_RUNS, copied, countOf, holds, intersect, meets, runs, scratch } from '../sets/runs.ts';
import { wordsOf } from '../index/vocabulary.ts';
import { wordReader } from '../words/reader.ts';

export interface QuickAnswers {
  /** Looks for what a line asks for; how many results there are, or 0 where the long way has to be taken. */
  find(line: Line): number;
  /** Adds the reply to what was found last. When the sink is full, it returns the steps that are left. */
  reply(): Iterator<undefined> | undefined;
}

/** A reply, and how far it is written. */
interface Course {
  readonly line: Line;
  /** The words of the line; none as long as nobody needs them. */
  words: readonly string[];
  readonly count: number;
  readonly results: Runs;
  /** The results that formal names made: their lines are sent as they stand in the table. */
  readonly bare: Runs;
  /** The posting list of each word of the line by formal names. */
  readonly formal: readonly Runs[];
  /** Where in `results` the next run stands, and the next result if it is in the middle of that run. */
  run: number;
  next: number;
}

/** A query of as many words is for the long way. */
const MOST_WORDS = 64;

/** Of ASCII, what plain words are made of: letters, digits, spaces and hyphens. */
const PLAIN = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -') PLAIN[char.charCodeAt(0)] = 1;

function isPlain({ bytes, from, to }: Line): boolean {
  for (let i = from; i < to; i++) if (PLAIN[bytes[i] ?? 0] !== 1) return false;
  return true;
}

export function quickAnswers(index: MojiIndex, sink: Sink): QuickAnswers {
  const { characters, names } = index;
  const reader = wordReader();
  const { starts, block } = characters;
  const rule = block.take(RULE_BYTES.length);
  block.bytes.write(RULE_BYTES, rule, 'latin1');
  const words = wordLists(names);
  const longest = names.all.to.reduce((most, to, i) => Math.max(most, to - (names.all.from[i] ?? 0)), 0);
  const [forResults, forBare] = [scratchPair(longest), scratchPair(longest)];
  const aliased = emptyBitmap(characters.count);
  const { list, from, to } = names.informal;
  for (let word = 0; word < from.length; word++) {
    for (let i = from[word] ?? 0; i < (to[word] ?? 0); i += 2) addRun(aliased, list[i] ?? 0, list[i + 1] ?? 0);
  }
  let course: Course | undefined;

  /** Looks up the words of a line; how many there are, or 0 where one is in no name, or there are too many. */
  function lookUp({ bytes, from, to }: Line): number {
    let at = from;
    for (let size = 0; size < MOST_WORDS; size++) {
      if (!reader.read(bytes, at, to)) return size;
      const record = recordOf(names, reader);
      if (record >= 0) words.set(size, record);
      else {
        const ordinal = ordinalByRule(characters, reader.spelled());
        if (ordinal < 0) return 0;
        words.setSingle(size, ordinal);
      }
      at = reader.at();
    }
    return 0;
  }

  /** What all of some words hold, the one of the fewest runs first. */
  function intersection(size: number): Runs {
    let rarest = 0;
    for (let i = 1; i < size; i++) if (lengthOf(words.all[i]) < lengthOf(words.all[rarest])) rarest = i;
    let results: Runs = words.all[rarest] ?? NO_RUNS;
    for (let i = 0; i < size && results.to > results.from; i++) {
      if (i !== rarest) results = narrow(results, words.all[i] ?? NO_RUNS, forResults);
    }
    return results;
  }

  /** Of the results, those that have all words in their formal names: all of those, at least, that have no other. */
  function bareOf(results: Runs, size: number): Runs {
    let bare = results;
    if (!hasSome(aliased, results)) return bare;
    for (let i = 0; i < size; i++) {
      if (meets(results, words.informal[i] ?? NO_RUNS)) bare = narrow(bare, words.formal[i] ?? NO_RUNS, forBare);
    }
    return bare;
  }

  /** Adds results to the sink, and the status line behind them; false when the sink is full before. */
  function write(course: Course): boolean {
    const { results, bare } = course;
    let { next } = course;
    let j = bare.from;
    for (let run = course.run; run < results.to; run += 2) {
      const past = results.list[run + 1] ?? 0;
      for (next = Math.max(next, results.list[run] ?? 0); next < past; ) {
        if (sink.isFull()) {
          course.run = run;
          course.next = next;
          return false;
        }
        while (j < bare.to && (bare.list[j + 1] ?? 0) <= next) j += 2;
        if (j >= bare.to || (bare.list[j] ?? 0) > next) {
          explain(course, next++);
        } else {
          next = addLines(characters, next, Math.min(past, bare.list[j + 1] ?? 0), sink);
        }
      }
    }
    sink.copy(rule, rule + RULE_BYTES.length);
    sink.add(`${course.count} found\r\n`);
    return true;
  }

  /** Adds the line of a result that other names than the formal one made. */
  function explain(course: Course, ordinal: number): void {
    characters.write(ordinal, ordinal + 1);
    sink.copy(starts[ordinal] ?? 0, (starts[ordinal + 1] ?? 0) - 2);
    sink.add(`\t${utf8(aliasesFor(course, ordinal).join(', '))}\r\n`);
  }

  /** For each word that the formal name of a character lacks, the first alias that has it. */
  function aliasesFor(course: Course, ordinal: number): string[] {
    const { line, formal } = course;
    const aliases: string[] = [];
    if (course.words.length === 0) course.words = wordsOf(line.bytes.toString('latin1', line.from, line.to));
    for (const [i, word] of course.words.entries()) {
      if (holds(formal[i] ?? NO_RUNS, ordinal)) continue;
      const alias = index.namesBeside(characters.codePoints[ordinal] ?? 0).find((name) => holdsWord(name, word));
      if (alias && !aliases.includes(alias.text)) aliases.push(alias.text);
    }
    return aliases;
  }

  return {
    find(line) {
      const size = isPlain(line) ? lookUp(line) : 0;
      const results = size > 0 ? intersection(size) : NO_RUNS;
      const count = countOf(results);
      if (count === 0) return 0;
      const bare = bareOf(results, size);
      course = { line, words: [], count, results, bare, formal: words.formal, run: results.from, next: 0 };
      return count;
    },
    reply() {
      if (course === undefined || write(course)) return undefined;
      return rest(kept(course));
    },
  };

  function* rest(course: Course): Generator<undefined> {
    while (!write(course)) yield;
  }
}

function hasSome(bits: Bitmap, { list, from, to }: Runs): boolean {
  for (let i = from; i < to; i += 2) {
    const past = list[i + 1] ?? 0;
    if (nextIn(bits, list[i] ?? 0, past) < past) return true;
  }
  return false;
}

/**
 * The same in memory of its own, since what it stands in serves the next line. Posting lists stay as they are; one that
 * a rule made has a single result, whose reply is never left unfinished.
 */
function kept(course: Course): Course {
  const { bytes, from, to } = course.line;
  const line = Buffer.from(bytes.subarray(from, to));
  const words = wordsOf(line.toString('latin1'));
  const results = copied(course.results);
  return {
    ...course,
    line: { bytes: line, from: 0, to: line.length },
    words,
    results,
    bare: copied(course.bare),
    formal: course.formal.slice(0, words.length).map(({ list, from, to }) => runs(list, from, to)),
    run: course.run - course.results.from,
  };
}

/** The posting lists of the words of a query, by their place in it. */
interface WordLists {
  readonly all: readonly Runs[];
  readonly formal: readonly Runs[];
  readonly informal: readonly Runs[];
  /** @param record the place of a record of {@link NameWords} */
  set(place: number, record: number): void;
  /** For a word that is in the name of one character only, by a rule. */
  setSingle(place: number, ordinal: number): void;
}

/** Nothing is allocated for a query: these lists are used again and again. */
function wordLists({ memory }: NameWords): WordLists {
  const lists = { all: manyRuns(), formal: manyRuns(), informal: manyRuns() };
  const singles = new Uint32Array(2 * MOST_WORDS);
  return {
    ...lists,
    set(place, record) {
      put(lists.all[place], memory, memory[record + ALL], memory[record + ALL + 1]);
      put(lists.formal[place], memory, memory[record + FORMAL], memory[record + FORMAL + 1]);
      put(lists.informal[place], memory, memory[record + INFORMAL], memory[record + INFORMAL + 1]);
    },
    setSingle(place, ordinal) {
      singles[2 * place] = ordinal;
      singles[2 * place + 1] = ordinal + 1;
      put(lists.all[place], singles, 2 * place, 2 * place + 2);
      put(lists.formal[place], singles, 2 * place, 2 * place + 2);
      put(lists.informal[place], singles, 0, 0);
    },
  };
}

function manyRuns(): Scratch[] {
  return Array.from({ length: MOST_WORDS }, () => scratch(0));
}

function put(set: Scratch | undefined, list: Uint32Array, from = 0, to = 0): void {
  if (set === undefined) return;
  set.list = list;
  set.from = from;
  set.to = to;
}

/** Writes what two sets hold to the scratch space that the first does not stand in. */
function narrow(set: Runs, list: Runs, [one, other]: readonly [Scratch, Scratch]): Runs {
  return intersect(set, list, set === one ? other : one);
}

function scratchPair(pairs: number): readonly [Scratch, Scratch] {
  return [scratch(pairs), scratch(pairs)];
}

function lengthOf(runs: Runs | undefined): number {
  return runs === undefined ? 0 : runs.to - runs.from;
}
