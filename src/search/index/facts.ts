/**
 * What is known of characters beyond names, keywords and the common properties: what fields like `reading:` look up,
 * and what cards show. The build keeps it in a file of its own, of which a server reads a section when somebody first
 * asks for it; without that file it is made from the data files.
 */
import type { Characters } from '../../unicode/characters.ts';
import { ordinalOf } from '../../unicode/characters.ts';
import type { DataFile, RecordFile } from '../../unicode/data.ts';
import { readData, languageLines } from '../../unicode/data.ts';
import type { NormalForms } from '../../unicode/normal-forms.ts';
import { normalForms } from '../../unicode/normal-forms.ts';
import type { KeyedField, Property, PropertyField } from '../../unicode/properties.ts';
import { holds, KEYED_FIELDS, valueMap } from '../../unicode/properties.ts';
import { foldReading } from '../../unicode/readings.ts';
import type { Records } from '../../unicode/records.ts';
import { codePointsOf, eachRecord, recordsIn } from '../../unicode/records.ts';
import type { Sequences } from '../../unicode/sequences.ts';
import { readSequences } from '../../unicode/sequences.ts';
import type { TypedNames } from '../../unicode/typed-names.ts';
import { readTypedNames } from '../../unicode/typed-names.ts';
import { CARD_LANGUAGES } from './card-languages.ts';
import type { SectionReader } from './facts-file.ts';
import { openFacts, writeFacts } from './facts-file.ts';
import type { KeyedSets } from './keyed-sets.ts';
import { openSets, packSets } from './keyed-sets.ts';

/** Gives what is asked for; in steps the first time, and at once from then on. */
export interface Facts {
  sets(field: KeyedField): Generator<undefined, KeyedSets>;
  records(file: FactFile): Generator<undefined, Records>;
  normalForms(): Generator<undefined, NormalForms>;
  sequences(): Generator<undefined, Sequences>;
  typedNames(): Generator<undefined, TypedNames>;
  /** Names in the languages of cards, as lines of code points and names. */
  languageNames(): Generator<undefined, Buffer>;
}

/** What facts are made from, next to the data files. */
export interface FactsSource {
  readonly characters: Characters;
  property(field: PropertyField): Property;
}

/** The files of records that are sections as they are. */
const RECORD_FILES = [
  'numeric-values.txt',
  'cases.txt',
  'decompositions.txt',
  'mirrors.txt',
  'confusables.txt',
  'see-also.txt',
  'readings.txt',
  'ideographs.txt',
  'variants.txt',
  'script-extensions.txt',
] as const satisfies readonly RecordFile[];
export type FactFile = (typeof RECORD_FILES)[number];

const FILES: readonly DataFile[] = [
  ...RECORD_FILES,
  'named-sequences.txt',
  'variation-sequences.txt',
  'typed-names.txt',
];

const LANGUAGE_NAMES = 'language-names';

/** Opens the file of facts where the build kept it. */
export function openFactsOf(file: URL, source: FactsSource): Facts {
  const bytes = once(openFacts(file) ?? sectionsFrom(source));
  const sets = once(function* (field: KeyedField) {
    return openSets(yield* bytes(`sets:${field}`));
  });
  const records = once(function* (name: FactFile) {
    return recordsIn(yield* bytes(name));
  });
  const normal = once(function* () {
    return normalFormsOf(source, yield* bytes('decompositions.txt'), yield* bytes('confusables.txt'));
  });
  const sequences = once(function* () {
    return readSequences(yield* bytes('named-sequences.txt'), yield* bytes('variation-sequences.txt'));
  });
  const typed = once(function* () {
    return yield* readTypedNames(yield* bytes('typed-names.txt'));
  });
  return {
    sets,
    records,
    normalForms: () => normal('all'),
    sequences: () => sequences('all'),
    typedNames: () => typed('all'),
    languageNames: () => bytes(LANGUAGE_NAMES),
  };
}

/** Makes the file of facts from the data files. */
export function keepFacts(file: URL, source: FactsSource): void {
  const sections = new Map<string, Uint8Array>(FILES.map((name) => [name, readData(name)]));
  sections.set(LANGUAGE_NAMES, languageNames());
  for (const field of KEYED_FIELDS) sections.set(`sets:${field}`, packSets(BUILDERS[field](source)));
  writeFacts(file, sections);
}

/** Sections as they are made from the data files. */
function sectionsFrom(source: FactsSource): SectionReader {
  return function* (name) {
    const field = KEYED_FIELDS.find((known) => name === `sets:${known}`);
    if (field) return Buffer.from(packSets(BUILDERS[field](source)));
    if (name === LANGUAGE_NAMES) return languageNames();
    const file = FILES.find((known) => known === name);
    if (file) return readData(file);
    throw new RangeError(`there are no facts ${name}`);
  };
}

function normalFormsOf({ property }: FactsSource, decompositions: Buffer, confusables: Buffer): NormalForms {
  const combiningClass = valueMap(property('ccc'));
  const binary = (name: string): ((codePoint: number) => boolean) => {
    const value = property('is').find(name);
    return (codePoint) => value !== undefined && holds(value, codePoint);
  };
  return normalForms({
    decompositions: () => eachRecord(decompositions),
    decompositionOf: recordsIn(decompositions),
    prototypeOf: recordsIn(confusables),
    combiningClassOf: (codePoint) => Number(combiningClass(codePoint)?.names.at(-1) ?? 0),
    isExcluded: binary('Full_Composition_Exclusion'),
    isIgnorable: binary('Default_Ignorable_Code_Point'),
  });
}

/** A line for each text that a language of cards has a name for: code points, and a tab before the name in each. */
function languageNames(): Buffer {
  const names = new Map<string, string[]>();
  for (const [column, language] of CARD_LANGUAGES.entries()) {
    for (const line of languageLines(language)) {
      const [codePoints = '', name = ''] = line.split('\t');
      const columns = names.get(codePoints) ?? CARD_LANGUAGES.map(() => '');
      names.set(codePoints, columns);
      columns[column] = name;
    }
  }
  return Buffer.from([...names].map(([codePoints, columns]) => `${[codePoints, ...columns].join('\t')}\n`).join(''));
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
function lookAlikes(source: FactsSource): Map<string, number[]> {
  const { characters } = source;
  const normal = normalFormsOf(source, readData('decompositions.txt'), readData('confusables.txt'));
  const codePoints = new Set<number>();
  for (const { first, last, text } of eachRecord(readData('confusables.txt'))) {
    for (let codePoint = first; codePoint <= last; codePoint++) codePoints.add(codePoint);
    const prototype = codePointsOf(text);
    if (prototype.length === 1) for (const codePoint of prototype) codePoints.add(codePoint);
  }
  for (const { first, last, text } of eachRecord(readData('decompositions.txt'))) {
    if (text.startsWith('<')) continue;
    for (let codePoint = first; codePoint <= last; codePoint++) codePoints.add(codePoint);
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
