/**
 * What the Consortium's files say, read by the shortest way: what the server is compared with. Only code points that a
 * server lists count: those with a name, and the controls.
 */
import type { Entry, Ucd } from '../data/ucd.ts';
import { codePointsIn, each, rangeIn } from '../data/ucd.ts';

export type Values = ReadonlyMap<number, string>;

export interface Consortium {
  readonly listed: ReadonlySet<number>;
  /** The fields of UnicodeData.txt by code point, from its second one on; ranges have theirs at each code point. */
  readonly data: ReadonlyMap<number, readonly string[]>;
  /** A file with a value for each range, and the value of all else. */
  valuesOf(file: string, column?: number, otherwise?: string): Values;
  /** A property of the Unihan database. */
  unihan(property: string): Values;
  /** The names of the values of a property: each value's in a list. */
  namesOf(property: string): string[][];
}

export function consortium(ucd: Ucd): Consortium {
  const data = unicodeData(ucd);
  const listed = new Set([...data].filter(([, [, category = '']]) => !/^C[nos]$/.test(category)).map(([at]) => at));
  return {
    listed,
    data,
    valuesOf(file, column = 1, otherwise) {
      const values = new Map<number, string>();
      if (otherwise !== undefined) for (const codePoint of listed) values.set(codePoint, otherwise);
      for (const fields of ucd.records(file)) {
        const range = rangeIn(fields[0] ?? '');
        for (const codePoint of each([range])) if (listed.has(codePoint)) values.set(codePoint, fields[column] ?? '');
      }
      return values;
    },
    unihan: (property) => spread(ucd.unihan(property)),
    namesOf(property) {
      return ucd.records('PropertyValueAliases.txt').filter(([known]) => known === property).map(([, ...names]) => names);
    },
  };
}

/** Code points by value. */
export function byValue(values: Values, listed: ReadonlySet<number>): Map<string, Set<number>> {
  const sets = new Map<string, Set<number>>();
  for (const [codePoint, value] of values) {
    if (!listed.has(codePoint)) continue;
    const set = sets.get(value) ?? new Set<number>();
    sets.set(value, set.add(codePoint));
  }
  return sets;
}

/** The text of code points in hex. */
export function textOf(codePoints: string): string {
  return String.fromCodePoint(...codePointsIn(codePoints));
}

function unicodeData(ucd: Ucd): Map<number, string[]> {
  const data = new Map<number, string[]>();
  let first = 0;
  for (const [digits = '', ...fields] of ucd.records('UnicodeData.txt')) {
    const last = Number.parseInt(digits, 16);
    if (!fields[0]?.endsWith(', Last>')) first = last;
    for (const codePoint of each([{ first, last }])) data.set(codePoint, fields);
  }
  return data;
}

function spread(entries: readonly Entry[]): Map<number, string> {
  const values = new Map<number, string>();
  for (const { first, last, value } of entries) {
    for (const codePoint of each([{ first, last }])) values.set(codePoint, value);
  }
  return values;
}
