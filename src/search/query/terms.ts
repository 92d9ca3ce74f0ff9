/** What a line asks for. */
import type { Field } from '../../unicode/properties.ts';
import type { Word } from '../words/pattern.ts';
import { isExact } from '../words/pattern.ts';

/** Words of names: each may stand anywhere in any name of a character, or all of them one after another in one name. */
export interface NameTerm {
  readonly kind: 'words' | 'phrase';
  readonly isNegative: boolean;
  /** Whether keywords count as names. */
  readonly keywords: boolean;
  readonly words: readonly Word[];
  /** As it is written, where it starts like a command of TeX. */
  readonly command?: string;
}

/** Characters that have a value of a property, or of another field. */
export interface PropertyTerm {
  readonly kind: 'property';
  readonly isNegative: boolean;
  readonly field: Field;
  readonly value: string;
}

/** Characters that are listed one by one, in order, or a range of code points. */
export type CharactersTerm =
  | { readonly kind: 'text'; readonly isNegative: boolean; readonly text: string }
  | { readonly kind: 'range'; readonly isNegative: boolean; readonly first: number; readonly last: number };

/** Characters that are meant by some words, whatever they are called. */
export interface AskedTerm {
  readonly kind: 'asked';
  readonly isNegative: boolean;
  readonly text: string;
  /** The language that the words are in; undefined for any. */
  readonly language: string | undefined;
}

/** Characters of which some are written by name: text, formal names, and names of HTML entities. */
export interface NamedTerm {
  readonly kind: 'named';
  readonly isNegative: boolean;
  readonly parts: readonly (string | NamedPart)[];
}

export type NamedPart =
  | { readonly of: 'name' | 'entity'; readonly name: string }
  /** A word that stands for a text, unless a name has it. */
  | { readonly of: 'word'; readonly name: string; readonly text: string };

export type Term = NameTerm | PropertyTerm | CharactersTerm | AskedTerm;

/** A term as it is written: only an index can resolve the names of a {@link NamedTerm}. */
export type WrittenTerm = Term | NamedTerm;

export interface Query {
  /** The sides of `|`; of each, all terms must match. */
  readonly alternatives: readonly (readonly WrittenTerm[])[];
  /** How many results to leave out at the start. */
  readonly skip: number;
  /** How many results to show at most; Infinity if no limit was given. */
  readonly limit: number;
}

/** Whether a term is about names. */
export function isName(term: WrittenTerm): term is NameTerm {
  return term.kind === 'words' || term.kind === 'phrase';
}

/** Whether a term asks by meaning. */
export function isAsked(term: Term): term is AskedTerm {
  return term.kind === 'asked';
}

/** Whether a term lists characters to find. */
export function isList(term: WrittenTerm): term is CharactersTerm {
  return !term.isNegative && (term.kind === 'text' || term.kind === 'range');
}

/** Whether a term is words without operators, but for the exclamation mark. */
export function isPlain(term: Term): term is NameTerm {
  return term.kind === 'words' && !term.keywords && term.words.every(isExact);
}
