import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Format } from '../../src/search/reply/format.ts';
import { sharedIndex } from '../program.ts';
import { ask, codesOf, found, jsonOf, statusOf } from './asking.ts';
import { codeOf, dataLinesOf } from './naive.ts';

const index = sharedIndex();

/** The rows of the card of the only result, by label. */
function rowsOf(line: string): Map<string, string> {
  const { lines } = ask(index, line, 'detail');
  const cards = lines.filter((each) => each.startsWith('    '));
  return new Map(cards.map((row) => [row.slice(4, 15).trim(), row.slice(15).trimStart()]));
}

/** The object of the only result in the format that has everything. */
function factsOf(line: string): Record<string, unknown> {
  return jsonOf(ask(index, line, 'full').lines[0] ?? '');
}

describe('fields', () => {
  test('have the short names of the Standard', () => {
    for (const [short, long] of [
      ['gc:Sm', 'category:Sm'], ['sc:Grek', 'script:greek'], ['blk:arrows', 'block:arrows'], ['bc:AL', 'bidi:AL'],
      ['ea:F', 'width:F'], ['nv:1/2', 'value:1/2'], ['GC:sm', 'category:Math_Symbol'],
    ] as const) {
      assert.equal(found(index, `${short} limit:50`), found(index, `${long} limit:50`), short);
      assert.notEqual(found(index, short), '', short);
    }
  });

  test('find what has a value, however it is written', () => {
    const same: readonly (readonly string[])[] = [
      ['value:1/2', 'value:0.5', 'value:2/4', 'value:.5', 'value:"1/2"'],
      ['ccc:230', 'ccc:above', 'ccc:A', 'ccc:0230'],
      ['width:W', 'width:wide', 'width:WIDE'],
      ['bidi:NSM', 'bidi:nonspacing_mark', 'bidi:"nonspacing mark"'],
      ['radical:187', 'radical:horse', 'radical:Horse', 'radical:\u99ac', 'radical:\u2fba'],
      [
        'looks:a', 'looks:U+0430', 'looks:\\u0430', 'looks:\u0430', 'looks:"a"', 'looks:&#97;',
        'looks:\\N{CYRILLIC SMALL LETTER A}', 'looks:\\N{LATIN SMALL LETTER A}',
      ],
      ['looks:\u0391', 'looks:&Alpha;'],
    ];
    for (const [first = '', ...others] of same) {
      const expected = codesOf(ask(index, first));
      assert.ok(expected.length > 1, first);
      for (const other of others) assert.deepEqual(codesOf(ask(index, other)), expected, other);
    }
  });

  test('find nothing for values that exist but that no character has', () => {
    for (const line of [
      'category:Cn', 'gc:unassigned', 'script:Zzzz', 'scx:unknown', 'blk:no_block', 'age:NA', 'ccc:133', 'ccc:2', 'ccc:254',
      'value:123456789', 'value:-7', 'strokes:999', 'reading:qqq', 'reading:\u3046\u307e\u3046\u307e', 'looks:zqzq', 'script:Hrkt',
    ]) {
      assert.equal(statusOf(index, line), '0 found', line);
    }
  });

  test('know readings with tone marks, with numbers and without tones, in kana and in Latin letters', () => {
    for (const reading of ['m\u01ce', 'ma\u030c', 'M\u01ce', 'ma3', 'ma', 'maa5', 'maa', '\u3046\u307e', 'uma', 'UMA', '\u30d0', 'ba', '\ub9c8', 'm\u00e3']) {
      assert.ok(codesOf(ask(index, `reading:${reading}`)).includes('U+99AC'), reading);
    }
    assert.ok(!codesOf(ask(index, 'reading:ma1')).includes('U+99AC'));
  });

  test('know that Mandarin has no sixth tone, and Cantonese has', () => {
    assert.notEqual(statusOf(index, 'reading:ma5'), '0 found');
    assert.equal(statusOf(index, 'reading:ma6'), '0 found');
    assert.ok(codesOf(ask(index, 'reading:maa6')).includes('U+7F75'));
  });

  test('for readings also answer a question, after everything else that it means', () => {
    for (const [line, code] of [
      ['?\u3046\u307e limit:5000', 'U+99AC'], ['?xu\u00e9 limit:5000', 'U+5B66'], ['?xue2 limit:5000', 'U+5B66'],
      ['?\ub9c8 limit:5000', 'U+99AC'], ['?m\u01ce limit:5000', 'U+99AC'],
    ] as const) {
      const { lines } = ask(index, line);
      const row = lines.find((each) => each.startsWith(`${code}\t`)) ?? assert.fail(line);
      assert.match(row, /\t[^\t]+ \(reading\)$/);
      assert.equal(codesOf(ask(index, line)).length, new Set(codesOf(ask(index, line))).size);
    }
    assert.equal(codesOf(ask(index, '?\u3046\u307e limit:1'))[0], 'U+1F434');
    assert.doesNotMatch(ask(index, '?xu\u00e9 !cjk').text, /reading/);
    assert.match(ask(index, '?xu\u00e9 strokes:8').text, /^U\+5B66\t.*\(reading\)/m);
  });

  test('combine with all other terms', () => {
    assert.equal(found(index, 'radical:horse strokes:10 reading:ma'), '99AC');
    assert.equal(found(index, 'value:1/2 latin | reading:\u3046\u307e radical:187 strokes:10'), '99AC');
    assert.equal(found(index, 'U+0041..U+005A looks:a'), '');
    assert.equal(found(index, 'U+0061..U+007A looks:a'), '0061');
    assert.equal(found(index, 'width:F digit value:7'), 'FF17');
    assert.ok(!codesOf(ask(index, 'looks:a !script:latin')).includes('U+0061'));
    assert.match(ask(index, '~horse reading:ma3').lines.join('\n'), /^U\+99AC\t\u99ac\t.*\thorse$/m);
  });

  test('look-alikes are one class, whichever of it is asked for', () => {
    for (const [one, other] of [['a', '\u0430'], ['m', 'rn'], ['rn', 'm'], ['1', 'l'], ['\u{1D7D9}', '1'], ['!', '\u01c3']] as const) {
      const all = codesOf(ask(index, `looks:${one}`));
      assert.deepEqual(codesOf(ask(index, `looks:${other}`)), all, `${one} ${other}`);
    }
    assert.ok(codesOf(ask(index, 'looks:rn')).includes('U+006D'));
    assert.equal(found(index, 'looks:\u2603'), '2603');
    assert.equal(found(index, 'looks:\uac00'), 'AC00');
    assert.equal(found(index, 'looks:e\u0301'), '00E9');
  });

  test('every confusable is found by what it looks like, and the other way round', () => {
    const prototypes = new Map<string, string[]>();
    for (const line of dataLinesOf('confusables.txt')) {
      const [range = '', prototype = ''] = line.split('\t');
      const [first = '', last = first] = range.split('..');
      for (let at = Number.parseInt(first, 16); at <= Number.parseInt(last, 16); at++) {
        const codes = prototypes.get(prototype) ?? [];
        prototypes.set(prototype, codes);
        codes.push(codeOf(String.fromCodePoint(at)));
      }
    }
    let asked = 0;
    for (const [prototype, codes] of prototypes) {
      const text = String.fromCodePoint(...prototype.split(' ').map((digits) => Number.parseInt(digits, 16)));
      const notation = [...text].map((char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`).join('');
      const all = new Set(codesOf(ask(index, `looks:${notation}`)));
      for (const code of codes) assert.ok(all.has(code), `${code} by looks:${notation}`);
      asked += codes.length;
    }
    assert.equal(asked, 6712);
  });
});

describe('notations', () => {
  test('of a code point all mean it', () => {
    for (const line of [
      'U+2603', 'u+2603', 'u2603', 'U2603', '0x2603', '0X2603', '\\u2603', '\\u{2603}', '\\U00002603', '\\x{2603}', '\\N{SNOWMAN}',
      '\\N{snowman}', '&#9731;', '&#x2603;', '&#X2603;', '%E2%98%83', '%e2%98%83',
    ]) {
      assert.equal(found(index, line), '2603', line);
    }
  });

  test('of names and entities find what they name', () => {
    for (const [line, codes] of [
      ['&eacute;', '00E9'], ['&Eacute;', '00C9'], ['&amp;', '0026'], ['&notin;&#9731;', '2209 2603'], ['\\xe9', '00E9'],
      ['\\N{LEFTWARDS ARROW}\\N{line feed}', '2190 000A'], ['\\N{HANGUL SYLLABLE GAG}', 'AC01'], ['\\N{NBSP}', '00A0'],
      ['\\N{CJK UNIFIED IDEOGRAPH-4E00} U+2603', '4E00 2603'], ['\\ud83d\\ude00', '1F600'], ['%F0%9F%98%80', '1F600'],
      ['snow* !\\N{SNOWMAN} limit:1', '26C4'], ['u006a', '13339'],
    ] as const) {
      assert.equal(found(index, line), codes, line);
    }
  });

  test('of ranges all mean it', () => {
    for (const line of ['U+2600..U+2603', '2600..2603', 'U+2600-2603', 'U+2600-U+2603', 'U+2600\u20132603', '0x2600..0x2603', 'U+2600..2603']) {
      assert.equal(found(index, line), '2600 2601 2602 2603', line);
    }
  });

  test('words that only look like one are words', () => {
    for (const line of ['a..b', '\\xi', '\\upsilon', 'AT&T', '100%', 'udead', 'u26', '26-27']) {
      assert.doesNotMatch(statusOf(index, line), /^error/, line);
    }
  });
});

describe('pasted text', () => {
  test('names an emoji with all, some or none of its U+FE0F', () => {
    let asked = 0;
    for (const line of dataLinesOf('annotations.txt')) {
      const [codes = ''] = line.split('\t');
      const full = codes.split(' ');
      const styled = full.flatMap((digits, place) => (digits === 'FE0F' ? [place] : []));
      if (styled.length === 0 || full.length - styled.length === 1) continue;
      for (let kept = 0; kept < 2 ** styled.length; kept++) {
        const text = full
          .filter((_, place) => !styled.includes(place) || (kept >> styled.indexOf(place)) % 2 === 1)
          .map((digits) => String.fromCodePoint(Number.parseInt(digits, 16)))
          .join('');
        assert.equal(codesOf(ask(index, `${text} limit:1`))[0], full.map((digits) => `U+${digits}`).join(' '), text);
        asked++;
      }
    }
    assert.ok(asked > 2000, `${asked}`);
  });

  test('names variation sequences and named sequences, and then what they are made of', () => {
    for (const [text, first] of [
      ['\u2603\ufe0e', 'U+2603 U+FE0E\t\u2603\ufe0e\tSNOWMAN, text style'],
      ['\u2603\ufe0f', 'U+2603 U+FE0F\t\u2603\ufe0f\tsnowman'],
      ['\u0030\ufe00', 'U+0030 U+FE00\t\u0030\ufe00\tDIGIT ZERO, short diagonal stroke form'],
      ['\u0b95\u0bcd', 'U+0B95 U+0BCD\t\u0b95\u0bcd\tTAMIL CONSONANT K'],
    ] as const) {
      const { lines } = ask(index, text);
      assert.equal(lines[0], first);
      assert.deepEqual(codesOf(ask(index, text)).slice(1), [...text].map(codeOf));
      const { code, name } = jsonOf(ask(index, text, 'json').lines[0] ?? '');
      assert.deepEqual([code, name], [first.split('\t')[0], first.split('\t')[2]]);
      assert.ok(ask(index, text, 'detail').lines.includes(first));
    }
    assert.equal(found(index, '\u2603\ufe0e \u2603\ufe0e'), '2603+FE0E 2603 FE0E');
  });

  test('has a note on what composes, in every format', () => {
    for (const [text, note] of [
      ['e\u0301', 'Composed, it is U+00E9 \u00e9 LATIN SMALL LETTER E WITH ACUTE.'],
      ['\u1100\u1161\u11a8', 'Composed, it is U+AC01 \uac01 HANGUL SYLLABLE GAG.'],
    ] as const) {
      assert.equal(ask(index, text).lines.at(-2), note);
      assert.equal(ask(index, text, 'detail').lines.at(-2), note);
      for (const format of ['json', 'full'] satisfies Format[]) {
        assert.deepEqual(jsonOf(ask(index, text, format).status)['notes'], [note]);
      }
    }
    for (const text of ['\u00e9', '\u212b', 'e\u2603', '\uac01', '\u0301']) {
      assert.doesNotMatch(ask(index, text).text, /Composed/, text);
    }
  });

  test('a range has a note on what it does not list, and none where it lists all', () => {
    for (const [line, note] of [
      ['U+E000..U+E0FF', 'Of U+E000..U+E0FF, 256 are for private use.'],
      ['U+0378..U+0378', 'Of U+0378..U+0378, 1 is unassigned.'],
      ['U+FFFE..U+FFFF', 'Of U+FFFE..U+FFFF, 2 are noncharacters.'],
      ['U+D800..U+E000', 'Of U+D800..U+E000, 1 is for private use, 2048 are surrogates.'],
    ] as const) {
      assert.deepEqual(ask(index, line).lines.slice(0, -1), [note]);
      assert.deepEqual(jsonOf(ask(index, line, 'json').status)['notes'], [note]);
    }
    assert.doesNotMatch(ask(index, 'U+2600..U+26FF').text, /^Of /m);
    assert.match(ask(index, 'U+0..U+10FFFF limit:1').text, /^Of .* 137468 are for private use, 2048 are surrogates, 66 are /m);
  });
});

describe('cards', () => {
  test('tell case, decompositions, classes and numbers', () => {
    assert.equal(rowsOf('U+00E9').get('upper'), 'U+00C9 \u00c9');
    assert.equal(rowsOf('U+00E9').get('canonical'), 'U+0065 U+0301 e\u0301');
    assert.equal(rowsOf('U+00DF').get('upper'), 'U+0053 U+0053 SS');
    assert.equal(rowsOf('U+00DF').get('title'), 'U+0053 U+0073 Ss');
    assert.equal(rowsOf('U+0130').get('lower'), 'U+0069 U+0307 i\u0307');
    assert.equal(rowsOf('U+00BD').get('compatible'), 'U+0031 U+2044 U+0032 1\u20442 (fraction)');
    assert.equal(rowsOf('U+00BD').get('value'), '1/2');
    assert.equal(rowsOf('U+0028').get('bidi'), 'ON Other Neutral, mirrored by U+0029 )');
    assert.equal(rowsOf('U+0301').get('combining'), '230 Above');
    assert.equal(rowsOf('U+AC01').get('canonical'), 'U+1100 U+1161 U+11A8 \u1100\u1161\u11a8');
    assert.match(rowsOf('U+0061').get('looks like') ?? '', /^U\+0251 \u0251, .*U\+0430 \u0430/);
    assert.match(rowsOf('U+03B1').get('see also') ?? '', /U\+0251/);
    assert.equal(rowsOf('U+00E9').get('entity'), '&eacute;');
    assert.equal(rowsOf('U+0041').get('combining'), undefined);
    assert.equal(rowsOf('U+0041').get('upper'), undefined);
  });

  test('tell how an ideograph is read and written', () => {
    const horse = rowsOf('U+99AC');
    assert.equal(horse.get('Mandarin'), 'm\u01ce');
    assert.equal(horse.get('Cantonese'), 'maa5');
    assert.match(horse.get('Japanese') ?? '', /\u30d0.*\u3046\u307e/);
    assert.equal(horse.get('Korean'), '\ub9c8');
    assert.equal(horse.get('Vietnamese'), 'm\u00e3');
    assert.equal(horse.get('radical'), '187 horse + 0 strokes');
    assert.equal(horse.get('strokes'), '10');
    assert.equal(horse.get('simplified'), 'U+9A6C \u9a6c');
    assert.equal(rowsOf('U+9A6C').get('traditional'), 'U+99AC \u99ac');
    assert.equal(rowsOf('U+9A6C').get('radical'), '187 horse (simplified) + 0 strokes');
  });

  test('have an HTML line only where HTML can write the character', () => {
    let without = 0;
    for (let codePoint = 0; codePoint < 0xa0; codePoint++) {
      if (codePoint >= 0x20 && codePoint < 0x7f) continue;
      if (!rowsOf(`U+${codePoint.toString(16)}`).has('HTML')) without++;
    }
    assert.equal(without, 28);
    for (const code of ['U+D800', 'U+DFFF']) assert.equal(rowsOf(code).get('HTML'), undefined);
    assert.equal(rowsOf('U+0081').get('HTML'), '&#x0081;');
  });

  test('are objects with typed values in the full format', () => {
    const facts = factsOf('U+99AC');
    assert.deepEqual(facts['category'], { short: 'Lo', long: 'Other Letter' });
    assert.deepEqual(facts['radicals'], [{ number: 187, name: 'horse', isSimplified: false, more: 0 }]);
    assert.deepEqual(facts['variants'], { simplified: ['\u9a6c'] });
    assert.equal(facts['decimal'], 0x99ac);
    assert.equal(facts['strokes'], 10);
    assert.equal('aliases' in facts, false);
    assert.equal(factsOf('U+00BD')['value'], '1/2');
    assert.deepEqual(factsOf('U+0301')['combining'], { class: 230, name: 'Above' });
    assert.deepEqual(factsOf('U+00BD')['compatibility'], { kind: 'fraction', text: '1\u20442' });
    assert.deepEqual(jsonOf(ask(index, 'U+99AC', 'full').status), { status: 'ok', found: 1 });
    assert.match(ask(index, 'colour:red', 'full').status, /^\{"status":"error"/);
  });

  test('every line of the full format is safe to print', () => {
    for (const line of ask(index, 'U+0..U+FF | is:bidi_control | category:Zl | category:Zp', 'full').lines) {
      assert.doesNotMatch(line, /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
      for (const [key, value] of Object.entries(jsonOf(line))) {
        assert.ok(!Array.isArray(value) || value.length > 0, key);
      }
    }
    for (const line of ask(index, 'U+0..U+FF | is:bidi_control | category:Zl', 'detail').lines) {
      assert.doesNotMatch(line, /[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
    }
  });
});
