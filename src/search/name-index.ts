import type { Alias } from '../unicode/aliases.ts';
import type { Characters, RuleRange, Sheet } from '../unicode/characters.ts';
import { ordinalOf } from '../unicode/characters.ts';
import { codePointOfHex, codePointOfSyllable } from '../unicode/names-by-rule.ts';
import type { Postings, PostingsBuilder } from './postings.ts';
import { createPostings, merge } from './postings.ts';
import type { Vocabulary } from './vocabulary.ts';
import { foldAccents } from './vocabulary.ts';

/** The inverted index over the names of characters. */
export interface NamePostings {
  /** By the words of formal names alone. */
  readonly formal: Postings;
  /** By the words of formal names and aliases. */
  readonly all: Postings;
}

/** Indexes the words of all formal names, and of all aliases; the vocabulary learns them. */
export function indexNames(characters: Characters, aliases: readonly Alias[], vocabulary: Vocabulary): NamePostings {
  const formal = indexFormalNames(characters, vocabulary);
  const informal = createPostings();
  for (const { codePoint, name } of aliases) {
    const ordinal = ordinalOf(characters, codePoint);
    const text = foldAccents(name);
    for (let at = 0; ; at = vocabulary.at) {
      const word = vocabulary.learn(text, at, text.length);
      if (word < 0) break;
      informal.add(word, ordinal, ordinal + 1);
    }
  }
  const known = merge(formal.finish(vocabulary.size), indexRuleWords(characters, vocabulary));
  return { formal: known, all: merge(known, informal.finish(vocabulary.size)) };
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
    if (ordinal >= 0) postings.add(vocabulary.next(word, 0, word.length), ordinal, ordinal + 1);
  }
  return postings.finish(vocabulary.size);
}

function indexFormalNames({ listed, ranges }: Characters, vocabulary: Vocabulary): PostingsBuilder {
  const postings = createPostings();
  const queue = [...ranges];
  for (const sheet of listed) {
    // A word's runs have to come in order, so the ranges between two sheets come between them.
    while ((queue[0]?.first ?? Infinity) < sheet.first) indexPrefix(queue.shift(), vocabulary, postings);
    indexSheet(sheet, vocabulary, postings);
  }
  return postings;
}

function indexSheet(sheet: Sheet, vocabulary: Vocabulary, postings: PostingsBuilder): void {
  const { first, lines, starts, nameOffsets } = sheet;
  for (let place = 0; place < nameOffsets.length; place++) {
    const end = (starts[place + 1] ?? 0) - 2;
    let at = (starts[place] ?? 0) + (nameOffsets[place] ?? 0);
    if (lines[at] === '<') continue;
    for (let word; (word = vocabulary.learn(lines, at, end)) >= 0; at = vocabulary.at) {
      postings.add(word, first + place, first + place + 1);
    }
  }
}

/** All names of a range begin with the same words; the word behind them, its rule finds without an index. */
function indexPrefix(range: RuleRange | undefined, vocabulary: Vocabulary, postings: PostingsBuilder): void {
  if (!range) return;
  const { prefix, first, past } = range;
  let at = 0;
  for (let word; (word = vocabulary.learn(prefix, at, prefix.length)) >= 0; at = vocabulary.at) {
    postings.add(word, first, past);
  }
}
