/** The values of fields that queries name, and the characters that have them. */
import { ordinalOf } from '../../unicode/characters.ts';
import { lowestTerms } from '../../unicode/numbers.ts';
import type { KeyedField, PropertyField, PropertyValue } from '../../unicode/properties.ts';
import { isPropertyField, loose } from '../../unicode/properties.ts';
import { readingsFor } from '../../unicode/readings.ts';
import type { KeyedSets } from '../index/keyed-sets.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import { nearestOf } from '../index/nearest.ts';
import { QueryError, quote } from '../query/error.ts';
import type { PropertyTerm } from '../query/terms.ts';
import type { Runs } from '../sets/runs.ts';
import { append, NO_RUNS, runsOf } from '../sets/runs.ts';
import { radicalIn } from './radicals.ts';

const EXAMPLES: Record<PropertyField, string> = {
  block: 'block:arrows and block:box_drawing',
  script: 'script:greek and script:Grek',
  scx: 'scx:greek and scx:Grek',
  category: 'category:Sm, category:Math_Symbol and category:S',
  age: 'age:1.1 and age:18.0',
  is: 'is:emoji and is:uppercase',
  bidi: 'bidi:R and bidi:arabic_letter',
  width: 'width:W and width:fullwidth',
  ccc: 'ccc:230 and ccc:above',
};

/** What a value of a field is called in an error, where that is not the name of the field. */
const KINDS: Partial<Record<PropertyField, string>> = {
  is: 'property',
  scx: 'script',
  bidi: 'bidi class',
  ccc: 'combining class',
};

/** Values that exist but that no character has (PropertyValueAliases.txt): of unassigned code points, or unused. */
const EMPTY: Partial<Record<PropertyField, readonly string[]>> = {
  block: ['No_Block', 'NB'],
  script: ['Unknown', 'Zzzz', 'Katakana_Or_Hiragana', 'Hrkt'],
  scx: ['Unknown', 'Zzzz', 'Katakana_Or_Hiragana', 'Hrkt'],
  category: ['Unassigned', 'Cn'],
  age: ['Unassigned', 'NA'],
};

/** The characters that have the values of terms, as far as they were looked up. */
export type Holders = ReadonlyMap<PropertyTerm, Runs>;

/** The characters that have the value of a term. Once the field was read, it takes no steps. */
export function* holdersOf(index: MojiIndex, { field, value }: PropertyTerm): Generator<undefined, Runs> {
  if (isPropertyField(field)) return withProperty(index, field, value);
  const key = `${field}:${value}`;
  const known = index.recentSets.get(key);
  if (known !== undefined) return known;
  const sets = yield* index.facts.sets(field);
  const found =
    field === 'looks' ? yield* lookAlikes(index, sets, value) : union(keysOf(index, field, value).map(sets));
  index.recentSets.set(key, found);
  return found;
}

function withProperty(index: MojiIndex, field: PropertyField, name: string): Runs {
  const value = knownValue(index, field, name);
  if (value !== undefined) return index.holders(value);
  // All numbers up to 254 are classes, and most of them are unused (UAX #44, section 5.7.4).
  if (field === 'ccc' && /^\d{1,3}$/.test(name) && Number(name) <= 254) return NO_RUNS;
  if (EMPTY[field]?.some((empty) => loose(empty) === loose(name))) return NO_RUNS;
  throw new QueryError(`no ${KINDS[field] ?? field} ${quote(name)}; ${adviceOn(index, field, name)}`);
}

/** What helps where a field has no value of a name. */
function adviceOn(index: MojiIndex, field: PropertyField, name: string): string {
  const { values } = index.property(field);
  const wanted = name.toLowerCase();
  const near = nearestOf(wanted, values.flatMap((each) => each.names.map((known) => known.toLowerCase())));
  if (near !== undefined) return `did you mean '${near}'?`;
  const longer = values.find(({ label }) => label.toLowerCase().startsWith(`${wanted} `));
  if (longer !== undefined) return `quote a value that has spaces, as in ${field}:"${longer.label}"`;
  return `there are ${values.length}, such as ${EXAMPLES[field]}`;
}

/** The value of a property with a name, matched loosely, or undefined. An age may leave its `.0` out. */
function knownValue(index: MojiIndex, field: PropertyField, name: string): PropertyValue | undefined {
  const { find } = index.property(field);
  if (field === 'age' && /^\d+$/.test(name)) return find(`${name}.0`);
  return find(field === 'ccc' && /^\d+$/.test(name) ? String(Number(name)) : name);
}

/** The keys that a written value may stand for. */
function keysOf(index: MojiIndex, field: Exclude<KeyedField, 'looks'>, value: string): string[] {
  switch (field) {
    case 'reading':
      return readingsFor(value);
    case 'value': {
      const number = lowestTerms(value);
      if (number !== undefined) return [number];
      throw new QueryError(`${quote(value)} is not a number; write value:7, value:1/2 or value:0.5`);
    }
    case 'strokes':
      if (/^\d{1,3}$/.test(value)) return [String(Number(value))];
      throw new QueryError(`${quote(value)} is not a number of strokes; write a whole number, as in strokes:10`);
    case 'radical':
      return radicalIn(index, value);
  }
}

/**
 * The longest text, in UTF-16 code units, that can look like one character. The longest in the data has less than half
 * of this.
 */
const LONGEST_LOOK = 48;

/** The class of all look-alikes of a text, and the character itself. */
function* lookAlikes(index: MojiIndex, sets: KeyedSets, value: string): Generator<undefined, Runs> {
  if (value.length > LONGEST_LOOK) return NO_RUNS;
  const { skeleton, composed } = yield* index.facts.normalForms();
  const whole = composed(value);
  const codePoint = whole.codePointAt(0) ?? 0;
  const ordinal = whole === String.fromCodePoint(codePoint) ? ordinalOf(index.characters, codePoint) : -1;
  const found = sets(skeleton(value));
  return union([found, ordinal < 0 ? undefined : runsOf([ordinal, ordinal + 1])]);
}

/** What any of some sets holds. */
function union(sets: readonly (Runs | undefined)[]): Runs {
  const found = sets.filter((set) => set !== undefined);
  const [only] = found;
  if (only === undefined || found.length === 1) return only ?? NO_RUNS;
  const pairs = found.flatMap(({ list, from, to }) => {
    const pair = (at: number): readonly [number, number] => [list[at] ?? 0, list[at + 1] ?? 0];
    return Array.from({ length: (to - from) / 2 }, (_, i) => pair(from + 2 * i));
  });
  const all: number[] = [];
  for (const [first, past] of pairs.sort(([a], [b]) => a - b)) append(all, first, past);
  return runsOf(all);
}
