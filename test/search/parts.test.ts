import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { utf8 } from '../../src/bytes/encoding.ts';
import { isUnspaced, partLookup } from '../../src/search/meaning/parts.ts';
import { newRoom } from '../../src/search/meaning/room.ts';
import { forSeeds } from './seeded.ts';
import { done, termsOf } from './texts.ts';

const SCRIPTS = ['กขง', '火山水', 'あいー', 'ကခဂ', 'កខគ'];

describe('a word of a script without spaces', () => {
  test('is told from words of other scripts', () => {
    for (const word of ['หมา', 'ຫມາ', 'ခွေး', 'ឆ្កែ', 'いぬ', '犬', '𠀀']) assert.ok(isUnspaced(utf8(word)), word);
    for (const word of ['dog', 'σκύλος', 'собака', 'كلب', 'कुत्ता', 'ውሻ', 'ძაღლი']) assert.ok(!isUnspaced(utf8(word)), word);
  });

  test('is found wherever it stands in a term, and only there', () => {
    const room = newRoom();
    const taken = room.taken();
    forSeeds(200, (random) => {
      const letters = `${random.pick(SCRIPTS)}a`;
      const draw = (most: number): string =>
        Array.from({ length: 1 + random.below(most) }, () => random.pick([...letters])).join('');
      const drawn = new Set(Array.from({ length: 150 }, () => draw(6)));
      const words = [...drawn].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      const find = done(partLookup({ terms: termsOf(words), room }));
      for (let tries = 0; tries < 20; tries++) {
        const word = `${random.pick([...letters].slice(0, -1))}${draw(3)}`;
        const found: string[] = [];
        find(utf8(word), (term) => found.push(words[term] ?? ''));
        assert.deepEqual(found, words.filter((each) => !each.startsWith('a') && each.includes(word)), word);
      }
      room.giveBack(taken);
    });
  });

  test('finds the first 256 of more terms', () => {
    const words = Array.from({ length: 300 }, (_, i) => `火${String(i).padStart(3, '0')}`);
    const found: string[] = [];
    done(partLookup({ terms: termsOf(words), room: newRoom() }))(utf8('火'), (term) => found.push(words[term] ?? ''));
    assert.deepEqual(found, words.slice(0, 256));
  });
});
