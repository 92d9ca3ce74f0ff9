/** What TeX writes: letters with accents, and commands for characters. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withAccents } from '../../src/search/match/tex-accents.ts';
import { sharedIndex } from '../program.ts';
import { found } from './asking.ts';

const index = sharedIndex();

/** The first character that a line finds. */
function first(line: string): string {
  const [code = ''] = found(index, line).split(' ');
  return code.split('+').map((each) => String.fromCodePoint(Number.parseInt(each, 16))).join('');
}

describe('a letter with an accent of TeX', () => {
  for (const [written, letter] of [
    ["\\'e", 'é'], ['\\"{o}', 'ö'], ['\\~n', 'ñ'], ['\\c{c}', 'ç'], ['\\c c', 'ç'], ['\\v{s}', 'š'], ['\\^o', 'ô'],
    ['\\`a', 'à'], ['\\H{o}', 'ő'], ['\\k{a}', 'ą'], ['\\d{s}', 'ṣ'], ['\\r{a}', 'å'], ['\\=a', 'ā'], ['\\.z', 'ż'],
    ['\\b{d}', 'ḏ'], ["\\'{\\i}", 'í'], ['\\"\\i', 'ï'], ["\\'{\\^a}", 'ấ'], ["\\'{\\ae}", 'ǽ'], ['\\hat{a}', 'â'],
    ['\\bar o', 'ō'], ['\\mathring{a}', 'å'], ['\\check{C}', 'Č'], ['\\u{g}', 'ğ'],
  ] as const) {
    test(`is found first: ${written}`, () => {
      assert.equal(first(`?${written}`), letter);
    });
  }

  test('is found without a question mark where no name has its letters as words', () => {
    assert.equal(first('\\v{s}'), 'š');
    assert.equal(first("\\'e"), 'E', 'a name has the word E');
  });

  test('is one character: a command whose mark goes on no such letter stays a command', () => {
    for (const text of ['\\hat{x}', '\\vec{v}', '\\c{\\alpha}', '\\foo{a}', '\\hata', '\\', "don\\'t", '\\^o^/', "\\'{}"]) {
      assert.equal(withAccents(text), text);
    }
  });

  test('stays an escape where it is one', () => {
    assert.equal(first('?\\u{e9}'), 'é');
    assert.equal(found(index, '\\u{a}'), '000A');
  });
});

describe('a command of TeX', () => {
  for (const [command, char] of [
    ['\\land', '∧'], ['\\lnot', '¬'], ['\\gets', '←'], ['\\leadsto', '⇝'], ['\\S', '§'], ['\\P', '¶'], ['\\O', 'Ø'], ['\\o', 'ø'],
    ['\\l', 'ł'], ['\\L', 'Ł'], ['\\i', 'ı'], ['\\owns', '∋'], ['\\lVert', '‖'], ['\\lvert', '|'], ['\\iff', '⟺'],
    ['\\coloneqq', '≔'], ['\\setminus', '∖'], ['\\square', '□'], ['\\blacksquare', '■'], ['\\bullet', '•'], ['\\hbar', 'ℏ'],
    ['\\R', 'ℝ'], ['\\Cup', '⋓'], ['\\cup', '∪'], ['\\mathcal{F}', 'ℱ'], ['\\mathcal{A}', '𝒜'], ['\\mathscr{L}', 'ℒ'],
    ['\\mathfrak{C}', 'ℭ'], ['\\mathbb{1}', '𝟙'], ['\\mathbf{x}', '𝐱'], ['\\mathit{h}', 'ℎ'], ['\\mathtt{0}', '𝟶'],
  ] as const) {
    test(`is the character that it prints: ${command}`, () => {
      assert.equal(first(`?${command}`), char);
    });
  }
});
