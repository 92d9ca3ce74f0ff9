import type { Alias } from '../unicode/aliases.ts';
import { readAliases } from '../unicode/aliases.ts';
import type { Characters } from '../unicode/characters.ts';
import { readCharacters } from '../unicode/characters.ts';
import type { DataFile } from '../unicode/data.ts';
import type { Property } from '../unicode/properties.ts';
import { readProperty } from '../unicode/properties.ts';
import type { KeywordIndex } from './keyword-index.ts';
import { indexKeywords } from './keyword-index.ts';
import type { NameIndex } from './name-index.ts';
import { indexNames } from './name-index.ts';
import type { PropertyField } from './query.ts';

/** Everything that is searched. It is built once and shared by all conversations; asking never makes it grow. */
export interface MojiIndex {
  readonly characters: Characters;
  readonly names: NameIndex;
  /** The aliases of a code point. */
  aliasesOf(codePoint: number): readonly Alias[];
  /** The values of a property, read when they are first asked for. */
  property(field: PropertyField): Property;
  /** The index of keywords, as far as it is not built yet in steps between which others may have their turn. */
  keywords(): Generator<undefined, KeywordIndex>;
}

const PROPERTY_FILES: Record<PropertyField, DataFile> = {
  block: 'blocks.txt',
  script: 'scripts.txt',
  category: 'categories.txt',
  age: 'ages.txt',
  is: 'binaries.txt',
};

/** Reads the data and builds the index of names; that of keywords waits until {@link MojiIndex.keywords} is pulled. */
export function openIndex(): MojiIndex {
  const aliases = readAliases();
  const byCodePoint = new Map<number, Alias[]>();
  for (const alias of aliases) {
    const known = byCodePoint.get(alias.codePoint);
    if (known) known.push(alias);
    else byCodePoint.set(alias.codePoint, [alias]);
  }
  const characters = readCharacters(aliases);
  const names = indexNames(characters, aliases);
  const properties = new Map<PropertyField, Property>();
  const building = indexKeywords(characters, names.vocabulary);
  let keywords: KeywordIndex | undefined;

  return {
    characters,
    names,
    aliasesOf: (codePoint) => byCodePoint.get(codePoint) ?? [],
    property(field) {
      let property = properties.get(field);
      if (!property) properties.set(field, (property = readProperty(PROPERTY_FILES[field])));
      return property;
    },
    *keywords() {
      while (!keywords) {
        const step = building.next();
        if (step.done) keywords = step.value;
        else yield;
      }
      return keywords;
    },
  };
}
