/**
 * The fast path of the search, for what nearly everybody asks: plain words that names have. It reads them from the
 * bytes of the line and points at their posting lists, so no query allocates anything.
 *
 * Invariant: it returns what {@link find} finds, or undefined; then {@link find} has to answer the line.
 */
import type { Arena } from '../../bytes/arena.ts';
import type { Line } from '../../bytes/line.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import { ordinalByRule } from '../index/rule-words.ts';
import { numberOf, pointAtAll, pointAtOthers } from '../index/word-records.ts';
import { MAX_PARTS } from '../query/parse.ts';
import type { Term } from '../query/terms.ts';
import { intersectAll, newOperand } from '../sets/operand.ts';
import { countOf, isEmpty, NO_RUNS, point, runs } from '../sets/runs.ts';
import type { Word } from '../words/pattern.ts';
import { asWord } from '../words/pattern.ts';
import { wordReader } from '../words/reader.ts';
import type { Finding } from './find.ts';

/**
 * What has all words of a line; undefined if the fast path can't answer it. It is one object, used again for every
 * line, and valid as long as the line and the arena stay as they are.
 */
type FindPlain = (line: Line, arena: Arena) => Finding | undefined;

/** The ASCII characters that plain words are made of: letters, digits, spaces and hyphens. */
const PLAIN = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -') PLAIN[char.charCodeAt(0)] = 1;

function isPlain({ bytes, from, to }: Line): boolean {
  for (let i = from; i < to; i++) if (PLAIN[bytes[i] ?? 0] !== 1) return false;
  return true;
}

/** Makes the fast path, which answers lines of plain words that names have, and nothing else. */
export function plainFinder({ characters, records }: MojiIndex): FindPlain {
  const reader = wordReader();
  const found = newOperand();
  let asked: Line | undefined;
  let terms: [Term[]] | undefined;
  const finding: Finding & { total: number; workOfTelling: number } = {
    alternatives: () => (terms ??= [asked === undefined ? [] : [termOf(asked)]]),
    workOfTelling: 0,
    total: 0,
    shown: found.all,
    explained: found.others,
    reasons: undefined,
    names: undefined,
    holders: new Map(),
    extras: [],
    suggestions: [],
    notes: [],
  };
  const operands = Array.from({ length: MAX_PARTS }, newOperand);
  /** For words that are in the name of one character only, by a rule: a run for each place. */
  const singles = new Uint32Array(2 * MAX_PARTS);

  /** Points an operand at what has the word that was read; false if no name has it. */
  function pointAtWord(place: number): boolean {
    const operand = operands[place];
    if (operand === undefined) return false;
    const number = numberOf(records, reader);
    if (number >= 0) {
      pointAtAll(records, number, operand.all);
      pointAtOthers(records, number, operand.others);
      return operand.all.to > operand.all.from;
    }
    const ordinal = ordinalByRule(characters, reader.spelled());
    if (ordinal < 0) return false;
    singles[2 * place] = ordinal;
    singles[2 * place + 1] = ordinal + 1;
    point(operand.all, runs(singles, 2 * place, 2 * place + 2));
    point(operand.others, NO_RUNS);
    return true;
  }

  /** A line of plain words as a term. */
  function termOf({ bytes, from, to }: Line): Term {
    const words: Word[] = [];
    for (let at = from; reader.read(bytes, at, to); at = reader.at()) words.push(asWord(reader.spelled()));
    return { kind: 'words', isNegative: false, keywords: false, words };
  }

  return (line, arena) => {
    if (!isPlain(line)) return undefined;
    const { bytes, from, to } = line;
    let count = 0;
    for (let at = from; reader.read(bytes, at, to); at = reader.at()) if (!pointAtWord(count++)) return undefined;
    if (count === 0) return undefined;
    intersectAll(operands, count, arena, found);
    if (isEmpty(found.all)) return undefined;
    asked = line;
    terms = undefined;
    finding.workOfTelling = count;
    finding.total = countOf(found.all);
    return finding;
  };
}
