/**
 * What is known of characters beyond names, keywords and the common properties: what fields like `reading:` look up,
 * and what cards show. The build keeps it in a file of its own, and a server reads a section of it when a client first
 * needs it; without that file it is made from the data files.
 */
import type { Characters } from '../../unicode/characters.ts';
import { ordinalOf } from '../../unicode/characters.ts';
import type { DataFile, RecordFile } from '../../unicode/data.ts';
import { dataLines, languageLines } from '../../unicode/data.ts';
import type { NormalForms } from '../../unicode/normal-forms.ts';
import { normalForms } from '../../unicode/normal-forms.ts';
import type { KeyedField, Property, PropertyField } from '../../unicode/properties.ts';
import { holds, valueMap } from '../../unicode/properties.ts';
import { foldReading } from '../../unicode/readings.ts';
import type { Records } from '../../unicode/records.ts';
import { codePointsOf, eachRecord, recordsIn } from '../../unicode/records.ts';
import type { Sequences } from '../../unicode/sequences.ts';
import { readSequences } from '../../unicode/sequences.ts';
import type { TypedNames } from '../../unicode/typed-names.ts';
import { readTypedNames } from '../../unicode/typed-names.ts';
import { once, onceFor } from '../once.ts';
import { CARD_LANGUAGES } from './card-languages.ts';
import { packColumns, unpackColumns } from './columns.ts';
import type { SectionReader } from './facts-file.ts';
import { openFacts, writeFacts } from './facts-file.ts';
import type { KeyedSets } from './keyed-sets.ts';
import { keyedSets } from './keyed-sets.ts';

/** Facts by kind: read in steps the first time, and available at once from then on. */
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
interface FactsSource {
  readonly characters: Characters;
  property(field: PropertyField): Property;
}

/** The files of records that are sections as they are. */
export const FACT_FILES = [
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
export type FactFile = (typeof FACT_FILES)[number];

const FILES: readonly DataFile[] = [
  ...FACT_FILES,
  'named-sequences.txt',
  'variation-sequences.txt',
  'typed-names.txt',
];

const LANGUAGE_NAMES = 'language-names';

/** Opens the file of facts where the build kept it. */
export function openFactsOf(file: URL, source: FactsSource): Facts {
  const kept = openFacts(file);
  const bytes = onceFor(kept === undefined ? sectionFromData : sectionsOf(kept));
  const sets = onceFor(function* (field: KeyedField) {
    if (field === 'looks') return yield* lookAlikes(source, yield* normal(), bytes);
    const { file, keysOf } = KEYS[field];
    return yield* setsOf(yield* bytes(file), source.characters, keysOf);
  });
  const records = onceFor(function* (name: FactFile) {
    return recordsIn(yield* bytes(name));
  });
  const normal = once(function* () {
    const files = [yield* bytes('decompositions.txt'), yield* bytes('confusables.txt')] as const;
    for (const field of ['ccc', 'is'] as const) {
      source.property(field);
      yield;
    }
    return normalFormsOf(source, ...files);
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
    normalForms: normal,
    sequences,
    typedNames: typed,
    languageNames: () => bytes(LANGUAGE_NAMES),
  };
}

/** Makes the file of facts from the data files. */
export function keepFacts(file: URL): void {
  writeFacts(file, new Map([...SECTIONS].map(([name, make]) => [name, packColumns(make())])));
}

/** The sections of the file, and what makes the lines of each of them from the data files. */
const SECTIONS: ReadonlyMap<string, () => string[]> = new Map([
  ...FILES.map((file): [string, () => string[]] => [file, () => [...dataLines(file)]]),
  [LANGUAGE_NAMES, languageNames],
]);

/** Sections as they are made from the data files. */
function* sectionFromData(name: string): Generator<undefined, Buffer> {
  const make = SECTIONS.get(name);
  if (make === undefined) throw new RangeError(`there are no facts ${name}`);
  return Buffer.from(make().map((line) => `${line}\n`).join(''));
}

/** Reads sections of the file that the build kept. */
function sectionsOf(read: SectionReader): SectionReader {
  return function* (name) {
    return yield* unpackColumns(yield* read(name));
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
function languageNames(): string[] {
  const names = new Map<string, string[]>();
  for (const [column, language] of CARD_LANGUAGES.entries()) {
    for (const line of languageLines(language)) {
      const [codePoints = '', name = ''] = line.split('\t');
      const columns = names.get(codePoints) ?? CARD_LANGUAGES.map(() => '');
      names.set(codePoints, columns);
      columns[column] = name;
    }
  }
  return [...names].map(([codePoints, columns]) => [codePoints, ...columns].join('\t'));
}

/** The file with the keys of each field, and how to get the keys from a line of it. */
const KEYS: Readonly<Record<Exclude<KeyedField, 'looks'>, { file: FactFile; keysOf: (text: string) => string[] }>> = {
  value: { file: 'numeric-values.txt', keysOf: (text) => [text] },
  reading: { file: 'readings.txt', keysOf: (text) => text.split(/[\t ]/).map(foldReading) },
  radical: { file: 'ideographs.txt', keysOf: radicalsOf },
  strokes: { file: 'ideographs.txt', keysOf: (text) => [strokesOf(text)] },
};

/** Lines and characters processed per step. */
const LINES_PER_STEP = 250;
const SKELETONS_PER_STEP = 100;

/** Sets of the characters in a file, by the keys that each line of it has. */
function* setsOf(
  file: Buffer,
  characters: Characters,
  keysOf: (text: string) => string[],
): Generator<undefined, KeyedSets> {
  const { add, finish } = keyedSets();
  let lines = 0;
  for (const { first, last, text } of eachRecord(file)) {
    if (++lines % LINES_PER_STEP === 0) yield;
    const start = ordinalOf(characters, first);
    for (const key of keysOf(text)) {
      // Neighbours in the file are neighbours in the table.
      if (key !== '') for (let ordinal = start; ordinal <= start + last - first; ordinal++) add(key, ordinal);
    }
  }
  return finish();
}

/** The classes of characters that look alike, by skeleton. */
function* lookAlikes(
  { characters }: FactsSource,
  normal: NormalForms,
  bytes: SectionReader,
): Generator<undefined, KeyedSets> {
  const codePoints = new Set<number>();
  let lines = 0;
  for (const { first, last, text } of eachRecord(yield* bytes('confusables.txt'))) {
    if (++lines % LINES_PER_STEP === 0) yield;
    for (let codePoint = first; codePoint <= last; codePoint++) codePoints.add(codePoint);
    // The prototype is one of its own class.
    const prototype = codePointsOf(text);
    if (prototype.length === 1) for (const codePoint of prototype) codePoints.add(codePoint);
  }
  for (const { first, last, text } of eachRecord(yield* bytes('decompositions.txt'))) {
    if (++lines % LINES_PER_STEP === 0) yield;
    if (text.startsWith('<')) continue;
    for (let codePoint = first; codePoint <= last; codePoint++) codePoints.add(codePoint);
  }
  yield;
  const { add, finish } = keyedSets();
  let looked = 0;
  for (const codePoint of [...codePoints].sort((a, b) => a - b)) {
    if (++looked % SKELETONS_PER_STEP === 0) yield;
    const ordinal = ordinalOf(characters, codePoint);
    if (ordinal >= 0) add(normal.skeleton(String.fromCodePoint(codePoint)), ordinal);
  }
  return finish();
}

/** The radicals of a line of ideographs.txt; the number of further strokes follows a full stop. */
function radicalsOf(text: string): string[] {
  const [radicals = ''] = text.split('\t');
  return radicals.split(' ').map((each) => each.replace(/\..*/, ''));
}

/** How many strokes the ideograph of a line of ideographs.txt has. */
function strokesOf(text: string): string {
  return text.split('\t')[1] ?? '';
}
