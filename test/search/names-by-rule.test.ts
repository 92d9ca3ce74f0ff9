import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ordinalByRule } from '../../src/search/index/rule-words.ts';
import { firstAtLeast, linesOf, ordinalOf } from '../../src/unicode/characters.ts';
import { codePointOfHex, codePointOfSyllable, syllableOf } from '../../src/unicode/names-by-rule.ts';
import { sharedIndex } from '../program.ts';
import { found } from './asking.ts';
import { dataLinesOf, hangulName, naiveNames } from './naive.ts';
import { forSeeds } from './seeded.ts';

const index = sharedIndex();
const { characters } = index;
const names = naiveNames();

/** The ranges of names by NR2, as names.txt gives them. */
const hexRanges = dataLinesOf('names.txt').flatMap((line) => {
  const [, first, last, prefix] = /^([0-9A-F]+)\.\.([0-9A-F]+) ([A-Z -]+-)\*$/.exec(line) ?? [];
  if (first === undefined || last === undefined || prefix === undefined) return [];
  return [{ first: Number.parseInt(first, 16), last: Number.parseInt(last, 16), prefix }];
});

function nameAt(codePoint: number): string | undefined {
  const ordinal = ordinalOf(characters, codePoint);
  return ordinal < 0 ? undefined : characters.nameOf(ordinal);
}

/** The code point that a rule makes a word for, or undefined. */
function ruled(word: string): number | undefined {
  const ordinal = ordinalByRule(characters, word);
  return ordinal < 0 ? undefined : characters.codePoints[ordinal];
}

describe('names of Hangul syllables', () => {
  test('are the ones of the Standard at the edges of each series of jamo', () => {
    for (const [codePoint, name] of [
      [0xac00, 'GA'], [0xac01, 'GAG'], [0xac1b, 'GAH'], [0xac1c, 'GAE'], [0xae4c, 'GGA'], [0xc544, 'A'],
      [0xd55c, 'HAN'], [0xae00, 'GEUL'], [0xc774, 'I'], [0xc790, 'JA'], [0xd4db, 'PWILH'],
      [0xd7a2, 'HIP'], [0xd7a3, 'HIH'],
    ] as const) {
      assert.equal(syllableOf(codePoint), name);
      assert.equal(nameAt(codePoint), `HANGUL SYLLABLE ${name}`);
    }
  });

  test('go there and back for every one of the 11,172', () => {
    for (let codePoint = 0xac00; codePoint <= 0xd7a3; codePoint++) {
      const word = syllableOf(codePoint);
      assert.equal(`HANGUL SYLLABLE ${word}`, hangulName(codePoint));
      assert.equal(codePointOfSyllable(word), codePoint, word);
    }
  });

  test('are found by their word, even where it could be a number in base sixteen', () => {
    for (const word of ['BAEB', 'CEBS', 'DAED', 'DDAC', 'BBAEC', 'DDEB', 'ABS', 'EB']) {
      assert.equal(ruled(word), codePointOfSyllable(word), word);
      assert.ok(found(index, `hangul syllable ${word}`).length > 0, word);
    }
  });

  test('are of no other word', () => {
    for (const word of ['', 'G', 'GG', 'GAGA', 'GAX', 'QA', 'LA', 'NGA', 'GAE1', 'ga', 'GA ', 'AA', 'YAEO', 'GAGGG']) {
      assert.equal(codePointOfSyllable(word), undefined, word);
    }
  });

  test('end where the syllables end', () => {
    assert.deepEqual([nameAt(0xabff), nameAt(0xd7a4)], [undefined, undefined]);
    assert.deepEqual([nameAt(0xac00), nameAt(0xd7a3)], ['HANGUL SYLLABLE GA', 'HANGUL SYLLABLE HIH']);
  });
});

describe('names made from code points', () => {
  test('are made in nineteen ranges', () => assert.equal(hexRanges.length, 19));

  test('start and end with their range, and the neighbours are no part of it', () => {
    for (const { first, last, prefix } of hexRanges) {
      for (const codePoint of [first - 1, first, first + 1, last - 1, last, last + 1]) {
        const digits = codePoint.toString(16).toUpperCase();
        const expected = codePoint >= first && codePoint <= last ? `${prefix}${digits}` : names.get(codePoint);
        assert.equal(nameAt(codePoint), expected, digits);
        const inside = hexRanges.some((range) => range.first <= codePoint && codePoint <= range.last);
        assert.equal(ruled(digits), inside ? codePoint : undefined, digits);
      }
    }
  });

  test('are found by their last word, whether the query is in capitals or not', () => {
    for (const { first, last, prefix } of hexRanges) {
      for (const codePoint of [first, last]) {
        const digits = codePoint.toString(16).toUpperCase();
        const words = prefix.replaceAll('-', ' ').toLowerCase();
        const codes = found(index, `${words}${digits.toLowerCase()}`).split(' ');
        assert.deepEqual(codes.filter((code) => code === digits || code !== '1F229'), [digits]);
      }
    }
  });

  test('have four digits, or five without a leading zero', () => {
    for (const word of ['4E0', '04E00', '4E00G', '4e00', '4E000', '103460', '', 'U+4E00']) {
      const expected = word === '4E000' ? 0x4e000 : undefined;
      assert.equal(codePointOfHex(word), expected, word);
      assert.equal(ruled(word), undefined, word);
    }
    assert.equal(ruled('4E00'), 0x4e00);
    assert.equal(ruled('20000'), 0x20000);
  });
});

describe('the table of characters', () => {
  test('holds the 172,808 named characters and the 65 controls, with the names of the data', () => {
    assert.equal(characters.count, 172_873);
    assert.equal(characters.named, 172_808);
    assert.equal(names.size, 172_873);
    let ordinal = 0;
    for (const [codePoint, name] of names) {
      assert.equal(characters.codePoints[ordinal], codePoint);
      const digits = codePoint.toString(16).toUpperCase().padStart(4, '0');
      assert.equal(characters.nameOf(ordinal), name ?? `<control-${digits}>`);
      ordinal++;
    }
  });

  test('gives the same lines in whatever pieces they are asked for', () => {
    forSeeds(50, (random) => {
      const first = random.below(characters.count - 5000);
      const past = first + random.below(5000);
      const middle = first + random.below(past - first + 1);
      const whole = linesOf(characters, first, past);
      assert.equal(linesOf(characters, first, middle) + linesOf(characters, middle, past), whole);
      assert.equal(whole.split('\r\n').length - 1, past - first);
    });
    assert.equal(linesOf(characters, 7, 7), '');
  });

  test('finds the place of each code point, and the next place for those it does not hold', () => {
    for (const codePoint of [0, 0x20, 0x7e, 0x7f, 0x80, 0x9fff, 0xac00, 0xd7a3, 0xfffd, 0x10000, 0xe01ef]) {
      const ordinal = ordinalOf(characters, codePoint);
      assert.equal(characters.codePoints[ordinal], codePoint);
      assert.equal(firstAtLeast(characters, codePoint), ordinal);
    }
    for (const codePoint of [0x378, 0xd800, 0xe000, 0xfffe, 0xffff, 0xe01f0, 0x10ffff]) {
      assert.equal(ordinalOf(characters, codePoint), -1);
      assert.ok((characters.codePoints[firstAtLeast(characters, codePoint)] ?? Infinity) > codePoint);
    }
    assert.equal(firstAtLeast(characters, 0x10ffff), characters.count);
  });
});
