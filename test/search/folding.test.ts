/** How names and questions are folded, and cut into words. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MOST, folding } from '../../src/search/meaning/folding.ts';
import { formsOf } from '../../src/search/meaning/inflection.ts';
import { singulars } from '../../src/search/meaning/plurals.ts';
import { nameReader, piecesOf, wordsOf } from '../../src/search/meaning/words.ts';
import { textsOf } from './texts.ts';

describe('folding', () => {
  const folded = (word: string): string => Buffer.from(folding().folded(word), 'latin1').toString();

  test('takes off case, accents, vowel points and what joins', () => {
    for (const [word, same] of [
      ['ÉTOILE', 'etoile'],
      ['Straße', 'strasse'],
      ['Łódź', 'lodz'],
      ['Ёлка', 'елка'],
      ['ΉΛΙΟΣ', 'ηλιοσ'],
      ['שָׁלוֹם', 'שלום'],
      ['شَمْس', 'شمس'],
      ['ネコ', 'ねこ'],
      ['ガ', 'が'],
      ['ＡＢＣ', 'abc'],
      ['face:', 'face'],
      [':+1:', '+1'],
      ['—', '—'],
    ] as const) {
      assert.equal(folded(word), same, word);
    }
  });
});

describe('what a text folds to', () => {
  const { fold, folded } = folding();

  test('is whole, however long it is', () => {
    assert.equal(Buffer.from(folded('ﷺ'), 'latin1').toString(), 'صلي الله عليه وسلم');
  });

  test('has as many times the bytes as is promised, at most', () => {
    const out = Buffer.alloc(100);
    let most = 0;
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      const bytes = Buffer.from(String.fromCodePoint(codePoint));
      most = Math.max(most, fold(bytes, 0, bytes.length, out, 0) / bytes.length);
    }
    assert.equal(most, MOST);
  });
});

describe('the words of a name', () => {
  test('make the name again', () => {
    for (const name of ["jack-o'-lantern", 'l’œil', 'flag: Japan', 'drapeau : Japon', '¯\\_(ツ)_/¯', ':+1:', 'a  b', '&lt;', '→']) {
      const pieces = piecesOf(name);
      assert.equal(nameReader(textsOf(pieces))(pieces.map((_, piece) => piece)), name);
    }
  });

  test('are its letters and digits, and an article with an apostrophe is one of its own', () => {
    assert.deepEqual(wordsOf('l’œil de T-shirt'), ['l', 'œil', 'de', 'T', 'shirt']);
    assert.deepEqual(wordsOf('+1'), ['+1']);
    assert.deepEqual(wordsOf('1/2'), ['1', '2']);
    assert.deepEqual(wordsOf('!'), ['!']);
  });

  test('have other forms', () => {
    for (const [word, form] of [
      ['arrows', 'arrow'], ['berry', 'berries'], ['waving', 'wave'], ['crossed', 'cross'],
      ['knife', 'knifes'], ['mice', 'mouse'], ['ox', 'oxen'],
    ] as const) {
      assert.ok(formsOf(word).includes(form), word);
    }
  });
});

describe('plurals in other languages than English', () => {
  const { folded } = folding();
  const textOf = (bytes: string): string => Buffer.from(bytes, 'latin1').toString();
  const fold = (word: string): string => textOf(folded(word));
  const singularsOf = singulars(folded, textOf);

  test('are those of singulars by their endings', () => {
    for (const [plural, singular] of [
      ['Blumen', 'Blume'], ['Häuser', 'Haus'], ['stjärnor', 'stjärna'], ['hästarna', 'häst'], ['bomen', 'boom'],
      ['katten', 'kat'], ['huizen', 'huis'], ['gatti', 'gatto'], ['stelle', 'stella'], ['barche', 'barca'],
      ['corações', 'coração'], ['nuvens', 'nuvem'], ['chevaux', 'cheval'], ['bateaux', 'bateau'], ['peces', 'pez'],
      ['koty', 'kot'], ['gwiazdy', 'gwiazda'], ['собаки', 'собака'], ['сердца', 'сердце'], ['kissat', 'kissa'],
      ['kukat', 'kukka'], ['kutyák', 'kutya'], ['yıldızlar', 'yıldız'], ['σκύλοι', 'σκύλος'], ['γάτες', 'γάτα'],
      ['פרחים', 'פרח'], ['سيارات', 'سيارة'], ['कुत्ते', 'कुत्ता'], ['बिल्लियाँ', 'बिल्ली'], ['koerad', 'koer'],
    ] as const) {
      assert.ok(singularsOf(fold(plural)).includes(fold(singular)), plural);
    }
  });

  test('are those that no ending tells', () => {
    for (const [plural, singular] of [['yeux', 'œil'], ['לבבות', 'לב'], ['قلوب', 'قلب'], ['psi', 'pes'], ['psi', 'pas']] as const) {
      assert.ok(singularsOf(fold(plural)).includes(fold(singular)), plural);
    }
  });
});
