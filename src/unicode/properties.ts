
/** The fields of properties that a query can ask for. */
export const PROPERTY_FIELDS = ['block', 'script', 'category', 'age', 'is'] as const;
export type PropertyField = (typeof PROPERTY_FIELDS)[number];

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

/** Reads the values of a property from the bytes of its file; the code points of a value, when first asked for. */
export function readProperty(file: Buffer): Property {
  const values: PropertyValue[] = [];
  for (const section of file.toString('utf8').split(/\n(?=[=+] )/).slice(1)) {
    const headEnd = section.indexOf('\n');
    const head = headEnd < 0 ? section : section.slice(0, headEnd);
    const [names = '', members] = head.slice(2).split(' : ');
    values.push(propertyValue(names, () => (members === undefined ? readRanges(section) : joined(values, members))));
  }
  const byName = new Map<string, PropertyValue>();
  for (const value of values) for (const name of value.names) byName.set(loose(name), value);
  return { values, find: (name) => byName.get(loose(name)) };
}

function propertyValue(head: string, read: () => number[]): PropertyValue {
  const [line = '', label] = head.split('\t');
  const names = line.trim().split(' ');
  let ranges: number[] | undefined;
  return {
    names,
    label: label?.trim() ?? (names[0] ?? '').replaceAll('_', ' '),
    get ranges() {
      return (ranges ??= read());
    },
  };
}

function readRanges(section: string): number[] {
  const ranges: number[] = [];
  for (const [, first = '', last = first] of section.matchAll(/^([0-9A-F]+)(?:\.\.([0-9A-F]+))?$/gm)) {
    ranges.push(Number.parseInt(first, 16), Number.parseInt(last, 16));
  }
  return ranges;
}

/** The ranges of several values, such as those of all categories of letters, in order. */
function joined(values: readonly PropertyValue[], members: string): number[] {
  const parts = values.filter(({ names }) => members.trim().split(' ').some((member) => names.includes(member)));
  const pairs = parts.flatMap(pairsOf);
  return pairs.sort(([a = 0], [b = 0]) => a - b).flat();
}

function pairsOf({ ranges }: PropertyValue): number[][] {
  return ranges.flatMap((first, i) => (i % 2 === 0 ? [[first, ranges[i + 1] ?? first]] : []));
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
