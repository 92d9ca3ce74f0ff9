import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { utf8 } from '../../src/bytes/encoding.ts';
import { isDisruptive } from '../../src/unicode/characters.ts';
import { answer } from '../../src/search/answer.ts';
import { sharedIndex } from '../program.ts';
import { RULE, ask, bytesOf, jsonOf, searcherOf, sinkOf, statusOf } from './asking.ts';
import { codeOf, codePointsOf, dataLinesOf, naiveNames } from './naive.ts';

const index = sharedIndex();

/** The lines of a card, by their label. */
function cardOf(line: string): Record<string, string> {
  const [, ...rows] = ask(index, line, 'detail').lines.slice(0, -1);
  return Object.fromEntries(
    rows.map((row) => {
      const [, label = '', value = ''] = /^ {4}(\S.{9} |name \(\S+\) )(.*)$/.exec(row) ?? assert.fail(`no row of a card: ${row}`);
      return [label.trim(), value];
    }),
  );
}

describe('plain format', () => {
  test('is code point, tab, character, tab, name, and CRLF; then a rule of 66 dashes and the count', () => {
    const expected = 'U+265A\t\u265a\tBLACK CHESS KING\r\nU+265B\t\u265b\tBLACK CHESS QUEEN\r\n';
    assert.equal(ask(index, 'U+265A..U+265B').text, `${expected}${RULE}2 found\r\n`);
    const sink = sinkOf(index);
    const steps = answer(searcherOf(index), 'snowman !black !without', 'plain', { results: 0 });
    const bytes = bytesOf(sink, steps).toString('latin1');
    const rule = '\u2500'.repeat(66);
    assert.equal(bytes, utf8(`U+2603\t\u2603\tSNOWMAN\r\n${rule} 1 found\r\n`));
    assert.equal(bytes.length, 'U+2603\t...\tSNOWMAN\r\n'.length + 66 * 3 + ' 1 found\r\n'.length);
  });

  test('has nothing but the status line where nothing was found', () => {
    assert.equal(ask(index, '"cat dog"').text, `${RULE}0 found\r\n`);
  });

  test('tells in a fourth column what matched, and only where the formal name does not', () => {
    for (const [line, expected] of [
      ['octothorpe', 'U+0023\t#\tNUMBER SIGN\toctothorpe'],
      ['eszett', 'U+00DF\t\u00df\tLATIN SMALL LETTER SHARP S\tEszett'],
      ['nbsp', 'U+00A0\t\u00a0\tNO-BREAK SPACE\tNBSP'],
      ['no-break space nbsp', 'U+00A0\t\u00a0\tNO-BREAK SPACE\tNBSP'],
      ['backspace !symbol', 'U+0008\t[BS]\t<control-0008>\tBACKSPACE'],
      ['"page up" !triangle', 'U+21DE\t\u21de\tUPWARDS ARROW WITH DOUBLE STROKE\tpage up'],
      ['nbsp | "cat zzz"', 'U+00A0\t\u00a0\tNO-BREAK SPACE\tNBSP'],
      ['~brazil', 'U+1F1E7 U+1F1F7\t\u{1F1E7}\u{1F1F7}\tflag: Brazil'],
      ['U+00A0', 'U+00A0\t\u00a0\tNO-BREAK SPACE'],
      ['space no-break !narrow !zero', 'U+00A0\t\u00a0\tNO-BREAK SPACE'],
    ] as const) {
      assert.equal(ask(index, line).text, `${expected}\r\n${RULE}1 found\r\n`, line);
    }
  });

  test('tells what matched in the alternative that did, not in one that did not', () => {
    const both = ask(index, 'octothorpe block:arrows | "pound sign" U+0023').lines[0];
    assert.equal(both, 'U+0023\t#\tNUMBER SIGN\tpound sign');
    const [hash] = ask(index, 'number !hash | octothorpe !zzz').lines;
    assert.equal(hash, 'U+0023\t#\tNUMBER SIGN\toctothorpe');
  });

  test('says how many of how many where a page left some out', () => {
    for (const [page, status] of [
      ['limit:1', '1 of 10 found'], ['limit:9', '9 of 10 found'], ['limit:10', '10 found'], ['limit:11', '10 found'],
      ['skip:0', '10 found'], ['skip:1', '9 of 10 found'], ['skip:9', '1 of 10 found'], ['skip:10', '0 of 10 found'],
      ['skip:11', '0 of 10 found'], ['skip:9 limit:1', '1 of 10 found'], ['skip:3 limit:4', '4 of 10 found'],
    ] as const) {
      const reply = ask(index, `cat face ${page}`);
      assert.equal(reply.status, `${RULE}${status}`, page);
      assert.equal(reply.lines.length - 1, Number.parseInt(status, 10), page);
      assert.equal(reply.tallied, Number.parseInt(status, 10), page);
      const json = ask(index, `cat face ${page}`, 'json');
      const shown = Number.parseInt(status, 10);
      assert.deepEqual(jsonOf(json.status), { status: 'ok', found: 10, ...(shown < 10 && { shown }) });
      assert.equal(json.lines.length - 1, shown);
    }
  });

  test('gives pages that together are the whole', () => {
    for (const line of ['cat face', '~snow', '\u2603 U+2600..U+2610', '\u{1F1E7}\u{1F1F7} U+E000 a\u2603', 'snow*']) {
      const whole = ask(index, line).lines.slice(0, -1);
      for (const size of [1, 3, 7]) {
        const pages: string[] = [];
        for (let skip = 0; skip < whole.length; skip += size) {
          pages.push(...ask(index, `${line} skip:${skip} limit:${size}`).lines.slice(0, -1));
        }
        assert.deepEqual(pages, whole, line);
      }
    }
  });

  test('suggests words in a note before the status line', () => {
    const { lines } = ask(index, 'snoowmann');
    assert.match(lines[0] ?? '', /^Did you mean: snowman(?:, [a-z0-9]+){0,2}\?$/);
    assert.equal(lines[1], `${RULE}0 found`);
    assert.deepEqual(jsonOf(ask(index, 'snoowmann', 'json').status)['found'], 0);
  });
});

describe('the column of characters', () => {
  const disruptive = new Set([
    ...['Cc', 'Zl', 'Zp'].flatMap((category) => [...codePointsOf('categories.txt', category)]),
    ...codePointsOf('binaries.txt', 'Bidi_Control'),
  ]);
  const abbreviations = new Map<number, string>();
  for (const line of dataLinesOf('aliases.txt')) {
    const [code = '', kind, name = ''] = line.split(' ');
    const codePoint = Number.parseInt(code, 16);
    if (kind === 'abbreviation' && !abbreviations.has(codePoint)) abbreviations.set(codePoint, name);
  }

  test('is disrupted by Cc, Zl, Zp and Bidi_Control, and by nothing else', () => {
    assert.equal(disruptive.size, 65 + 1 + 1 + 12);
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      if (isDisruptive(codePoint) !== disruptive.has(codePoint)) assert.fail(codePoint.toString(16));
    }
  });

  test('shows these by their abbreviation in brackets, or by their code point', () => {
    for (const codePoint of disruptive) {
      const code = codeOf(String.fromCodePoint(codePoint));
      const label = `[${abbreviations.get(codePoint) ?? code}]`;
      assert.equal(ask(index, code).lines[0]?.split('\t')[1], label, code);
      assert.equal(ask(index, code, 'detail').lines[0]?.split('\t')[1], label, code);
    }
    for (const [code, label] of [
      ['U+000A', '[LF]'], ['U+001B', '[ESC]'], ['U+202E', '[RLO]'], ['U+2028', '[U+2028]'], ['U+0080', '[PAD]'],
    ] as const) {
      assert.equal(ask(index, code).lines[0]?.split('\t')[1], label);
    }
  });

  test('shows every other character as it is', () => {
    const { lines } = ask(index, 'U+0..U+10FFFF');
    assert.equal(lines.length, 172_875);
    let at = 0;
    for (const [codePoint, name] of naiveNames()) {
      const text = String.fromCodePoint(codePoint);
      const [code, char, shown] = (lines[at++] ?? '').split('\t');
      if (!disruptive.has(codePoint)) assert.equal(char, text);
      if (code !== codeOf(text) || shown !== (name ?? `<control-${codeOf(text).slice(2)}>`)) assert.fail(lines[at - 1]);
    }
  });

  test('labels code points without a name as the Standard does, each where it was listed', () => {
    for (const [code, label] of [
      ['E000', 'private-use'], ['F8FF', 'private-use'], ['F0000', 'private-use'], ['FFFFD', 'private-use'],
      ['FFFFE', 'noncharacter'], ['FDD0', 'noncharacter'], ['FDEF', 'noncharacter'],
      ['FFFF', 'noncharacter'], ['10FFFF', 'noncharacter'], ['10FFFD', 'private-use'], ['0378', 'reserved'],
      ['EFFFD', 'reserved'], ['D800', 'surrogate'], ['DFFF', 'surrogate'],
    ] as const) {
      const [line = ''] = ask(index, `U+${code}`).lines;
      assert.deepEqual([line.split('\t')[0], line.split('\t')[2]], [`U+${code}`, `<${label}-${code}>`]);
    }
    const [first, second, third] = ask(index, 'U+E000 a\u2603').lines.map((line) => line.split('\t')[0]);
    assert.deepEqual([first, second, third], ['U+E000', 'U+0061', 'U+2603']);
  });
});

describe('json format', () => {
  test('is one object a line: results, and then the status', () => {
    assert.deepEqual(ask(index, 'snowman !black !without', 'json').lines, [
      '{"code":"U+2603","char":"\u2603","name":"SNOWMAN"}',
      '{"status":"ok","found":1}',
    ]);
    assert.deepEqual(ask(index, 'octothorpe', 'json').lines.map(jsonOf), [
      { code: 'U+0023', char: '#', name: 'NUMBER SIGN', matched: ['octothorpe'] },
      { status: 'ok', found: 1 },
    ]);
    assert.deepEqual(jsonOf(ask(index, 'cat face limit:2', 'json').status), { status: 'ok', found: 10, shown: 2 });
    assert.deepEqual(jsonOf(ask(index, '~brazil', 'json').lines[0] ?? ''), {
      code: 'U+1F1E7 U+1F1F7', char: '\u{1F1E7}\u{1F1F7}', name: 'flag: Brazil',
    });
  });

  test('gives every character back as it is, and is safe to print', () => {
    const { lines } = ask(index, 'U+0..U+FFFF', 'json');
    for (const line of lines.slice(0, -1)) {
      assert.doesNotMatch(line, /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
      const { code, char } = jsonOf(line);
      assert.equal(code, codeOf(String(char)));
    }
    assert.equal(jsonOf(ask(index, 'U+D800', 'json').lines[0] ?? '')['char'], '\ud800');
  });
});

describe('detail format', () => {
  test('is a card below each result', () => {
    assert.deepEqual(cardOf('snowman !black !without'), {
      'decimal': '9731',
      'aliases': 'snowy weather',
      'block': 'Miscellaneous Symbols (U+2600..U+26FF)',
      'script': 'Common',
      'category': 'So Other Symbol',
      'age': '1.1',
      'bidi': 'ON Other Neutral',
      'width': 'N Neutral',
      'UTF-8': 'E2 98 83',
      'UTF-16': '2603',
      'HTML': '&#x2603;',
      'shortcode': ':snowman:  :snowman2:  :snowman_with_snow:',
      'escapes': '\\u2603  \\u{2603}  \\U00002603',
      'keywords': 'snowman, cold, man, snow',
      'name (ar)': 'رجل ثلج',
      'name (es)': 'muñeco de nieve con nieve',
      'name (fr)': 'bonhomme de neige',
      'name (ru)': 'снеговик под снегом',
      'name (zh)': '雪与雪人',
    });
  });

  test('names characters in the language of the question, where it has one', () => {
    const namesOf = (line: string): string[] => Object.keys(cardOf(line)).filter((label) => label.startsWith('name'));
    assert.deepEqual(namesOf('?cat limit:1'), ['name (ar)', 'name (es)', 'name (fr)', 'name (ru)', 'name (zh)']);
    assert.equal(cardOf('?Katze lang:de limit:1')['name (de)'], 'Katze');
    assert.deepEqual(namesOf('?Katze lang:de limit:1'), ['name (de)']);
    // What has no name of its own in a variety of a language has that of the language.
    assert.equal(cardOf('?chat lang:fr-CA limit:1')['name (fr-CA)'], 'chat');
    assert.equal(cardOf('?cat lang:en limit:1')['name (en)'], 'cat');
  });

  test('writes characters past the Basic Multilingual Plane, and sequences, in every encoding', () => {
    const cat = cardOf('U+1F431');
    assert.deepEqual([cat['UTF-8'], cat['UTF-16'], cat['HTML']], ['F0 9F 90 B1', 'D83D DC31', '&#x1F431;']);
    assert.equal(cat['escapes'], '\\uD83D\\uDC31  \\u{1F431}  \\U0001F431');
    const flag = cardOf('~brazil');
    assert.equal(flag['UTF-8'], 'F0 9F 87 A7 F0 9F 87 B7');
    assert.equal(flag['HTML'], '&#x1F1E7;&#x1F1F7;');
    assert.equal(flag['block'], undefined);
  });

  test('tells the kinds of aliases, meanings of ideographs, and has no UTF-8 for a lone surrogate', () => {
    assert.match(cardOf('U+000A')['aliases'] ?? '', /LINE FEED \(control\).*LF \(abbreviation\)/);
    assert.match(cardOf('U+99AC')['keywords'] ?? '', /horse/);
    assert.equal(cardOf('U+18A0')['script'], 'Mongolian');
    assert.doesNotMatch(cardOf('U+D800')['UTF-8'] ?? '', /EF BF BD/);
  });

  test('ends with the same status as the plain format', () => {
    for (const line of ['cat face', 'cat face limit:2', 'snowmann', '"cat dog"', 'limit:0 x', 'lol', '\u2603']) {
      assert.equal(ask(index, line, 'detail').status, ask(index, line).status, line);
      assert.match(statusOf(index, line), /found$|^error: /);
    }
  });
});
