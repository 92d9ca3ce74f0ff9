import type { DataFile } from './data.ts';
import { dataLines } from './data.ts';

/** A value of a property (a block, a script, a category, …) and the code points that have it. */
export interface PropertyValue {
  /** The long name and every alias, as PropertyValueAliases.txt spells them. */
  readonly names: readonly string[];
  /** The name to show people: `Latin-1 Supplement`. */
  readonly label: string;
  /** Code points as pairs of first and last, ascending. */
  readonly ranges: readonly number[];
}

export interface Property {
  readonly values: readonly PropertyValue[];
  /** The value with a name, matched loosely, or undefined. */
  find(name: string): PropertyValue | undefined;
}

/** A name as it is compared: UAX #44, section 5.9.3, rule LM3. */
export function loose(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '').replace(/^is(?=.)/, '');
}

/** Reads the values of a property from its file. */
export function readProperty(file: DataFile): Property {
  const values: PropertyValue[] = [];
  let ranges: number[] = [];
  for (const line of dataLines(file)) {
    if (line.startsWith('= ')) {
      ranges = [];
      values.push(headed(line, ranges));
    } else if (line.startsWith('+ ')) {
      const [head = '', members = ''] = line.split(' : ');
      const parts = members.split(' ').map((name) => values.find(({ names }) => names.includes(name))?.ranges ?? []);
      values.push(headed(head, sortedPairs(parts.flat())));
    } else {
      const [first = '', last = first] = line.split('..');
      ranges.push(Number.parseInt(first, 16), Number.parseInt(last, 16));
    }
  }
  const byName = new Map<string, PropertyValue>();
  for (const value of values) for (const name of value.names) byName.set(loose(name), value);
  return { values, find: (name) => byName.get(loose(name)) };
}

function headed(line: string, ranges: readonly number[]): PropertyValue {
  const [names = '', label] = line.slice(2).split('\t');
  const all = names.split(' ');
  return { names: all, label: label ?? (all[0] ?? '').replaceAll('_', ' '), ranges };
}

function sortedPairs(pairs: readonly number[]): number[] {
  const starts = pairs.map((_, i) => i).filter((i) => i % 2 === 0);
  return starts.sort((a, b) => (pairs[a] ?? 0) - (pairs[b] ?? 0)).flatMap((i) => pairs.slice(i, i + 2));
}

/** Whether a code point has a value. */
export function holds({ ranges }: PropertyValue, codePoint: number): boolean {
  let low = 0;
  let high = ranges.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle * 2 + 1] ?? 0) < codePoint) low = middle + 1;
    else high = middle;
  }
  return low * 2 < ranges.length && (ranges[low * 2] ?? 0) <= codePoint;
}
