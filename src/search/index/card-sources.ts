/** What cards are made from: everything that is known of characters beyond names and common properties. */
import { columnsAt, lineStarts } from '../../unicode/data.ts';
import type { NormalForms } from '../../unicode/normal-forms.ts';
import type { PropertyField } from '../../unicode/properties.ts';
import type { Records } from '../../unicode/records.ts';
import { textOf } from '../../unicode/records.ts';
import type { TypedNames } from '../../unicode/typed-names.ts';
import { CARD_LANGUAGES } from './card-languages.ts';
import type { FactFile, Facts } from './facts.ts';
import { FACT_FILES } from './facts.ts';
import type { KeyedSets } from './keyed-sets.ts';

export interface CardSources {
  readonly records: ReadonlyMap<FactFile, Records>;
  readonly normal: NormalForms;
  readonly typed: TypedNames;
  readonly looks: KeyedSets;
  /** Names in other languages, of a text without U+FE0F. */
  names(text: string): readonly LanguageName[];
}

interface LanguageName {
  readonly language: string;
  readonly name: string;
}

const TAB = 0x09;

/** The properties of which each character has one value. */
const SINGLE: readonly PropertyField[] = ['block', 'script', 'category', 'age', 'bidi', 'width', 'ccc'];

/** Lines read per step: about a millisecond of work. */
const LINES_PER_STEP = 250;

/** The parts of an index that have to be ready for cards, too. */
interface CardIndex {
  readonly facts: Facts;
  valueOf(field: PropertyField, codePoint: number): unknown;
  keywords(): unknown;
  aliasesOf(codePoint: number): unknown;
}

/** Reads all of it, in steps. */
export function* readCardSources(index: CardIndex): Generator<undefined, CardSources> {
  const { facts, valueOf, keywords, aliasesOf } = index;
  for (const field of SINGLE) {
    valueOf(field, 0);
    yield;
  }
  keywords();
  yield;
  aliasesOf(0);
  yield;
  const records = new Map<FactFile, Records>();
  for (const file of FACT_FILES) records.set(file, yield* facts.records(file));
  return {
    records,
    normal: yield* facts.normalForms(),
    typed: yield* facts.typedNames(),
    looks: yield* facts.sets('looks'),
    names: yield* readNames(yield* facts.languageNames()),
  };
}

/**
 * Lines with code points, and a name after a tab for each of {@link CARD_LANGUAGES}. Only their places are kept: a line
 * is parsed when a card shows it.
 */
function* readNames(file: Buffer): Generator<undefined, CardSources['names']> {
  const starts = new Map<string, number>();
  let lines = 0;
  for (const start of lineStarts(file)) {
    if (++lines % LINES_PER_STEP === 0) yield;
    const codePoints = file.toString('latin1', start, file.indexOf(TAB, start));
    starts.set(textOf(codePoints), start);
  }
  return (text) => {
    const start = starts.get(text);
    if (start === undefined) return [];
    const [, ...columns] = columnsAt(file, start);
    const all = CARD_LANGUAGES.map((language, column) => ({ language, name: columns[column] ?? '' }));
    return all.filter(({ name }) => name !== '');
  };
}
