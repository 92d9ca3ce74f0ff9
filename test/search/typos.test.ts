import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { utf8 } from '../../src/bytes/encoding.ts';
import { newRoom } from '../../src/search/meaning/room.ts';
import { typoLookup } from '../../src/search/meaning/typos.ts';
import { forSeeds } from './seeded.ts';
import { done, termsOf } from './texts.ts';

/** All words that one typing error makes of a word. */
function oneErrorFrom(word: string, letters: string): Set<string> {
  const found = new Set<string>([word]);
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    found.add(before + after.slice(1));
    found.add(before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2));
    for (const letter of letters) found.add(before + letter + after).add(before + letter + after.slice(1));
  }
  return found;
}

describe('typing errors', () => {
  test('are forgiven wherever they are, in letters of any length, and no more than one of them', () => {
    const room = newRoom();
    forSeeds(200, (random) => {
      const letters = random.pick(['abcd', 'абвг', '가나다라']);
      const draw = (): string => Array.from({ length: 2 + random.below(7) }, () => random.pick([...letters.slice(0, 3)])).join('');
      const words = [...new Set(Array.from({ length: 200 }, draw))].sort();
      const english = Uint8Array.from(words, () => random.below(2));
      const taken = room.taken();
      const near = done(typoLookup({ terms: termsOf(words), english, room }));
      for (let tries = 0; tries < 20; tries++) {
        const word = `${draw()}${letters}`.slice(0, 4 + random.below(5));
        const apart = oneErrorFrom(word, letters);
        for (const reach of ['all', 'English'] as const) {
          const found = new Set<string>();
          near(utf8(word), reach, (term) => found.add(words[term] ?? ''));
          const counts = (term: number): boolean => reach === 'all' || (english[term] ?? 0) > 0;
          const expected = words.filter((each, term) => apart.has(each) && counts(term));
          assert.deepEqual([...found].sort(), expected, `${word}, ${reach}`);
        }
      }
      room.giveBack(taken);
    });
  });
});
