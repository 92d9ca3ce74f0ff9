/**
 * Everything that is searched, built once and shared by all conversations; queries never make it grow.
 *
 * Making it from the data files takes a second or so. The build of the program does that in advance and keeps the
 * result, so an installed server starts as fast as the file can be read.
 */
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import type { Alias } from '../../unicode/aliases.ts';
import { readAliases } from '../../unicode/aliases.ts';
import { findAnnotations, findDefinitions } from '../../unicode/annotations.ts';
import type { CharacterData, Characters } from '../../unicode/characters.ts';
import { characterTable, firstAtLeast, ordinalOf, readCharacters } from '../../unicode/characters.ts';
import type { DataFile, DataReader } from '../../unicode/data.ts';
import { readData } from '../../unicode/data.ts';
import type { Property, PropertyField, PropertyValue } from '../../unicode/properties.ts';
import { holds, readProperty, valueMap } from '../../unicode/properties.ts';
import { scriptExtensions } from '../../unicode/script-extensions.ts';
import type { Runs } from '../sets/runs.ts';
import { append, runsOf } from '../sets/runs.ts';
import type { CardSources } from './card-sources.ts';
import { readCardSources } from './card-sources.ts';
import { differences, summed } from './deltas.ts';
import type { Facts } from './facts.ts';
import { keepFacts, openFactsOf } from './facts.ts';
import { readIndex, writeIndex } from './index-file.ts';
import type { Postings } from './postings.ts';
import type { Recent } from './recent.ts';
import { recent } from './recent.ts';
import { openSyllables, spellSyllables } from './rule-words.ts';
import type { FindFitting } from './signatures.ts';
import type { KeywordPlaces, KeywordPostings, Keywords } from './keyword-index.ts';
import { indexKeywords, openKeywords } from './keyword-index.ts';
import { indexNames } from './name-index.ts';
import type { Meanings } from '../meaning/open.ts';
import { openMeanings } from '../meaning/open.ts';
import type { Name } from '../words/fold.ts';
import { once } from '../once.ts';
import { foldName } from '../words/fold.ts';
import type { Vocabulary, VocabularyData } from './vocabulary.ts';
import { newLearner, openVocabulary, vocabularyOf } from './vocabulary.ts';
import type { WordRecords } from './word-records.ts';
import { packRecords, unpackRecords, wordRecords } from './word-records.ts';
import type { WordPairs } from './word-pairs.ts';
import { pairWords } from './word-pairs.ts';

export interface MojiIndex {
  readonly characters: Characters;
  /** How many characters and emoji sequences there are; the ordinals of sequences follow those of characters. */
  readonly size: number;
  /** The words of all names and keywords. */
  readonly vocabulary: Vocabulary;
  /** What words are looked up in, with their posting lists by names. */
  readonly records: WordRecords;
  /** Posting lists by the words of keywords. */
  readonly keywordPostings: KeywordPostings;
  /** Posting lists by two words in a row, made when they are first asked for. */
  pairs(): Generator<undefined, WordPairs>;
  /** The aliases of a code point, read when they are first asked for. */
  aliasesOf(codePoint: number): readonly Alias[];
  /** The names of a character to compare words with: the formal one, if it has one, and its aliases. */
  namesOf(codePoint: number): readonly Name[];
  /** The values of a property, read when they are first asked for. */
  property(field: PropertyField): Property;
  /** The value that a code point has of a property with at most one value per code point. */
  valueOf(field: PropertyField, codePoint: number): PropertyValue | undefined;
  /** The characters that have a value of a property. */
  holders(value: PropertyValue): Runs;
  /** Makes a function that finds, by place, the Hangul syllables whose words fit a pattern. */
  syllables(): Generator<undefined, FindFitting>;
  /** Keywords and emoji sequences, read when they are first asked for. */
  keywords(): Keywords;
  /** All that people call characters, read when a client first asks by meaning. */
  readonly meanings: Meanings;
  /** What is known of characters beyond that, read when it is first asked for. */
  readonly facts: Facts;
  /** What cards are made from, read when it is first asked for: in steps, and at once from then on. */
  cardSources(): Generator<undefined, CardSources>;
  /** The most recent sets of query terms, by field and value. */
  readonly recentSets: Recent<Runs>;
}

/** What the build keeps. */
interface IndexData {
  readonly characters: CharacterData;
  readonly vocabulary: VocabularyData;
  readonly records: WordRecords;
  readonly keywordPostings: KeywordPostings;
  readonly keywords: KeywordPlaces;
  readonly syllables: Buffer;
  /** The data files that are read when they are first asked for, packed: a running server opens no file. */
  readonly packedTexts: ReadonlyMap<DataFile, Buffer>;
}

/** The folder of this module: that of a built program, or that of a checkout, where the build keeps nothing. */
const HERE = new URL('./', import.meta.url);

/** How many sets are remembered, some kilobytes each, and the longest key of one. */
const RECENT_SETS = 512;
const LONGEST_KEY = 64;

const PROPERTY_FILES: Record<PropertyField, DataFile> = {
  block: 'blocks.txt',
  script: 'scripts.txt',
  scx: 'script-extensions.txt',
  category: 'categories.txt',
  age: 'ages.txt',
  is: 'binaries.txt',
  bidi: 'bidi-classes.txt',
  width: 'widths.txt',
  ccc: 'combining-classes.txt',
};

/** The data files that answers may need. */
const TEXTS: readonly DataFile[] = [
  ...Object.values(PROPERTY_FILES),
  'aliases.txt',
  'common-names.txt',
  'annotations.txt',
  'definitions.txt',
];

/**
 * Opens the index that the build kept, or makes it from the data files if there is none. From then on it needs no file,
 * and the folder it was read from may be replaced.
 *
 * @param folder where the build keeps the index; by default the folder of this module
 * @throws {UnusableFile} that says in one line what is wrong with the file of the index
 */
export function openIndex(folder = HERE): MojiIndex {
  const data = readBuilt(folder) ?? buildIndex();
  const texts = new Map<DataFile, Buffer>();
  const read: DataReader = (file) => {
    const packed = data.packedTexts.get(file);
    const known = texts.get(file) ?? (packed === undefined ? readData(file) : brotliDecompressSync(packed));
    texts.set(file, known);
    return known;
  };
  const characters = characterTable(data.characters);
  const aliases = lazily(() => aliasesByCodePoint(read));
  /** Of characters with aliases alone, of which there are few. */
  const folded = new Map<number, readonly Name[]>();
  const properties = new Map<PropertyField, Property>();
  const valueMaps = new Map<PropertyField, ReturnType<typeof valueMap>>();
  const property = (field: PropertyField): Property => {
    const known = properties.get(field) ?? openProperty(field, property, read);
    properties.set(field, known);
    return known;
  };
  const holders = new Map<PropertyValue, Runs>();
  const isEmoji = (codePoint: number): boolean => {
    const value = property('is').find('Emoji');
    return value !== undefined && holds(value, codePoint);
  };
  const syllables = once(() => openSyllables(data.syllables));
  const cardSources = once(() => readCardSources(index));
  const index: MojiIndex = {
    characters,
    size: characters.count + data.keywords.annotations.sequences.length,
    vocabulary: openVocabulary(data.vocabulary),
    records: data.records,
    keywordPostings: data.keywordPostings,
    pairs: once(() => pairWords(characters, data.records, aliases())),
    aliasesOf: (codePoint) => aliases().get(codePoint) ?? [],
    namesOf(codePoint) {
      const known = folded.get(codePoint);
      if (known) return known;
      const ordinal = ordinalOf(characters, codePoint);
      const formal = ordinal < 0 || characters.isLabeled(ordinal) ? [] : [characters.nameOf(ordinal)];
      const named = aliases().get(codePoint);
      const names = [...formal, ...(named?.map(({ name }) => name) ?? [])].map(foldName);
      if (named) folded.set(codePoint, names);
      return names;
    },
    property,
    valueOf(field, codePoint) {
      const map = valueMaps.get(field) ?? valueMap(property(field));
      valueMaps.set(field, map);
      return map(codePoint);
    },
    holders(value) {
      const found = holders.get(value) ?? runsOfRanges(characters, value.ranges);
      holders.set(value, found);
      return found;
    },
    syllables,
    keywords: lazily(() => openKeywords(characters, data.keywords, read)),
    meanings: openMeanings(characters, new URL('../meaning/names.bin', folder), isEmoji),
    facts: openFactsOf(new URL('facts.bin', folder), { characters, property }),
    recentSets: recent(RECENT_SETS, LONGEST_KEY),
    cardSources,
  };
  return index;
}

/** Makes the index and the facts from the data files, and keeps them in a folder for {@link openIndex} to find. */
export function keepIndex(folder: URL): void {
  const packedTexts = new Map(TEXTS.map((file) => [file, brotliCompressSync(readData(file))]));
  const data = { ...buildIndex(), packedTexts };
  writeIndex(new URL('index.bin', folder), withLists(data, differences, packRecords));
  keepFacts(new URL('facts.bin', folder));
}

/** The same data with its lists of numbers converted: most of them ascend, so they are kept as differences. */
function withLists(
  data: IndexData,
  change: (list: Uint32Array) => Uint32Array,
  changeRecords: (memory: Uint32Array, size: number) => Uint32Array,
): IndexData {
  const { characters, vocabulary, records, keywordPostings, keywords } = data;
  const { annotations, definitions } = keywords;
  const changed = ({ list, from, to }: Postings): Postings => {
    return { list: change(list), from: change(from), to: change(to) };
  };
  return {
    ...data,
    characters: { ...characters, listed: change(characters.listed) },
    vocabulary: { ...vocabulary, ends: change(vocabulary.ends) },
    records: { ...records, memory: changeRecords(records.memory, vocabulary.ends.length) },
    keywordPostings: {
      sequenceNames: changed(keywordPostings.sequenceNames),
      annotations: changed(keywordPostings.annotations),
      definitions: changed(keywordPostings.definitions),
    },
    keywords: {
      annotations: {
        ...annotations,
        codePoints: change(annotations.codePoints),
        starts: change(annotations.starts),
        keywordStarts: change(annotations.keywordStarts),
      },
      definitions: { codePoints: change(definitions.codePoints), starts: change(definitions.starts) },
    },
  };
}

function openProperty(field: PropertyField, property: (field: PropertyField) => Property, read: DataReader): Property {
  const file = read(PROPERTY_FILES[field]);
  return field === 'scx' ? scriptExtensions(property('script'), file) : readProperty(file);
}

/** What the build kept in a folder; undefined if there is nothing. */
function readBuilt(folder: URL): IndexData | undefined {
  const index = readIndex(new URL('index.bin', folder));
  // The file has passed its checksum and has this program's layout number: it holds what `keepIndex` put there.
  return index === undefined ? undefined : withLists(index as IndexData, summed, unpackRecords);
}

function buildIndex(): IndexData {
  const aliases = readAliases();
  const characterData = readCharacters(aliases);
  const characters = characterTable(characterData);
  const learner = newLearner();
  const namePostings = indexNames(characters, aliases, learner);
  const keywords = { annotations: findAnnotations(), definitions: findDefinitions() };
  const keywordPostings = indexKeywords(characters, keywords, learner);
  const words = learner.words();
  const records = wordRecords(words, namePostings());
  return {
    characters: characterData,
    vocabulary: vocabularyOf(words),
    records,
    keywordPostings,
    keywords,
    syllables: spellSyllables(characters),
    packedTexts: new Map(),
  };
}

function aliasesByCodePoint(read: DataReader): Map<number, Alias[]> {
  const aliases = new Map<number, Alias[]>();
  for (const alias of readAliases(read)) {
    const known = aliases.get(alias.codePoint);
    if (known) known.push(alias);
    else aliases.set(alias.codePoint, [alias]);
  }
  return aliases;
}

/** The characters in ranges of code points, each given by its first and last. */
function runsOfRanges(characters: Characters, ranges: readonly number[]): Runs {
  const pairs: number[] = [];
  for (let i = 0; i < ranges.length; i += 2) {
    const first = firstAtLeast(characters, ranges[i] ?? 0);
    const past = firstAtLeast(characters, (ranges[i + 1] ?? 0) + 1);
    append(pairs, first, past);
  }
  return runsOf(pairs);
}

/** A value that is made when it is first asked for. */
function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
