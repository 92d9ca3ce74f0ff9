/** Properties of characters that have named values, and the characters that have each. */

/** The fields of properties whose values have names. */
export const PROPERTY_FIELDS = ['block', 'script', 'scx', 'category', 'age', 'is', 'bidi', 'width', 'ccc'] as const;
export type PropertyField = (typeof PROPERTY_FIELDS)[number];

/** The fields of facts that are numbers, texts or readings. */
export const KEYED_FIELDS = ['value', 'looks', 'reading', 'radical', 'strokes'] as const;
export type KeyedField = (typeof KEYED_FIELDS)[number];

export type Field = PropertyField | KeyedField;

/** Other names of fields: the short names of properties (PropertyAliases.txt). */
const SHORT_NAMES: ReadonlyMap<string, Field> = new Map([
  ['blk', 'block'],
  ['sc', 'script'],
  ['gc', 'category'],
  ['bc', 'bidi'],
  ['ea', 'width'],
  ['nv', 'value'],
]);

/** The field with a name, of either case, or undefined. */
export function fieldOf(name: string): Field | undefined {
  const folded = name.toLowerCase();
  const isName = (field: Field): boolean => field === folded;
  return PROPERTY_FIELDS.find(isName) ?? KEYED_FIELDS.find(isName) ?? SHORT_NAMES.get(folded);
}

/** Whether the values of a field have names. */
export function isPropertyField(field: Field): field is PropertyField {
  return PROPERTY_FIELDS.some((known) => known === field);
}

/** A value of a property (a block, a script, a category, …) and the code points that have it. */
export interface PropertyValue {
  /** The long name and every alias, as PropertyValueAliases.txt spells them. */
  readonly names: readonly string[];
  /** The name to show people: `Latin-1 Supplement`. */
  readonly label: string;
  /** Code points as pairs of first and last, ascending. */
  readonly ranges: readonly number[];
  /** Whether it stands for several other values, as Letter does. */
  readonly isGroup: boolean;
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
    const read = (): number[] => (members === undefined ? readRanges(section) : joined(values, members));
    values.push(propertyValue(names, members !== undefined, read));
  }
  return propertyOf(values);
}

/** A property of these values. */
export function propertyOf(values: readonly PropertyValue[]): Property {
  const byName = new Map<string, PropertyValue>();
  for (const value of values) for (const name of value.names) byName.set(loose(name), value);
  return { values, find: (name) => byName.get(loose(name)) };
}

function propertyValue(head: string, isGroup: boolean, read: () => number[]): PropertyValue {
  const [line = '', label] = head.split('\t');
  const names = line.trim().split(' ');
  let ranges: number[] | undefined;
  return {
    names,
    label: label?.trim() ?? (names[0] ?? '').replaceAll('_', ' '),
    isGroup,
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

/** Makes a function that finds the value of a code point, for a property with at most one value per code point. */
export function valueMap({ values }: Property): (codePoint: number) => PropertyValue | undefined {
  const single = values.filter(({ isGroup }) => !isGroup);
  const rows = single.flatMap((value) => pairsOf(value).map(([first = 0]) => ({ first, value })));
  rows.sort((a, b) => a.first - b.first);
  const firsts = Uint32Array.from(rows, ({ first }) => first);
  return (codePoint) => {
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((firsts[middle] ?? 0) <= codePoint) low = middle + 1;
      else high = middle;
    }
    const value = rows[low - 1]?.value;
    return value !== undefined && holds(value, codePoint) ? value : undefined;
  };
}
