/** A side that asks by meaning: the best results first, and by which name each was found. */
import type { Result } from '../meaning/ask.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import type { AskedTerm, PropertyTerm } from '../query/terms.ts';
import { QueryError, quote } from '../query/error.ts';
import type { Operand } from '../sets/operand.ts';
import { selfEvident } from '../sets/operand.ts';
import type { Runs } from '../sets/runs.ts';
import { holds, isEmpty, ordinalsOf, setOf } from '../sets/runs.ts';
import { foldName } from '../words/fold.ts';
import { holdersOf } from './field-values.ts';
import { shownName } from './reasons.ts';
import type { Search } from './search.ts';
import { decoded, listedIn, spelledBy } from './spelled.ts';
import { withAccents } from './tex-accents.ts';

/** What is found by meaning. */
export interface Ranked {
  /** How many there are in all. */
  readonly total: number;
  /** The best of them as pairs of ordinals, best first, and as a set. */
  readonly order: readonly number[];
  readonly found: Operand;
  /** What to say of one of them, where it was not found by the name it is shown by. */
  reasonOf(ordinal: number): string | undefined;
}

/** Work (see budget.ts) of a question: that of a slow one. */
const WORK = 500;

/** The block CJK Unified Ideographs, which has the common ones. */
const FIRST_COMMON = 0x4e00;
const LAST_COMMON = 0x9fff;

/**
 * Finds what is meant.
 *
 * @param allowed what the other terms of the side have in common; undefined if there are none that are not negative
 * @param forbidden what its negative terms leave out
 * @param most how many results are wanted
 */
export function* findMeant(
  search: Search,
  { text: written, language }: AskedTerm,
  allowed: Runs | undefined,
  forbidden: Runs,
  most: number,
): Generator<undefined, Ranked> {
  const { index } = search;
  const text = decoded(written) ?? withAccents(written);
  const accepts = (ordinal: number): boolean =>
    (allowed === undefined || holds(allowed, ordinal)) && !holds(forbidden, ordinal);
  const spelled = spelledBy(index, text).filter((ordinal) => ordinal >= 0 && accepts(ordinal));
  const isRead = (ordinal: number): boolean => accepts(ordinal) && !spelled.includes(ordinal);
  const readers = language === undefined && mayBeReading(text) ? yield* readAs(search, text, isRead) : [];
  const listed = listedIn(index, text).filter(accepts);
  const others = new Set([...spelled, ...readers, ...listed]);
  const isFiltered = allowed !== undefined || !isEmpty(forbidden) || others.size > 0;
  const { found, results, languages } = yield* index.meanings.ask(text, {
    limit: most,
    language,
    accepts: isFiltered ? (ordinal) => !others.has(ordinal) && accepts(ordinal) : undefined,
  });
  if (language !== undefined && !languages.includes(language)) {
    const code = codeOf(language, languages) ?? 'de';
    throw new QueryError(`no language ${quote(language)}; write the code of one that CLDR has names in, as in lang:${code}`);
  }
  if (search.spend(WORK)) yield;
  const byOrdinal = new Map<number, Result>();
  for (const result of results) byOrdinal.set(result.ordinal, result);
  const best = [...spelled, ...byOrdinal.keys(), ...readers, ...listed].slice(0, most);
  const order: number[] = [];
  for (const ordinal of best) order.push(ordinal, ordinal + 1);
  return {
    total: found + others.size,
    order,
    found: selfEvident(setOf(best)),
    reasonOf(ordinal) {
      const result = byOrdinal.get(ordinal);
      if (result !== undefined) return reasonOf(index, result);
      return readers.includes(ordinal) ? `${text} (reading)` : undefined;
    },
  };
}

/** The code of a language by its English name. */
function codeOf(name: string, codes: readonly string[]): string | undefined {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  return codes.find((code) => names.of(code)?.toLowerCase() === name.toLowerCase());
}

/**
 * Whether a question may be how an ideograph is read: one word, with a tone or of another script than English. Without
 * either, words like `sun` and `long` would be readings of hundreds.
 */
function mayBeReading(text: string): boolean {
  return !/\s/.test(text) && /[^\0-\x7f]|[a-z][0-6]$/i.test(text);
}

/** The ideographs with a reading: those of the first block, which are the common ones, before others. */
function* readAs(
  { index }: Search,
  text: string,
  accepts: (ordinal: number) => boolean,
): Generator<undefined, number[]> {
  const term: PropertyTerm = { kind: 'property', isNegative: false, field: 'reading', value: text };
  const found = [...ordinalsOf(yield* holdersOf(index, term))].filter(accepts);
  const isCommon = (ordinal: number): boolean => {
    const codePoint = index.characters.codePoints[ordinal] ?? 0;
    return codePoint >= FIRST_COMMON && codePoint <= LAST_COMMON;
  };
  return [...found.filter(isCommon), ...found.filter((ordinal) => !isCommon(ordinal))];
}

/** The reason to show for a result; none if the name differs from the shown one in spelling only. */
function reasonOf(index: MojiIndex, { ordinal, name: written, language }: Result): string | undefined {
  const name = written();
  if (name === undefined) return undefined;
  if (language !== undefined) return `${name} (${language})`;
  return foldName(name).folded === foldName(shownName(index, ordinal)).folded ? undefined : name;
}
