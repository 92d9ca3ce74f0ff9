import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sharedIndex } from '../program.ts';
import { ask, codesOf, found } from './asking.ts';

const index = sharedIndex();

describe('a person who knows no Unicode names', () => {
  for (const [what, line, expected] of [
    ['the degree sign', 'degree sign', '00B0'],
    ['the degree sign', 'degree', '00B0'],
    ['a non-breaking space', 'nbsp', '00A0'],
    ['a non-breaking space', 'no-break space', '00A0'],
    ['a non-breaking space', 'non-breaking space', '00A0'],
    ['the flag of Japan', 'flag Japan', '1F1EF+1F1F5'],
    ['the flag of Japan', 'flag: Japan', '1F1EF+1F1F5'],
    ['the flag of Japan', 'japan flag', '1F1EF+1F1F5'],
    ['the flag of Japan', 'flag of Japan', '1F1EF+1F1F5'],
    ['a facepalm', 'facepalm', '1F926'],
    ['a facepalm', 'face palm', '1F926'],
    ['"not equal"', 'not equal', '2260'],
    ['"not equal"', 'not equal to', '2260'],
    ['the octothorpe', 'octothorpe', '0023'],
    ['the octothorpe', 'hash', '0023'],
    ['the eszett', 'eszett', '00DF'],
    ['page up', 'page up', '21DE'],
    ['laughter', 'lol', '1F602'],
    ['the flag of Brazil', 'flag brazil', '1F1E7+1F1F7'],
    ['a woman astronaut', 'woman astronaut', '1F469+200D+1F680'],
    ['the null character', 'null', '0000'],
    ['the line feed', 'line feed', '000A'],
    ['the zero width joiner', 'zwj', '200D'],
    ['backspace', 'backspace', '0008'],
    ['a horse in Chinese', '~horse', '99AC'],
    ['a thumbs up', 'thumbs up', '1F44D'],
    ['the pasted degree sign', '\u00b0', '00B0'],
    ['the pasted non-breaking space', '\u00a0', '00A0'],
    ['the pasted flag of Japan', '\u{1F1EF}\u{1F1F5}', '1F1EF+1F1F5'],
    ['the pasted sharp s', '\u00df', '00DF'],
    ['the pasted less-than', '<', '003C'],
    ['the pasted replacement character', '\ufffd', 'FFFD'],
    ['the pasted word', '\u5317\u4eac', '5317'],
  ] as const) {
    test(`finds ${what} by ${JSON.stringify(line)}`, () => {
      assert.ok(found(index, line).split(' ').includes(expected), found(index, line).slice(0, 80));
    });
  }

  test('gets the characters of a pasted text in order', () => {
    assert.equal(found(index, '\u00a1Ol\u00e9! \u5317\u4eac'), '00A1 004F 006C 00E9 0021 5317 4EAC');
    assert.equal(found(index, '\u{1F468}\u200d\u{1F469}\u200d\u{1F467}').split(' ')[0], '1F468+200D+1F469+200D+1F467');
  });

  test('gets the sequence for an emoji pasted without its variation selector', () => {
    const [first] = codesOf(ask(index, '\u{1F926}\u200d\u2642'));
    assert.equal(first, 'U+1F926 U+200D U+2642 U+FE0F');
  });

  test('finds what is meant with one error in a word, and gets a suggestion with two', () => {
    for (const [line, meant] of [
      ['snowmann', '2603'], ['snwoman', '2603'], ['elefant', '1F418'], ['ampersnad', '0026'],
      ['grinnning fase', '1F600'], ['black snowmn', '26C7'],
    ] as const) {
      assert.ok(found(index, line).split(' ').slice(0, 5).includes(meant), line);
    }
    for (const [line, meant] of [
      ['snoowmann', 'snowman'], ['ampersnadd', 'ampersand'], ['elephhantt', 'elephant'],
    ] as const) {
      const [note = ''] = ask(index, line).lines;
      assert.match(note, new RegExp(`^Did you mean: (?:.*, )?${meant}[,?]`), line);
    }
  });

  test('gets only suggestions that find something in place of the unknown words', () => {
    for (const line of ['snoowmann', 'ampersnadd', 'elephhantt', 'sun*flow snoowmann']) {
      const [note = ''] = ask(index, line).lines;
      const suggestions = /^Did you mean: (.*)\?$/.exec(note)?.[1]?.split(', ') ?? [];
      assert.ok(suggestions.length <= 3);
      for (const suggestion of suggestions) assert.notEqual(found(index, suggestion), '', `${line}: ${suggestion}`);
    }
  });

  test('gets only suggestions that find something next to wildcards and keywords', () => {
    for (const [line, word] of [
      ['letter dekograph uni*', 'dekograph'],
      ['letter ~uznkified', 'uznkified'],
      ['sxea 2b6*', 'sxea'],
    ] as const) {
      const [note = ''] = ask(index, line).lines;
      const suggestions = /^Did you mean: (.*)\?$/.exec(note)?.[1]?.split(', ') ?? [];
      for (const each of suggestions) assert.notEqual(found(index, line.replace(word, each)), '', `${line}: ${each}`);
    }
  });

  test('is suggested no other number', () => {
    assert.equal(ask(index, '999999').lines.length, 1);
  });

  test('with known words is told which two no name has together, or which word to leave out', () => {
    assert.deepEqual(ask(index, 'crystal* unicorn*').lines[0], "Nothing has both 'crystal*' and 'unicorn*'.");
    const [note = ''] = ask(index, 'small black* letter heart').lines;
    assert.match(note, /^Nothing has both '[\w*]+' and '[\w*]+'\.$|^Without '[\w*]+', \d+ would be found\.$/);
    assert.equal(ask(index, '!crystal unicorn "astronaut hat"').lines.length, 1);
    assert.deepEqual(ask(index, 'cat face !cat').lines[0], "Nothing has 'cat' and lacks it.");
  });
});
