import type { Alias } from '../../unicode/aliases.ts';
import type { Characters, RuleRange } from '../../unicode/characters.ts';
import { ordinalOf } from '../../unicode/characters.ts';
import { codePointOfHex, codePointOfSyllable } from '../../unicode/names-by-rule.ts';
import type { NameWords } from './word-records.ts';
import { nameWords } from './word-records.ts';
import type { Postings, PostingsBuilder } from './postings.ts';
import { createPostings, merge } from './postings.ts';
import type { Vocabulary } from './vocabulary.ts';
import { learnAll } from './vocabulary.ts';

/** Indexes the words of all formal names, and of all aliases; the vocabulary learns them. */
export function indexNames(characters: Characters, aliases: readonly Alias[], vocabulary: Vocabulary): NameWords {
  const formal = indexFormalNames(characters, vocabulary);
  const informal = createPostings();
  for (const { codePoint, name } of aliases) {
    const ordinal = ordinalOf(characters, codePoint);
    for (const word of learnAll(vocabulary, name)) informal.add(word, ordinal, ordinal + 1);
  }
  const known = merge(formal.finish(vocabulary.size()), indexRuleWords(characters, vocabulary));
  const others = informal.finish(vocabulary.size());
  return nameWords(vocabulary, { formal: known, informal: others, all: merge(known, others) });
}

/**
 * The character whose name a rule ends with the given word, or -1: the ideograph of `4E00`, the syllable of `GAG`.
 * There are 130,000 such words, so they are not in the index but read back by their rule.
 */
export function ordinalByRule({ ranges }: Characters, word: string): number {
  const hexadecimal = codePointOfHex(word);
  const ideograph = hexadecimal === undefined ? -1 : ordinalInRanges(ranges, 'hex', hexadecimal);
  if (ideograph >= 0) return ideograph;
  // DAED is hexadecimal, too, but of no character that has its name by a rule.
  const syllable = codePointOfSyllable(word);
  return syllable === undefined ? -1 : ordinalInRanges(ranges, 'hangul', syllable);
}

function ordinalInRanges(ranges: readonly RuleRange[], rule: RuleRange['rule'], codePoint: number): number {
  for (const range of ranges) {
    const ordinal = range.first + codePoint - range.firstCodePoint;
    if (range.rule === rule && ordinal >= range.first && ordinal < range.past) return ordinal;
  }
  return -1;
}

/** Known words that a rule makes too: FACE is a word of many names, and of CJK COMPATIBILITY IDEOGRAPH-FACE. */
function indexRuleWords(characters: Characters, vocabulary: Vocabulary): Postings {
  const postings = createPostings();
  const text = vocabulary.text();
  for (const [, word = ''] of text.matchAll(/(?<=\n)([0-9A-F]{4,5}|[B-HJKMNPRST]*[AEIOUWY]+[BCDGHJKLMNPST]*)\n/g)) {
    const ordinal = ordinalByRule(characters, word);
    if (ordinal >= 0) postings.add(vocabulary.idOf(word), ordinal, ordinal + 1);
  }
  return postings.finish(vocabulary.size());
}

function indexFormalNames(characters: Characters, vocabulary: Vocabulary): PostingsBuilder {
  const postings = createPostings();
  let listed = 0;
  for (const range of characters.ranges) {
    // A word's runs have to come in order, so what is listed between two ranges comes between them.
    indexListed(characters, listed, range.first, vocabulary, postings);
    // All names of a range begin with the same words; the word behind them, its rule finds without an index.
    for (const word of learnAll(vocabulary, range.prefix)) postings.add(word, range.first, range.past);
    listed = range.past;
  }
  indexListed(characters, listed, characters.count, vocabulary, postings);
  return postings;
}

function indexListed(
  { nameOf }: Characters,
  first: number,
  past: number,
  vocabulary: Vocabulary,
  postings: PostingsBuilder,
): void {
  for (let ordinal = first; ordinal < past; ordinal++) {
    const name = nameOf(ordinal);
    if (name.startsWith('<')) continue;
    for (const word of learnAll(vocabulary, name)) postings.add(word, ordinal, ordinal + 1);
  }
}
