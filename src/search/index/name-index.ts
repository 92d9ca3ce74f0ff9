/** Posting lists by the words of names. */
import type { Alias } from '../../unicode/aliases.ts';
import type { Characters } from '../../unicode/characters.ts';
import { formalNames, ordinalOf } from '../../unicode/characters.ts';
import type { Postings, PostingsBuilder } from './postings.ts';
import { createPostings } from './postings.ts';
import { ordinalByRule } from './rule-words.ts';
import type { Learner } from './vocabulary.ts';
import type { NamePostings } from './word-records.ts';

/**
 * Learns the words of all formal names and aliases; returns what makes posting lists when all other words are
 * learned.
 */
export function indexNames(characters: Characters, aliases: readonly Alias[], learner: Learner): () => NamePostings {
  const listed = indexFormalNames(characters, learner);
  const informal = createPostings();
  for (const { codePoint, name } of aliases) {
    const ordinal = ordinalOf(characters, codePoint);
    for (const word of learner.learn(name)) informal.add(word, ordinal, ordinal + 1);
  }
  return () => {
    const words = learner.words();
    return {
      formal: listed.finish(words.length),
      byRule: indexRuleWords(characters, words),
      informal: informal.finish(words.length),
    };
  };
}

/** Known words that a rule makes too: FACE is a word of many names, and of CJK COMPATIBILITY IDEOGRAPH-FACE. */
function indexRuleWords(characters: Characters, words: readonly string[]): Postings {
  const postings = createPostings();
  for (const [number, word] of words.entries()) {
    const ordinal = ordinalByRule(characters, word);
    if (ordinal >= 0) postings.add(number, ordinal, ordinal + 1);
  }
  return postings.finish(words.length);
}

function indexFormalNames(characters: Characters, learner: Learner): PostingsBuilder {
  const postings = createPostings();
  // Of names by rule, the rule finds the last word without an index.
  for (const { first, past, prefix } of formalNames(characters)) {
    for (const word of learner.learn(prefix ?? characters.nameOf(first))) postings.add(word, first, past);
  }
  return postings;
}
