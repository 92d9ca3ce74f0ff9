import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hiraganaOf, katakanaOf } from '../../src/unicode/kana.ts';
import { lowestTerms } from '../../src/unicode/numbers.ts';
import { readingsFor } from '../../src/unicode/readings.ts';

describe('numbers', () => {
  test('a number has one form, however it is written', () => {
    for (const written of ['1/2', '2/4', '0.5', '.5', '0.50', '+1/2', '1⁄2']) assert.equal(lowestTerms(written), '1/2', written);
    for (const written of ['1000', '1,000', '1_000', '1000.0', '2000/2']) assert.equal(lowestTerms(written), '1000', written);
    for (const written of ['-1/2', '-0.5', '−.5']) assert.equal(lowestTerms(written), '-1/2', written);
    for (const written of ['0', '0/5', '-0', '0.0']) assert.equal(lowestTerms(written), '0', written);
    assert.equal(lowestTerms('1000000000000'), '1000000000000');
  });

  test('text that is not a number has none', () => {
    for (const written of ['', '.', '1/', '/2', '1/0', 'half', '1.2.3', '1/2/3', '0x10', '1 2', '--1', '1,00']) {
      assert.equal(lowestTerms(written), undefined, written);
    }
  });
});

describe('kana', () => {
  test('Latin letters are read in the usual spellings', () => {
    const read: [string, string][] = [
      ['ma', 'ま'], ['uma', 'うま'], ['shi', 'し'], ['si', 'し'], ['CHOU', 'ちょう'], ['tyou', 'ちょう'], ['fu', 'ふ'],
      ['hu', 'ふ'], ['ji', 'じ'], ['ji', 'ぢ'], ['zu', 'ず'], ['zu', 'づ'], ['ryuu', 'りゅう'], ['kyū', 'きゅう'], ['ō', 'おう'],
      ['ō', 'おお'], ['shinbun', 'しんぶん'], ['shimbun', 'しんぶん'], ["kan'i", 'かんい'], ['kani', 'かに'], ['kani', 'かんい'],
      ['gakkou', 'がっこう'], ['matchi', 'まっち'], ['wo', 'を'], ['n', 'ん'], ['CHYUU', 'ちゅう'],
    ];
    for (const [romaji, kana] of read) assert.ok(hiraganaOf(romaji).includes(kana), `${romaji}: ${hiraganaOf(romaji).join()}`);
  });

  test('text that is not Japanese stands for nothing', () => {
    for (const text of ['', 'x', 'ma3', 'qiu', 'horse', 'khứa', 'ま', '-']) assert.deepEqual(hiraganaOf(text), [], text);
    assert.deepEqual(hiraganaOf('n'.repeat(41)), []);
    assert.ok(hiraganaOf('na'.repeat(20)).length <= 64);
  });

  test('hiragana becomes katakana, with long vowels spelled out or as a dash', () => {
    assert.deepEqual(katakanaOf('ば'), ['バ']);
    assert.deepEqual(katakanaOf('きょう'), ['キョウ', 'キョー']);
    assert.deepEqual(katakanaOf('めえとる'), ['メエトル', 'メートル']);
  });
});

describe('readings', () => {
  test('one may be written with tone marks, with numbers, without tones, in kana and in Latin letters', () => {
    const read: [string, string][] = [
      ['mǎ', 'mǎ'], ['MǍ', 'mǎ'], ['ma\u030c', 'mǎ'], ['ma3', 'mǎ'], ['ma', 'mǎ'], ['ma', 'ma'], ['ma5', 'ma'], ['ma0', 'ma'],
      ['lv4', 'lǜ'], ['lü4', 'lǜ'], ['lu:4', 'lǜ'], ['nve4', 'nüè'], ['nüe', 'nüè'], ['xue2', 'xué'], ['gou3', 'gǒu'],
      ['gui1', 'guī'], ['liu2', 'liú'], ['xiong2', 'xióng'], ['er4', 'èr'], ['n2', 'ń'], ['ng4', 'ǹg'], ['m2', 'ḿ'],
      ['maa5', 'maa5'], ['maa', 'maa5'], ['uma', 'うま'], ['ba', 'バ'], ['うま', 'うま'], ['バ', 'バ'], ['마', '마'], ['mã', 'mã'],
    ];
    for (const [written, reading] of read) assert.ok(readingsFor(written).includes(reading), `${written}: ${readingsFor(written).join()}`);
  });

  test('a more specific one stands for no other', () => {
    assert.deepEqual(readingsFor('うま'), ['うま']);
    assert.ok(!readingsFor('ma3').includes('mā'));
    assert.ok(!readingsFor('lu4').includes('lǜ'));
    assert.deepEqual(readingsFor('ma6'), ['ma6']);
    assert.deepEqual(readingsFor('maa6'), ['maa6']);
    assert.deepEqual(readingsFor('x'.repeat(49)), ['x'.repeat(49)]);
  });
});
