import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sharedIndex } from '../program.ts';
import { RULE, ask, errorOf, jsonOf } from './asking.ts';

const index = sharedIndex();

/** Lines that can't be understood; the part that the error has to quote, and what else it has to say. */
const ERRORS: [line: string, quoted: string, advice: RegExp][] = [
  ['category:Xx', 'Xx', /category:[A-Z]/],
  ['script:greeek', 'greeek', /did you mean 'greek'\?$/],
  ['block:box_drawin', 'box_drawin', /did you mean 'box_drawing'\?$/],
  ['age:18.1', '18.1', /did you mean '\d+\.\d'\?$/],
  ['age:99', '99', /age:18\.0/],
  ['is:emojy', 'emojy', /did you mean 'emoji'\?$/],
  ['is:qqqqqqqqqq', 'qqqqqqqqqq', /is:emoji/],
  ['block:__proto__', '__proto__', /block:arrows/],
  ['script:constructor', 'constructor', /script:greek/],
  ['colour:red', 'colour', /block, script, scx, category, age, is, .*reading.*, limit, skip/],
  ['flag:Japan', 'flag', /block, script, scx, category, age, is, .*, limit, skip.*space/],
  ['U+110000', 'U+110000', /U\+10FFFF/],
  ['U+FFFFFFFFFFFFFFFFFFFF', 'U+FFFFFFFFFFFFFFFFFFFF', /U\+10FFFF/],
  ['0x110000', '0x110000', /U\+10FFFF/],
  ['\\u{110000}', '\\u{110000}', /U\+10FFFF/],
  ['&#1114112;', '&#1114112;', /U\+10FFFF/],
  ['&#x110000;', '&#x110000;', /U\+10FFFF/],
  ['U+2600..U+110000', 'U+110000', /U\+10FFFF/],
  ['U+2600..U+25FF', 'U+2600..U+25FF', /U\+25FF\.\.U\+2600/],
  ['U+2600..', 'U+2600..', /U\+2600\.\.U\+26FF/],
  ['U+2600..U+2610..U+2620', 'U+2600..U+2610..U+2620', /U\+2600\.\.U\+26FF/],
  ['U+2600..snow', 'snow', /U\+2600\.\.U\+26FF/],
  ['U+', 'U+', /U\+2603/],
  ['U+XYZ', 'U+XYZ', /U\+2603/],
  ['0x', '0x', /0x2603/],
  ['\\u26', '\\u26', /\\u2603/],
  ['\\u{26', '\\u{26', /\\u\{1F600\}/],
  ['&#9731', '&#9731', /&#9731;/],
  ['U+2600-', 'U+2600-', /U\+2600\.\.U\+26FF/],
  ['U+26000000', 'U+26000000', /U\+10FFFF/],
  ['\\u{}', '\\u{}', /\\u\{1F600\}/],
  ['\\x{110000}', '\\x{110000}', /U\+10FFFF/],
  ['\\x', '\\x', /\\u2603/],
  ['\\N{}', '\\N{}', /\\N\{SNOWMAN\}/],
  ['\\N{snow', '\\N{snow', /\\N\{SNOWMAN\}/],
  ['\\N{snow man}', 'snow man', /\\N\{SNOWMAN\}/],
  ['&eacut;', '&eacut;', /&eacute;/],
  ['&qqqqqqqqqq;', '&qqqqqqqqqq;', /&eacute;/],
  ['%E2%98', '%E2%98', /%E2%98%83/],
  ['%FF', '%FF', /%E2%98%83/],
  ['2600..110000', 'U+110000', /U\+10FFFF/],
  ['26FF..2600', 'U+26FF..U+2600', /U\+2600\.\.U\+26FF/],
  ['bidi:Q', 'Q', /did you mean/],
  ['bidi:qqqqqq', 'qqqqqq', /bidi:R/],
  ['width:qqqqqq', 'qqqqqq', /width:W/],
  ['scx:greeek', 'greeek', /did you mean 'greek'\?$/],
  ['ccc:255', '255', /combining class/],
  ['value:half', 'half', /value:1\/2/],
  ['value:1/0', '1/0', /value:1\/2/],
  ['strokes:ten', 'ten', /strokes:10/],
  ['radical:0', '0', /1 to 214/],
  ['radical:215', '215', /1 to 214/],
  ['radical:hrose', 'hrose', /did you mean 'horse'\?$/],
  ['radical:qqqqqqqq', 'qqqqqqqq', /radical:horse/],
  ['"less than', '"less than', /"less than"/],
  ['cat "less than', '"less than', /"less than"/],
  ['block:"Box Drawing', 'block:"Box Drawing', /"/],
  ['" "', '" "', /"less than"/],
  ['!cat', '!cat', /face !cat/],
  ['!cat !dog', '!cat !dog', /face !cat/],
  ['!is:emoji', '!is:emoji', /face !cat/],
  ['cat | !dog', '!dog', /face !cat/],
  ['!!cat', '!!cat', /!~cat/],
  ['~!cat', '~!cat', /!~cat/],
  ['~~cat', '~~cat', /!~cat/],
  ['~\u2603', '~\u2603', /letters or digits/],
  ['cat |', '|', /cat face \| dog face/],
  ['| cat', '|', /cat face \| dog face/],
  ['cat || dog', '|', /cat face \| dog face/],
  ['||', '|', /cat face \| dog face/],
  ['limit:5', 'limit:5', /snowman/],
  ['limit:0 cat', 'limit:0', /limit:20/],
  ['limit:x cat', 'limit:x', /limit:20/],
  ['skip:-1 cat', 'skip:-1', /skip:20/],
];

describe('errors', () => {
  test('name the nearest value of a property, word for word', () => {
    assert.equal(errorOf(index, 'block:arows'), "no block 'arows'; did you mean 'arrows'?");
    assert.equal(ask(index, 'block:arows').text, `${RULE}error: no block 'arows'; did you mean 'arrows'?\r\n`);
    assert.deepEqual(jsonOf(ask(index, 'block:arows', 'json').status), {
      status: 'error',
      message: "no block 'arows'; did you mean 'arrows'?",
    });
  });

  test('say that a value with spaces stands in quotes', () => {
    const message = `no block 'Supplemental'; quote a value that has spaces, as in block:"Supplemental Arrows-A"`;
    assert.equal(errorOf(index, 'block:Supplemental Arrows-A'), message);
    assert.match(errorOf(index, 'script:old italic'), /as in script:"Old /);
  });

  for (const [line, quoted, advice] of ERRORS) {
    test(`${JSON.stringify(line)} gets an error that says what is wrong and what is right`, () => {
      const message = errorOf(index, line);
      assert.ok(message.includes(`'${quoted}'`) || message.includes(`${quoted}'`), `${message} quotes ${quoted}`);
      assert.match(message, advice);
      assert.ok(message.length < 250, message);
    });
  }

  test('do not call a field both unknown and known', () => {
    for (const line of ['cat !limit:5', 'cat !skip:5']) {
      const message = errorOf(index, line);
      assert.doesNotMatch(message, /no field '(limit|skip)'/);
    }
  });

  test('say that a line is too much work', () => {
    const sides = (count: number): string => Array.from({ length: count }, () => '~"a a"').join(' | ');
    assert.match(ask(index, sides(2)).status, / found$/);
    assert.equal(errorOf(index, sides(21)), 'too much work for one line; ask in several');
  });

  test('say the same where it is too much work to tell what matched', () => {
    // Ten thousand results of the last side are checked for each side before it.
    const sides = (count: number): string => `${'~q* !~*u* !~*x* !~*a* | '.repeat(count)}~a*`;
    assert.match(ask(index, sides(1)).status, / found$/);
    assert.equal(errorOf(index, sides(12)), 'too much work for one line; ask in several');
  });

  test('say that a line has too many words, past the number that is allowed', () => {
    const line = (count: number, between: string): string => Array.from({ length: count }, always).join(between);
    for (const between of [' ', '-', '|', ' !', ' ~']) {
      const most = between === '|' ? 32 : 64;
      assert.match(ask(index, line(most, between)).status, / found$/);
      assert.match(errorOf(index, line(most + 1, between)), /64/);
    }
  });

  test('take one line, whatever the part they quote', () => {
    for (const bad of ['\0', '\n', '\x1b[2J', '\x7f', '\x85', '\u2028', '\u2029', '\u202e', '\ud800', '\u2066']) {
      for (const line of [`"${bad}x`, `block:x${bad}`, `${bad}:"x`, `U+${bad}`, `!${bad}x`]) {
        for (const format of ['plain', 'detail', 'json'] as const) {
          const { text, lines } = ask(index, line, format);
          const clean = /^[^\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]*$/;
          if (/error/.test(text)) assert.match(text, clean, JSON.stringify(line));
          if (/error/.test(text)) assert.equal(lines.length, 1, JSON.stringify(line));
        }
      }
    }
  });

  test('are the same in all formats', () => {
    for (const [line] of ERRORS) {
      const plain = ask(index, line).text;
      assert.equal(ask(index, line, 'detail').text, plain);
      const json = jsonOf(ask(index, line, 'json').status);
      assert.deepEqual(Object.keys(json), ['status', 'message']);
      assert.equal(plain, `${RULE}error: ${String(json['message'])}\r\n`);
    }
  });
});

function always(): string {
  return 'cat';
}
