import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lineOf } from '../../src/bytes/line.ts';
import { answersFrom } from '../../src/search/answer.ts';
import { openIndex } from '../../src/search/index/moji-index.ts';
import { ask, bytesOf, codesOf, found, sinkOf, statusOf } from './asking.ts';
import { codeOf, naiveCharacters, naiveNames } from './naive.ts';
import { forSeeds } from './seeded.ts';

const index = openIndex();
const sink = sinkOf(index);
const answerer = answersFrom(index, sink);

/** A reply as the server gives it. */
function replyTo(line: string): string {
  return String(bytesOf(sink, answerer.answer(lineOf(line), 'plain', { results: 0 })));
}

/** Words that are no name's, and that careless programs stumble over. */
const HOSTILE = [
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'undefined', 'null0',
  'a'.repeat(64), 'a'.repeat(65), 'a'.repeat(4096), 'zqzq', '0'.repeat(64), 'GAGX', '4E000', "a'b'c'd'e'f'g",
];

describe('the index', () => {
  test('finds every one of the 172,808 characters by its own full name', () => {
    let asked = 0;
    for (const [codePoint, name] of naiveNames()) {
      if (name === undefined) continue;
      const text = String.fromCodePoint(codePoint);
      const shown = /^[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]$/.test(text) ? undefined : text;
      const reply = replyTo(name);
      const start = shown === undefined ? `${codeOf(text)}\t[` : `${codeOf(text)}\t${shown}\t${name}\r\n`;
      assert.ok(reply.startsWith(start) || reply.includes(`\n${start}`), name);
      asked++;
    }
    assert.equal(asked, 172_808);
  });

  test('finds every alias of every character', () => {
    for (const { text, aliases } of naiveCharacters()) {
      for (const alias of aliases) {
        const line = `"${alias.replaceAll('"', ' ')}"`;
        const codes = codesOf(ask(index, line));
        assert.ok(codes.includes(codeOf(text)), `${codeOf(text)} by ${alias}`);
      }
    }
  });

  test('finds every emoji sequence by its name, and by itself', () => {
    const sequences = naiveCharacters().filter(({ text }) => [...text].length > 1);
    for (const [at, { text, keywords }] of sequences.entries()) {
      assert.equal(codesOf(ask(index, `${text} limit:1`))[0], codeOf(text));
      const [name = ''] = keywords;
      const line = `~"${name}"`;
      if (at % 8 !== 0) continue;
      if (/[a-z0-9]/i.test(name)) assert.ok(codesOf(ask(index, line)).includes(codeOf(text)), line);
    }
  });

  test('finds nothing by name for words that no name has, and keeps no trace of them', () => {
    const allWords = (): string => Array.from({ length: size }, (_, number) => index.vocabulary.word(number)).join();
    const { size } = index.vocabulary;
    const words = allWords();
    for (const word of HOSTILE) {
      assert.match(statusOf(index, word), /found$/, word.slice(0, 70));
      assert.match(statusOf(index, `~${word}`), /^0 found$/, word.slice(0, 70));
      assert.match(statusOf(index, `"${word}"`), /^0 found$/, word.slice(0, 70));
      assert.equal(found(index, `cat face !${word} limit:1`), '1F431');
    }
    forSeeds(300, (random) => {
      const word = `zq${random.below(1e9).toString(36)}q${random.below(1e9).toString(36)}`;
      const reply = replyTo(word);
      assert.match(reply, / 0 found\r\n$/, word);
    });
    assert.equal(index.vocabulary.size, size);
    assert.equal(allWords(), words);
  });

  test('gives the same reply each time, whatever was asked in between', () => {
    const lines = ['cat face', 'face', '~happy limit:9', '*ball', '"less than"', 'lol', 'age:2.1 | snow', '\u2603'];
    const first = lines.map((line) => ask(index, line).text);
    for (const line of HOSTILE) ask(index, line);
    for (const [at, line] of lines.entries()) assert.equal(ask(index, line).text, first[at], line);
  });

  test('can be asked by many at once, piece by piece in turns', () => {
    const lines = ['*a*', 'cjk limit:3000', '~of', '"with"', 'snowmn', 'cat face', '~"to"'];
    const expected = lines.map((line) => ask(index, line).text);
    const replies: Buffer[] = lines.map(() => Buffer.of());
    const running = lines.map((line, at) => {
      const steps = answerer.answer(lineOf(line), 'plain', { results: 0 });
      replies[at] = bytesOf(sink);
      return steps;
    });
    for (let busy = true; busy; ) {
      busy = false;
      for (const [at, steps] of running.entries()) {
        if (steps?.next().done === false) busy = true;
        replies[at] = Buffer.concat([replies[at] ?? Buffer.of(), bytesOf(sink)]);
      }
    }
    assert.deepEqual(replies.map(String), expected);
  });
});
