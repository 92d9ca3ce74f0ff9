/** How the terms of names are looked up: whole, and by their start. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { utf8 } from '../../src/bytes/encoding.ts';
import { firstTerm, startsWith, termAt, textOf } from '../../src/search/meaning/lookup.ts';
import { forSeeds } from './seeded.ts';
import { termsOf } from './texts.ts';

describe('terms', () => {
  // Around the counts from which on the table is twice as large.
  for (const count of [0, 1, 2, 3, 5, 6, 7, 50, 51, 52, 1000]) {
    test(`of ${count} words are found whole, and nothing else is`, () => {
      const words = Array.from({ length: count }, (_, i) => `w${i}é`).sort();
      const terms = termsOf(words);
      for (const [place, word] of words.entries()) assert.equal(termAt(terms, utf8(word)), place, word);
      for (const other of ['', 'w', 'é', 'w0', `w${count}é`, 'w0éé']) assert.equal(termAt(terms, utf8(other)), -1, other);
    });
  }

  test('are found in any part of a word', () => {
    forSeeds(50, (random) => {
      const draw = (): string => Array.from({ length: 1 + random.below(4) }, () => random.pick(['a', 'b', 'é'])).join('');
      const words = [...new Set(Array.from({ length: 60 }, draw))].map(utf8).sort();
      const terms = termsOf(words.map((word) => Buffer.from(word, 'latin1').toString()));
      const word = utf8(draw() + draw());
      for (let from = 0; from <= word.length; from++) {
        for (let to = from; to <= word.length; to++) {
          const term = termAt(terms, word, from, to);
          assert.equal(term, words.indexOf(word.slice(from, to)));
        }
      }
    });
  });

  test('with a start follow the first one that does not come before it', () => {
    forSeeds(50, (random) => {
      const draw = (): string => Array.from({ length: 1 + random.below(5) }, () => random.pick(['a', 'b', 'c'])).join('');
      const words = [...new Set(Array.from({ length: 100 }, draw))].sort();
      const terms = termsOf(words);
      const start = draw();
      const found: string[] = [];
      for (let term = firstTerm(terms, start); term < terms.count && startsWith(terms, term, start); term++) {
        found.push(textOf(terms, term));
      }
      assert.deepEqual(found, words.filter((word) => word.startsWith(start)));
    });
  });
});
