import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sharedIndex } from '../program.ts';
import { RULE, ask, codesOf, found } from './asking.ts';

const index = sharedIndex();

const CATS = '1F431 1F638 1F639 1F63A 1F63B 1F63C 1F63D 1F63E 1F63F 1F640';
const SNOWS = '2603 26C4 26C7 2744 2745 2746 1F328 1F3C2 1F3D4';
const BALLS =
  '26BD 26BE 26F9 1F359 1F38A 1F3B1 1F3BE 1F3C0 1F3C8 1F3C9 1F3CF 1F3D0 1F3D1 1F3D3 1F52E 1F5B2 1F93E 1F94D 1F94E ' +
  '1F9E2 1F9F6 1FAA9';
const NOWS = `0006 0015 0546 0576 2406 2415 2603 26C4 26C7 2744 2745 2746 FB13 FB16 1054E 16844 1F328 1F3C2 1F3D4`;
const FACEPALMS = '1F926 1F926+200D+2640+FE0F 1F926+200D+2642+FE0F';

/** Queries and what they find: code points in the order of the reply, those of a sequence with + between. */
const ROOMS: Record<string, Record<string, string>> = {
  'words': {
    'cat face': CATS,
    'face cat': CATS,
    'CAT Face': CATS,
    'cat-face': CATS,
    'cat cat face': CATS,
    'crystal': '1F52E',
    '"crysta"': '',
    '"crystals"': '',
    'snow': '26C4 26C7 1F328 1F3D4',
    'less-than dot': '22D6 2A7F 2A81 2A83 2A97',
    'tibetan letter -a': '0F60 0F68 0FB0 0FB8',
    'tibetan letter a': '0F60 0F68 0FB0 0FB8',
    'white lenticular brakcet vertical': 'FE18',
    'page up': '21DE 2B7B 1F4C4',
    "st. andrew's cross": '2613',
    '"standrews cross"': '',
    'cat face limit:3': '1F431 1F638 1F639',
    'cat skip:8 face': '1F63F 1F640',
    'cat | dog face limit:2': 'A2B6 CC41',
  },
  'wildcards': {
    'snow*': SNOWS,
    '*ball': BALLS,
    '*now*': NOWS,
    'sn*man': '2603 26C4 26C7',
    's*w*m*n': '2603 26C4 26C7',
    '*snowman*': '2603 26C4 26C7',
    'snowman* black': '26C7',
    'snow* *flake': '2744 2745 2746',
    'snow* !snow': '2603 2744 2745 2746 1F3C2',
    'cat face !s*': '1F431 1F639 1F63D 1F63E 1F63F 1F640',
    'snow* block:dingbats': '2744 2745 2746',
    'snow* "heavy chevron"': '2746',
    'crysta* | unicor*': '1F52E 1F984',
    'U+2600..U+26FF snow*': '2603 26C4 26C7',
    '\u2603a snow*': '2603',
    '~brazi*': '1F1E7+1F1F7',
    'snow* limit:2 skip:2': '26C7 2744',
    '3d00* seal limit:2': '3D000 3D001',
    'hangul *aegg* limit:1': 'AC1E',
  },
  'phrases': {
    '"crystal ball"': '1F52E',
    '"ball crystal"': '',
    '"Crystal-Ball"': '1F52E',
    '"much less than"': '226A 22D8',
    '"page up"': '21DE 2B7B',
    '"cat"': `A2B6 CC41 101EC 1F408 ${CATS}`,
    '"tibetan letter a"': '0F60 0F68',
    '"bka shog"': '0F0A 0FD0',
    '"8 ball"': '1F3B1',
    '"cat face" !"with smiling"': CATS.replace('1F638 ', ''),
    'cat !"cat face"': 'A2B6 CC41 101EC 1F408',
    '"page up" block:arrows': '21DE',
    '"page up" | "crystal ball"': '21DE 2B7B 1F52E',
    'U+2B00..U+2BFF "page up"': '2B7B',
    '\u26c4\u2603 "without snow"': '26C4',
    '"page up" limit:1 skip:1': '2B7B',
    '~"flag brazil"': '1F1E7+1F1F7',
    '"cjk unified ideograph 4e00"': '4E00 1F229',
    '"ideograph 9fff"': '9FFF',
    '"unified 9fff"': '',
    '"hangul syllable hih"': 'D7A3',
    '"null line feed"': '',
    '"locking shift one"': '000E',
    '"commercial at sign"': '',
    '"l with small" block:latin_extended_b': '01C8',
    '"j with small"': '',
    '"small letter l with small"': '',
  },
  'negation': {
    'cat face !eyes': '1F431 1F639 1F63A 1F63C 1F63E 1F63F 1F640',
    '"cat face" !eyes !face': '',
    'cat face !zzzz': CATS,
    'snow* !is:emoji': '26C7 2745 2746',
    'U+265A..U+265F !pawn !knight': '265A 265B 265C 265D',
    'a\u2603 !\u2603': '0061',
    'a\u2603 !U+0061': '2603',
    '\u2603\u26c4 !without': '2603',
    'cat face !U+1F430..U+1F639': '1F63A 1F63B 1F63C 1F63D 1F63E 1F63F 1F640',
    'cat face !eyes limit:2': '1F431 1F639',
    '~crystal !ball | unicorn !zzzz': '3D73 6676 745B 1F984',
    '~facepalm !~tone': FACEPALMS,
    '~woman ~astronaut !light':
      '1F469+200D+1F680 1F469+1F3FD+200D+1F680 1F469+1F3FE+200D+1F680 1F469+1F3FF+200D+1F680',
  },
  'alternatives': {
    'crystal | unicorn': '1F52E 1F984',
    'unicorn|crystal': '1F52E 1F984',
    'crystal | crystal': '1F52E',
    'crystal | "zzzz"': '1F52E',
    'crystal | U+2603': '2603 1F52E',
    'crystal | \u2603': '2603 1F52E',
    '~brazil | ~argentina': '1F1E6+1F1F7 1F1E7+1F1F7',
    '~brazil | crystal': '1F52E 1F1E7+1F1F7',
    'block:ogham category:Zs | age:2.1': '1680 20AC FFFC',
    'crystal | unicorn limit:1 skip:1': '1F984',
    'crystal | U+E000': '1F52E E000',
  },
  'properties': {
    'block:ogham !letter': '1680 169B 169C',
    'script:ogham !letter': '1680 169B 169C',
    'script:Ogam mark': '1680 169B 169C',
    'script:"O G A M" mark': '1680 169B 169C',
    'SCRIPT:is_ogham Mark': '1680 169B 169C',
    'category:Zs block:ogham': '1680',
    'category:space_separator block:ogham': '1680',
    'category:Z block:ogham': '1680',
    'block:"General Punctuation" category:Zl': '2028',
    'age:2.1': '20AC FFFC',
    'age:V2_1': '20AC FFFC',
    'is:emoji block:arrows category:Sm': '2194',
    'U+2190..U+21FF is:emoji category:Sm': '2194',
    '\u2603\u00e9 category:Ll': '00E9',
    '\u2603\u00e9 !category:Ll': '2603',
    '~lol block:emoticons': '1F602 1F604 1F606 1F639',
    'block:ogham limit:2 skip:26': '169A 169B',
    'block:ogham !category:Lo': '1680 169B 169C',
    'is:Regional_Indicator limit:2': '1F1E6 1F1E7',
    'is:RI limit:1': '1F1E6',
    'age:18 currency sign | age:18.0 category:Sc': '20C2 20C3 20C4',
  },
  'keywords': {
    '~brazil': '1F1E7+1F1F7',
    '~unicorn is:emoji': '1F984',
    '~unicorn block:cjk_ext_a': '4376',
    '~lol': '1F602 1F604 1F606 1F639 1F923 1FAE0',
    '~LOL': '1F602 1F604 1F606 1F639 1F923 1FAE0',
    '~lol tears': '1F602 1F639',
    '~lol !cat': '1F602 1F604 1F606 1F923 1FAE0',
    '~lol !~cat': '1F602 1F604 1F606 1F923 1FAE0',
    '~lol s*': '1F604 1F606',
    '~lol "tears of joy"': '1F602 1F639',
    '~lol limit:2 skip:1': '1F604 1F606',
    '~lol U+1F600..U+1F605': '1F602 1F604',
    '~lol \u{1F602}': '1F602',
    '\u{1F1E7}\u{1F1F7} ~flag': '1F1E7+1F1F7',
    '~c\u00f4te ~ivoire': '',
    '~cote ~divoire': '1F1E8+1F1EE',
    '~facepalm !~man !~woman !~person': '',
  },
  'questions that spell a character': {
    '?\u03c0 limit:1': '03C0',
    '?\u00e9 limit:1': '00E9',
    '?e\u0301 limit:1': '00E9',
    '?\u65e5 limit:1': '65E5',
    '?x limit:1': '0078',
    '?2603 limit:1': '2603',
    '?hangul ga limit:1': 'AC00',
    '?cjk unified ideograph 4e00 limit:1': '4E00',
    '?\u00e9 block:arrows limit:1': '21C5',
  },
  'questions that spell a character, in pages': {
    '?\u00e9 limit:2': '00E9 1166',
    '?\u00e9 skip:1 limit:1': '1166',
  },
  'punctuation after a question mark, which is no question': {
    '?+': '003F 002B',
    '?+ limit:2': '003F 002B',
    '?-> skip:1': '002D 003E',
  },
  'code points': {
    'U+2603': '2603',
    'U+2603 U+00E9': '2603 00E9',
    '0x2603 \\u00e9 \\u{1F600} &#9731; &#xE9;': '2603 00E9 1F600',
    'U+2190..U+2193': '2190 2191 2192 2193',
    'U+2193..U+2194 | U+2190..U+2191': '2193 2194 2190 2191',
    'U+2193..U+2194 U+2191..U+2195': '2193 2194 2191 2192 2195',
    'U+2190..U+2199 limit:2 skip:3': '2193 2194',
    'U+0378..U+0379': '',
    'U+10FFFF': '10FFFF',
    'U+E000 U+2603': 'E000 2603',
    '\u2603 - \u26c4': '2603 002D 26C4',
    'x\u00b2 + y\u00b2': '0078 00B2 002B 0079',
    'U+E000 | snowman without': '26C4 E000',
    'U+E000 cat': '',
    'U+E000 block:arrows': '',
    'U+E000 !U+E000': '',
    'U+E000 U+E001 limit:1 skip:1': 'E001',
    '\\ud83d\\ude00': '1F600',
    'U+D83D': 'D83D',
    'face U+1F431': '1F431',
  },
  'text': {
    '\u2603 \u00e9': '2603 00E9',
    '\u00e9\u2603': '00E9 2603',
    '\u2603\u2603 \u2603': '2603',
    '\u2603 U+2602..U+2604': '2603 2602 2604',
    '\u00e9 | \u2603': '00E9 2603',
    'e\u0301': '0065 0301',
    '\u2603\u26c4 snowman': '2603 26C4',
    '\u26c4\u2603 limit:1': '26C4',
    '\u26c4\u2603 limit:1 skip:1': '2603',
    '\u{1F1E7}\u{1F1F7}': '1F1E7+1F1F7 1F1E7 1F1F7',
    '\u{1F469}\u200d\u{1F680}': '1F469+200D+1F680 1F469 200D 1F680',
    '#\ufe0f\u20e3': '0023+FE0F+20E3 0023 FE0F 20E3',
    '\u{1F1E7}\u{1F1F7}\u{1F1E7}\u{1F1F7}': '1F1E7+1F1F7 1F1E7 1F1F7',
    '\u00a0': '00A0',
    '\u3000': '3000',
    '#': '0023',
    '|': '007C',
    '!': '0021',
    '"': '0022',
    '<=': '003C 003D',
    '\u2603 !': '2603 0021',
    'cat # face': CATS,
  },
};

for (const [room, rows] of Object.entries(ROOMS)) {
  describe(room, () => {
    for (const [line, expected] of Object.entries(rows)) {
      test(`${JSON.stringify(line)} finds ${expected === '' ? 'nothing' : expected}`, () => {
        assert.equal(found(index, line), expected);
      });
    }
  });
}

describe('every query of the tables', () => {
  const lines = Object.values(ROOMS).flatMap((rows) => Object.keys(rows));

  test('finds the same in every format', () => {
    for (const line of lines) {
      const plain = codesOf(ask(index, line));
      assert.deepEqual(codesOf(ask(index, line, 'detail')), plain, line);
      const json = ask(index, line, 'json').lines.slice(0, -1).map((each) => /^\{"code":"([^"]+)"/.exec(each)?.[1]);
      assert.deepEqual(json, plain, line);
    }
  });

  test('names no character twice', () => {
    for (const line of lines) {
      const codes = codesOf(ask(index, line));
      assert.equal(new Set(codes).size, codes.length, line);
    }
  });
});

describe('asking by meaning', () => {
  for (const [line, first] of [
    ['?right arrow', '2192'], ['?us flag', '1F1FA+1F1F8'], ['?:+1:', '1F44D'], ['?-1', '1F44E'], ['?\\sqrt', '221A'],
    ['?&hearts;', '2665'], ['? treble clef', '1D11E'], ['?Katze lang:de', '1F408'], ['?smilefjes lang:nb', '263A'], ['?2728', '2728'], ['?U+2603', '2603'],
    ['?superscript 2', '00B2'], ['?snow man', '2603'], ['?arrow !rightwards U+2190..U+21FF', '2195'],
    ['?heart block:dingbats', '2764'], ['?"right arrow"', '2192'], ['?flag: japan', '1F1EF+1F1F5'],
  ] as const) {
    test(`finds ${first} first by ${JSON.stringify(line)}`, () => {
      assert.equal(found(index, line).split(' ')[0], first);
    });
  }

  for (const [line, first] of [
    ['flag brazil', '1F1E7+1F1F7'], ['flag: Brazil', '1F1E7+1F1F7'], ['woman astronaut', '1F469+200D+1F680'],
    ['facepalm limit:1', '1F926'], ["flag C\u00f4te d'Ivoire", '1F1E8+1F1EE'], ['a umlaut limit:2', '00E4'],
    ['lol | "zzzz"', '1F602'], ['snowmann', '2603'], ['treble klef', '1D11E'], ['octothorpe smiley', '0023'],
  ] as const) {
    test(`is the fallback for ${JSON.stringify(line)}, which no name matches`, () => {
      assert.equal(found(index, line).split(' ')[0], first);
    });
  }

  test('shows the best twenty, or as many as are asked for, of all there are', () => {
    const status = (line: string): string => ask(index, line).status.slice(RULE.length);
    const [, shown, all] = /^(\d+) of (\d+) found$/.exec(status('?arrow')) ?? [];
    assert.equal(shown, '20');
    assert.equal(status('?arrow limit:3'), `3 of ${all} found`);
    assert.equal(status('?arrow limit:21 skip:1'), `21 of ${all} found`);
    assert.equal(status(`?arrow limit:9999`), `${all} found`);
    const twenty = codesOf(ask(index, '?arrow'));
    assert.deepEqual(codesOf(ask(index, '?arrow skip:5 limit:10')), twenty.slice(5, 15));
  });

  test('leaves out what filters do not allow, and counts what is left', () => {
    const all = codesOf(ask(index, '?arrow limit:9999'));
    const arrows = codesOf(ask(index, '?arrow block:arrows limit:9999'));
    const inBlock = new Set(codesOf(ask(index, 'block:arrows')));
    assert.deepEqual(arrows, all.filter((code) => inBlock.has(code)));
    const named = new Set(codesOf(ask(index, 'double')));
    assert.deepEqual(codesOf(ask(index, '?arrow !double limit:9999')), all.filter((code) => !named.has(code)));
  });

  test('combines with other sides, one after the other', () => {
    const [cat = ''] = codesOf(ask(index, '?gato limit:1'));
    const codes = codesOf(ask(index, '?gato lang:es | snowman limit:99'));
    assert.equal(codes[0], cat);
    const snowmen = codesOf(ask(index, 'snowman'));
    assert.deepEqual(codes.slice(-snowmen.length), snowmen);
    assert.equal(new Set(codes).size, codes.length);
  });

  test('is for words: a question mark among punctuation is text', () => {
    assert.equal(found(index, '?'), '003F');
    assert.equal(found(index, '??'), '003F');
    assert.equal(found(index, '?!'), '003F 0021');
    assert.equal(found(index, '? | !'), '003F 0021');
    assert.equal(found(index, '?…'), '003F 2026');
    assert.equal(found(index, '?block:arrows limit:1'), '2190');
  });

  test('finds the character of a code point first, in any notation', () => {
    for (const written of ['☃', '2603', 'U+2603', '0x2603', '\\u2603', '\\u{2603}', '&#9731;', '&#x2603;', '%E2%98%83']) {
      assert.equal(codesOf(ask(index, `?${written}`))[0], 'U+2603', written);
    }
    assert.equal(found(index, '?\\u{1F1FA}\\u{1F1F8}'), '1F1FA+1F1F8');
    assert.equal(found(index, '?0xzz'), '');
  });

  test('finds symbols that are typed: an emoji sequence as a whole, others one by one', () => {
    assert.equal(found(index, '?🇯🇵'), '1F1EF+1F1F5');
    assert.equal(found(index, '?❤️'), '2764+FE0F');
    assert.equal(found(index, '?→←→'), '2192 2190');
  });

  test('finds a character among words that only say what it is, in the case that they say', () => {
    for (const [question, char] of [
      ['letter ñ', '00F1'],
      ['uppercase é', '00C9'],
      ['lowercase Ö', '00F6'],
      ['capital letter Ö', '00D6'],
      ['what is ♥ called?', '2665'],
      ['what does “∴” mean', '2234'],
      ['what is 🇯🇵', '1F1EF+1F1F5'],
      ['буква ё', '0451'],
      ['Buchstabe ß', '00DF'],
      ['letra ñ script:latin', '00F1'],
      ['& symbol', '0026'],
      ['what is $?', '0024'],
      ['the ? mark', '003F'],
      ['→ arrow', '2192'],
    ] as const) {
      assert.equal(found(index, `?${question}`).split(' ')[0], char, question);
    }
    assert.notEqual(found(index, '?símbolo').split(' ')[0], '00ED');
  });

  test('finds what people type for a character, and what it is made of', () => {
    assert.equal(found(index, '?->'), '2192 002D 003E');
    assert.equal(found(index, '?>='), '2265 003E 003D');
    assert.equal(found(index, '?:)'), '1F642 003A 0029');
    assert.equal(found(index, '?()'), '0028 0029');
    assert.equal(found(index, '?<3').split(' ')[0], '2665');
  });

  test('counts the best 500 among several sides, and says so', () => {
    const { lines, status } = ask(index, '?letter | snowman');
    assert.match(lines.join('\n'), /^Of the \d+ results of a side that asks by meaning, the best 500 count\.$/m);
    assert.match(status, /20 of 50\d found$/);
    assert.ok(!ask(index, '?gato | snowman').lines.some((each) => each.startsWith('Of the')));
  });

  test('does not run if names have found something, nor for phrases and wildcards', () => {
    assert.equal(found(index, 'unicorn'), '1F984');
    assert.equal(found(index, '"flag brazil"'), '');
    assert.equal(found(index, 'brazi*'), '');
    assert.equal(found(index, 'U+2603 cat'), '');
  });

  test('knows the languages that it is asked in', () => {
    assert.match(ask(index, '?Katze lang:french').status, /error: no language 'french'; .* as in lang:fr$/);
    assert.match(ask(index, '?Katze lang:xx').status, /error: no language 'xx'; write the code/);
    assert.match(ask(index, 'Katze lang:de').status, /error: 'lang:de' goes with a question; write \?Katze lang:de$/);
    assert.equal(found(index, '?Schneemann lang:EN'), '');
    assert.equal(found(index, '?gato lang:es-mx limit:1'), '1F408');
  });

  test('says by which name, and in which language, in every format', () => {
    assert.equal(ask(index, '?thumbsup limit:1').lines[0], 'U+1F44D\t\u{1F44D}\tTHUMBS UP SIGN\t:thumbsup:');
    assert.equal(ask(index, '?Katze lang:de limit:1').lines[0], 'U+1F408\t\u{1F408}\tCAT\tKatze (de)');
    assert.equal(ask(index, '?snowman without snow limit:1').lines[0], 'U+26C4\t\u26C4\tSNOWMAN WITHOUT SNOW');
    const [json = ''] = ask(index, '?thumbsup limit:1', 'json').lines;
    assert.deepEqual(JSON.parse(json), {
      code: 'U+1F44D', char: '\u{1F44D}', name: 'THUMBS UP SIGN', matched: [':thumbsup:'],
    });
    assert.match(ask(index, '?thumbsup limit:1', 'detail').text, /:thumbsup:\r\n {4}/);
  });
});
