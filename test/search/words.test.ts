import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Random } from '../../scripts/support/random.ts';
import { distanceFrom, nearest, nearestOf, wordList } from '../../src/search/index/nearest.ts';
import { createPostings } from '../../src/search/index/postings.ts';
import { newLearner, openVocabulary, vocabularyOf } from '../../src/search/index/vocabulary.ts';
import { numberOfWord, wordRecords } from '../../src/search/index/word-records.ts';
import { wordsOf } from '../../src/search/words/fold.ts';
import { asWord } from '../../src/search/words/pattern.ts';
import { wordReader } from '../../src/search/words/reader.ts';
import { forSeeds } from './seeded.ts';

function randomWord(random: Random, letters: string, most: number): string {
  return Array.from({ length: random.below(most + 1) }, () => random.pick([...letters])).join('');
}

function fits(word: string, pattern: string): boolean {
  return asWord(pattern).fits?.(Buffer.from(word), 0, word.length) ?? word === pattern;
}

describe('wildcards', () => {
  test('fit as the regular expression does that has .* for each asterisk', () => {
    forSeeds(20_000, (random) => {
      const pattern = randomWord(random, 'AB**', 7);
      const word = randomWord(random, 'AB', 8);
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(word);
      assert.equal(fits(word, pattern), expected, `${word} and ${pattern}`);
    });
  });

  test('never let one letter stand for two', () => {
    assert.ok(!fits('ABA', 'ABA*ABA') && !fits('AB', 'AB*B') && !fits('ABAB', 'AB*BA*AB'));
    assert.ok(fits('ABAABA', 'ABA*ABA') && fits('ABB', 'AB*B') && fits('', '*') && !fits('A', ''));
  });
});

/** Optimal string alignment by its definition, without any bound. */
function naiveDistance(a: string, b: string): number {
  const known = new Map<string, number>();
  const distance = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j;
    const key = `${i},${j}`;
    let least = known.get(key);
    if (least !== undefined) return least;
    least = Math.min(distance(i - 1, j) + 1, distance(i, j - 1) + 1);
    least = Math.min(least, distance(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
    const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    if (swapped) least = Math.min(least, distance(i - 2, j - 2) + 1);
    known.set(key, least);
    return least;
  };
  return distance(a.length, b.length);
}

type Weight = (word: string) => number;

function nearestWords(written: string, known: readonly string[], weigh: Weight, most: number): string[] {
  const list = wordList(known);
  let step = list.next();
  while (step.done !== true) step = list.next();
  return nearest(written, step.value, (place) => weigh(known[place] ?? ''), most);
}

/** How far two words are apart, counted to `far + 1`. */
function distance(a: string, b: string, far: number): number {
  return distanceFrom(a, far)(b);
}

describe('suggestions', () => {
  test('measure distance by its definition, and say no more than "too far" past the bound', () => {
    forSeeds(4000, (random) => {
      const [a, b] = [randomWord(random, 'ABC', 8), randomWord(random, 'ABC', 8)];
      const far = random.below(6);
      const expected = naiveDistance(a, b);
      const measured = distance(a, b, far);
      if (expected <= far) assert.equal(measured, expected, `${a} ${b}`);
      else assert.ok(measured > far, `${a} ${b}`);
    });
  });

  test('allow one letter of a short word to be wrong, and two of a word of six letters or more', () => {
    const near = (written: string, known: string): boolean => nearestWords(written, [known], () => 0, 1).length > 0;
    for (const [written, one, past] of [
      ['ab', 'ax', 'xy'],
      ['abcde', 'abcdx', 'abcxy'],
      ['abcdef', 'abcdxy', 'abcxyz'],
      ['abcdef', 'abcdefxy', 'abcdefxyz'],
      ['abcdef', 'abcd', 'abc'],
      ['abcdef', 'badcef', 'badcfe'],
      ['abcdefghijkl', 'abcdefghijxy', 'abcdefghixyz'],
    ] as const) {
      assert.ok(near(written, one), `${written} is near ${one}`);
      assert.ok(!near(written, past), `${written} is far from ${past}`);
    }
  });

  test('leave no near word out', () => {
    forSeeds(300, (random) => {
      const written = randomWord(random, 'ABC', 8);
      const known = Array.from({ length: 40 }, () => randomWord(random, 'ABCD01', 9));
      const far = written.length < 6 ? 1 : 2;
      const near = known.filter((word) => naiveDistance(written, word) <= far).sort();
      assert.deepEqual(nearestWords(written, known, () => 0, 40).sort(), near, written);
      assert.equal(nearestOf(written, known), nearestWords(written, known, () => 0, 1)[0], written);
    });
  });

  test('come by distance, then by weight, then by spelling, and no more than asked for', () => {
    const weights = new Map([['cart', 1], ['card', 5], ['care', 5], ['cars', 0]]);
    const weigh = (word: string): number => weights.get(word) ?? 0;
    assert.deepEqual(nearestWords('cart', ['cars', 'care', 'card', 'cart'], weigh, 3), ['cart', 'card', 'care']);
    assert.deepEqual(nearestWords('cart', [], weigh, 3), []);
  });
});

describe('words', () => {
  test('are letters and digits: hyphens and other punctuation separate them, apostrophes do not', () => {
    const table: [string, string[]][] = [
      ['TIBETAN LETTER -A', ['TIBETAN', 'LETTER', 'A']],
      ['less-than sign', ['LESS', 'THAN', 'SIGN']],
      ["st. andrew's cross", ['ST', 'ANDREWS', 'CROSS']],
      ['st. andrew\u2019s', ['ST', 'ANDREWS']],
      ['D\u00f6ner Kebab', ['DONER', 'KEBAB']],
      ['Do\u0308ner', ['DONER']],
      ['flag: C\u00f4te d\u2019Ivoire', ['FLAG', 'COTE', 'DIVOIRE']],
      ['a_b/c', ['A', 'B', 'C']],
      ['snow*', ['SNOW']],
      ["'", []],
      ['', []],
    ];
    for (const [text, words] of table) assert.deepEqual(wordsOf(text), words, text);
    assert.deepEqual(wordsOf('*now* ** a*b', true), ['*NOW*', 'A*B']);
  });

  test('of a text are the same to the vocabulary as to the query', () => {
    const alphabet = [...'ab z09-_\'\u2019:*~!"\u00e9\u00df\u0131\u212a\u017f\ufb01\u00d8\u0308\u{1F600}\ud800 '];
    forSeeds(3000, (random) => {
      const text = randomWord(random, alphabet.join(''), 12);
      const learner = newLearner();
      const learned = Array.from(learner.learn(text), (number) => learner.words()[number]);
      assert.deepEqual(learned, wordsOf(text), JSON.stringify(text));
    });
  });

  test('are known by their numbers', () => {
    const words = Array.from({ length: 5000 }, (_, i) => `W${i * 7919}`);
    const { numberOf, vocabulary } = known(words);
    assert.equal(vocabulary.size, 5000);
    for (const [number, word] of words.entries()) {
      assert.equal(numberOf(word.toLowerCase()), number);
      assert.equal(vocabulary.word(number), word);
    }
  });

  test('with more letters than any word in a name are unknown', () => {
    const { numberOf } = known(['A'.repeat(28)]);
    for (const length of [27, 28, 29, 63, 64, 65, 4096]) {
      assert.equal(numberOf('A'.repeat(length)), length === 28 ? 0 : -1, `${length} letters`);
    }
    assert.equal(numberOf(' -- '), -1);
    assert.throws(() => known(['A'.repeat(29)]), RangeError);
  });

  test('with equal beginnings, and of every length, are told apart', () => {
    const words = Array.from({ length: 28 }, (_, i) => 'B'.repeat(i + 1));
    const { numberOf } = known(words);
    for (const [number, word] of words.entries()) assert.equal(numberOf(word), number);
  });
});

/** An index that knows some words, and no name that has them. */
function known(words: readonly string[]): {
  numberOf: (word: string) => number;
  vocabulary: ReturnType<typeof openVocabulary>;
} {
  const none = createPostings().finish(words.length);
  const records = wordRecords(words, { formal: none, byRule: none, informal: none });
  return {
    numberOf: (word) => numberOfWord(records, wordReader(), word),
    vocabulary: openVocabulary(vocabularyOf(words)),
  };
}
