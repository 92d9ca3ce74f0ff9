/**
 * What is known of characters beyond names, keywords and the common properties: what fields like `reading:` look up, and
 * what cards show. The build keeps it in a file of its own, of which a server reads a section when somebody first asks for
 * it; without that file it is made from the data files.
 */
import type { Characters } from '../../unicode/characters.ts';
import { ordinalOf } from '../../unicode/characters.ts';
import type { DataFile, RecordFile } from '../../unicode/data.ts';
import { readData } from '../../unicode/data.ts';
import type { NormalForms } from '../../unicode/normal-forms.ts';
import { foldReading } from '../../unicode/readings.ts';
import { codePointsOf, eachRecord, recordsIn, type Records } from '../../unicode/records.ts';
import { readSequences, type Sequences } from '../../unicode/sequences.ts';
import { openFacts, writeFacts, type SectionReader } from './facts-file.ts';
import { openSets, packSets, type KeyedSets } from './keyed-sets.ts';

/** The fields whose values are looked up as keys. */
export const KEYED_FIELDS = ['value', 'looks', 'reading', 'radical', 'strokes'] as const;
export type KeyedField = (typeof KEYED_FIELDS)[number];

/** Gives what is asked for; in steps the first time, and at once from then on. */
export interface Facts {
  sets(field: KeyedField): Generator<undefined, KeyedSets>;
  records(file: RecordFile): Generator<undefined, Records>;
  /** The bytes of a file of records, for whoever goes through all of them. */
  bytes(file: RecordFile): Generator<undefined, Buffer>;
  sequences(): Generator<undefined, Sequences>;
}

/** What keyed sets are made from, next to the data files. */
export interface FactsSource {
  readonly characters: Characters;
  readonly normal: NormalForms;
}

/** The files that are sections as they are. */
const FILES: readonly DataFile[] = [
  'script-extensions.txt',
  'numeric-values.txt',
  'cases.txt',
  'decompositions.txt',
  'mirrors.txt',
  'confusables.txt',
  'see-also.txt',
  'readings.txt',
  'ideographs.txt',
  'variants.txt',
  'named-sequences.txt',
  'variation-sequences.txt',
];

/** Files that only the build and the file of facts need: an installation has them there, and not among its data files. */
export const FACT_FILES: ReadonlySet<string> = new Set(FILES);

/** Opens the file of facts where the build kept it. */
export function openFactsOf(file: URL, source: () => FactsSource): Facts {
  const read = openFacts(file) ?? sectionsFrom(source);
  const bytes = once(read);
  const sets = once(function* (field: KeyedField) {
    return openSets(yield* bytes(`sets:${field}`));
  });
  const records = once(function* (name: RecordFile) {
    return recordsIn(yield* bytes(name));
  });
  const sequences = once(function* () {
    return readSequences(yield* bytes('named-sequences.txt'), yield* bytes('variation-sequences.txt'));
  });
  return { sets, records, bytes, sequences: () => sequences('all') };
}

/** Makes the file of facts from the data files. */
export function keepFacts(file: URL, source: FactsSource): void {
  const sections = new Map<string, Uint8Array>(FILES.map((name) => [name, readData(name)]));
  for (const field of KEYED_FIELDS) sections.set(`sets:${field}`, packSets(BUILDERS[field](source)));
  writeFacts(file, sections);
}

/** Sections as they are made from the data files. */
function sectionsFrom(source: () => FactsSource): SectionReader {
  return function* (name) {
    const field = KEYED_FIELDS.find((known) => name === `sets:${known}`);
    if (field) return Buffer.from(packSets(BUILDERS[field](source())));
    const file = FILES.find((known) => known === name);
    if (file) return readData(file);
    throw new RangeError(`there are no facts ${name}`);
  };
}

/** What a function gives for a key, kept. */
function once<Key, Value>(make: (key: Key) => Generator<undefined, Value>): typeof make {
  const made = new Map<Key, Value>();
  return function* (key) {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = yield* make(key);
    made.set(key, value);
    return value;
  };
}

type Builder = (source: FactsSource) => Map<string, number[]>;

const BUILDERS: Readonly<Record<KeyedField, Builder>> = {
  value: ({ characters }) => setsOf('numeric-values.txt', characters, (text) => [text]),
  reading: ({ characters }) => setsOf('readings.txt', characters, (text) => text.split(/[\t ]/).map(foldReading)),
  radical: ({ characters }) =>
    setsOf('ideographs.txt', characters, (text) => radicalsOf(text).map(({ radical }) => radical)),
  strokes: ({ characters }) => setsOf('ideographs.txt', characters, (text) => [strokesOf(text)]),
  looks: lookAlikes,
};

/** Sets of the characters in a file, by the keys that each line of it has. */
function setsOf(file: RecordFile, characters: Characters, keysOf: (text: string) => string[]): Map<string, number[]> {
  const sets = new Map<string, number[]>();
  for (const { first, last, text } of eachRecord(readData(file))) {
    const keys = new Set(keysOf(text).filter((key) => key !== ''));
    for (let codePoint = first; codePoint <= last; codePoint++) {
      for (const key of keys) add(sets, key, ordinalOf(characters, codePoint));
    }
  }
  return sets;
}

/** The classes of characters that look alike, by skeleton; characters that look like no other have none. */
function lookAlikes({ characters, normal }: FactsSource): Map<string, number[]> {
  const codePoints = new Set<number>();
  for (const { first, text } of eachRecord(readData('confusables.txt'))) {
    codePoints.add(first);
    const prototype = codePointsOf(text);
    if (prototype.length === 1) for (const codePoint of prototype) codePoints.add(codePoint);
  }
  for (const { first, text } of eachRecord(readData('decompositions.txt'))) {
    if (!text.startsWith('<')) codePoints.add(first);
  }
  const sets = new Map<string, number[]>();
  for (const codePoint of [...codePoints].sort((a, b) => a - b)) {
    const ordinal = ordinalOf(characters, codePoint);
    if (ordinal >= 0) add(sets, normal.skeleton(String.fromCodePoint(codePoint)), ordinal);
  }
  // A character that is its own skeleton is alike to those that have it as theirs.
  for (const [skeleton, ordinals] of sets) {
    const [char = '', ...more] = skeleton;
    const ordinal = more.length > 0 ? -1 : ordinalOf(characters, char.codePointAt(0) ?? 0);
    if (ordinal >= 0 && !ordinals.includes(ordinal)) ordinals.push(ordinal);
    ordinals.sort((a, b) => a - b);
    if (ordinals.length < 2 && ordinal >= 0) sets.delete(skeleton);
  }
  return sets;
}

function add(sets: Map<string, number[]>, key: string, ordinal: number): void {
  const known = sets.get(key);
  if (known) known.push(ordinal);
  else sets.set(key, [ordinal]);
}

/** The radicals of a line of ideographs.txt, with the strokes that come on top of each. */
export function radicalsOf(text: string): { radical: string; more: string }[] {
  const [radicals = ''] = text.split('\t');
  return radicals.split(' ').map((each) => {
    const [radical = '', more = ''] = each.split('.');
    return { radical, more };
  });
}

/** How many strokes the ideograph of a line of ideographs.txt has. */
export function strokesOf(text: string): string {
  return text.split('\t')[1] ?? '';
}
