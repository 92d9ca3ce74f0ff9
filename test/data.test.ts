import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, test } from 'node:test';

type Range = { readonly first: number; readonly last: number };

/** The lines of a data file without its comment. */
function lines(file: string): string[] {
  const content = readFileSync(new URL(`../src/unicode/data/${file}`, import.meta.url), 'utf8');
  assert.ok(content.endsWith('\n') && !content.includes('\r'), `${file} has LF line ends`);
  const all = content.slice(0, -1).split('\n');
  return all.slice(all.findIndex((line) => !line.startsWith('# ')));
}

function parseRange(written: string): Range {
  const [first = '', last = first] = written.split('..');
  for (const end of [first, last]) assert.match(end, /^(?:[0-9A-F]{4}|[1-9A-F][0-9A-F]{4}|10[0-9A-F]{4})$/);
  return { first: Number.parseInt(first, 16), last: Number.parseInt(last, 16) };
}

/** A line split at its first space. */
function cut(line: string): [string, string] {
  const at = line.indexOf(' ');
  return [line.slice(0, at), line.slice(at + 1)];
}

function ascending(ranges: readonly Range[]): boolean {
  return ranges.every(({ first, last }, index) => first <= last && first > (ranges[index - 1]?.last ?? -1));
}

const names = lines('names.txt').map((line) => {
  const [range, name] = cut(line);
  return { ...parseRange(range), range, name };
});
const named = names.filter(({ name }) => !name.startsWith('<'));

function nameOf(codePoint: number): string | undefined {
  return named.find(({ first, last }) => first <= codePoint && codePoint <= last)?.name;
}

describe('names.txt', () => {
  test('names the 172,808 characters of Unicode 18.0.0', () => {
    assert.equal(named.reduce((sum, { first, last }) => sum + last - first + 1, 0), 172_808);
  });

  test('is in code point order and names nothing twice', () => {
    assert.ok(ascending(names));
    assert.equal(new Set(named.map(({ first, name }) => name.replace('*', `${first}`))).size, named.length);
  });

  test('names ranges by rule, from their first code point to their last', () => {
    assert.deepEqual(
      named.filter(({ first, last }) => first !== last).map(({ range, name }) => `${range} ${name}`),
      [
        '3400..4DBF CJK UNIFIED IDEOGRAPH-*',
        '4E00..9FFF CJK UNIFIED IDEOGRAPH-*',
        'AC00..D7A3 HANGUL SYLLABLE *',
        'F900..FA6D CJK COMPATIBILITY IDEOGRAPH-*',
        'FA70..FAD9 CJK COMPATIBILITY IDEOGRAPH-*',
        '13460..143FA EGYPTIAN HIEROGLYPH-*',
        '17000..187FF TANGUT IDEOGRAPH-*',
        '18B00..18CDA KHITAN SMALL SCRIPT CHARACTER-*',
        '18D00..18D20 TANGUT IDEOGRAPH-*',
        '18E00..19191 JURCHEN CHARACTER-*',
        '1B170..1B2FB NUSHU CHARACTER-*',
        '20000..2A6DF CJK UNIFIED IDEOGRAPH-*',
        '2A700..2B81E CJK UNIFIED IDEOGRAPH-*',
        '2B820..2CEAD CJK UNIFIED IDEOGRAPH-*',
        '2CEB0..2EBE0 CJK UNIFIED IDEOGRAPH-*',
        '2EBF0..2EE5D CJK UNIFIED IDEOGRAPH-*',
        '2F800..2FA1D CJK COMPATIBILITY IDEOGRAPH-*',
        '30000..3134A CJK UNIFIED IDEOGRAPH-*',
        '31350..33479 CJK UNIFIED IDEOGRAPH-*',
        '3D000..3FC3F SMALL SEAL CHARACTER-*',
      ],
    );
  });

  test('has an asterisk in the names of ranges only', () => {
    for (const { first, last, name } of names) assert.equal(/\*>?$/.test(name), first !== last, name);
  });

  test('labels the controls, which have no names', () => {
    const labels = names.filter(({ name }) => name.startsWith('<'));
    assert.deepEqual(
      labels.map(({ range, name }) => `${range} ${name}`),
      ['0000..001F <control-*>', '007F..009F <control-*>'],
    );
  });

  test('has nothing for surrogates, private use and noncharacters', () => {
    for (const codePoint of [0xd800, 0xdfff, 0xe000, 0xf8ff, 0xfdd0, 0xffff, 0xf0000, 0x10ffff]) {
      assert.equal(nameOf(codePoint), undefined);
    }
  });

  test('names characters as the Unicode Standard does', () => {
    assert.equal(nameOf(0x20), 'SPACE');
    assert.equal(nameOf(0xe0), 'LATIN SMALL LETTER A WITH GRAVE');
    assert.equal(nameOf(0x2603), 'SNOWMAN');
    assert.equal(nameOf(0xf60), 'TIBETAN LETTER -A');
    assert.equal(nameOf(0x18cff), 'KHITAN SMALL SCRIPT CHARACTER-18CFF');
    assert.equal(nameOf(0x1f600), 'GRINNING FACE');
    assert.equal(nameOf(0x1f6d9), 'LIGHTHOUSE');
    assert.equal(nameOf(0xe01ef), 'VARIATION SELECTOR-256');
  });
});

describe('aliases.txt', () => {
  const kinds = ['correction', 'control', 'alternate', 'figment', 'abbreviation', 'informal'];
  const aliases = lines('aliases.txt').map((line) => {
    const [codePoint, rest] = cut(line);
    const [kind, alias] = cut(rest);
    return { line, codePoint: parseRange(codePoint).first, kind, alias };
  });

  test('has every alias of NameAliases.txt, and the informal ones of the code charts', () => {
    const counts = kinds.map((kind) => aliases.filter((alias) => alias.kind === kind).length);
    assert.deepEqual(counts, [39, 84, 1, 3, 354, 3014]);
    assert.equal(aliases.length, 39 + 84 + 1 + 3 + 354 + 3014);
  });

  test('is in the order of code points, then kinds', () => {
    const places = aliases.map(({ codePoint, kind }) => codePoint * kinds.length + kinds.indexOf(kind));
    assert.ok(places.every((place, index) => place >= (places[index - 1] ?? 0)));
  });

  test('repeats no name of a character in an informal alias', () => {
    const formal = new Map(named.map(({ first, name }) => [first, name]));
    const seen = new Set<string>();
    for (const { line, codePoint, kind, alias } of aliases) {
      const key = `${codePoint} ${alias.toUpperCase()}`;
      if (kind === 'informal') assert.ok(!seen.has(key) && formal.get(codePoint) !== alias.toUpperCase(), line);
      seen.add(key);
    }
  });

  test('has single informal aliases without remarks', () => {
    for (const { line, kind, alias } of aliases) {
      assert.equal(alias, alias.trim());
      if (kind === 'informal') assert.doesNotMatch(alias, /[,;] | \(|^etc\.$|^\.\.\.$/, line);
    }
  });

  test('knows characters by their other names', () => {
    const known = new Set(aliases.map(({ line }) => line));
    for (const line of [
      '000A control LINE FEED',
      '000A abbreviation LF',
      '0023 informal pound sign',
      '0080 figment PADDING CHARACTER',
      '01A2 correction LATIN CAPITAL LETTER GHA',
      'FEFF alternate BYTE ORDER MARK',
      '144BB informal syllabic wi(ya)',
      '1454D informal (deus)mons.mensa',
      'A7FB informal femina',
      // New in the code charts of Unicode 17 and 18, and one that they put right.
      '2009 informal narrow space',
      '2E60 informal smile mark',
      '11DDA informal tala',
      '1F765 informal tigillum',
      '1D1EB informal quarter tone sharp',
    ]) {
      assert.ok(known.has(line), line);
    }
  });
});

/** The values in a file of a property: their names, what follows them after a tab, and their ranges. */
function values(file: string): { names: string[]; display: string; ranges: Range[] }[] {
  const all: { names: string[]; display: string; ranges: Range[] }[] = [];
  for (const line of lines(file)) {
    if (line.startsWith('+ ')) continue;
    const [header = '', display = ''] = line.slice(2).split('\t');
    if (line.startsWith('= ')) all.push({ names: header.split(' '), display, ranges: [] });
    else all.at(-1)?.ranges.push(parseRange(line));
  }
  return all;
}

/** The long names of the values that a code point has. */
function valuesOf(file: string, codePoint: number): (string | undefined)[] {
  const held = values(file).filter(({ ranges }) => ranges.some((r) => r.first <= codePoint && codePoint <= r.last));
  return held.map(({ names }) => names[0]);
}

describe('the files of properties', () => {
  const counts = { 'blocks.txt': 353, 'scripts.txt': 177, 'categories.txt': 29, 'ages.txt': 29, 'binaries.txt': 68 };

  for (const [file, expected] of Object.entries(counts)) {
    test(`${file} has ${expected} values, each with ranges in order and a name of its own`, () => {
      const all = values(file);
      assert.equal(all.length, expected);
      for (const { names, ranges } of all) assert.ok(ranges.length > 0 && ascending(ranges), names[0]);
      const loose = all.flatMap(({ names }) => names.map((name) => name.toLowerCase().replaceAll(/[-_]/g, '')));
      assert.equal(new Set(loose).size, loose.length);
    });
  }

  for (const file of ['blocks.txt', 'scripts.txt', 'categories.txt', 'ages.txt']) {
    test(`${file} has one value for every named character`, () => {
      const held = values(file).flatMap(({ ranges }) => ranges).sort((a, b) => a.first - b.first);
      assert.ok(ascending(held), 'no code point has two');
      let at = 0;
      for (const { first, last, name } of named) {
        for (let codePoint = first; codePoint <= last; codePoint++) {
          while ((held[at]?.last ?? Infinity) < codePoint) at++;
          assert.ok((held[at]?.first ?? Infinity) <= codePoint, name);
        }
      }
    });
  }

  test('blocks.txt has the names as Unicode writes them', () => {
    const display = new Map(values('blocks.txt').map(({ names, display }) => [names.join(' '), display]));
    assert.equal(display.get('Latin_1_Supplement Latin_1_Sup Latin_1'), 'Latin-1 Supplement');
    assert.equal(display.get('CJK_Unified_Ideographs_Extension_A CJK_Ext_A'), 'CJK Unified Ideographs Extension A');
  });

  test('blocks.txt has the short names of the blocks that Unicode 17 and 18 added', () => {
    const aliases = new Map(values('blocks.txt').map(({ names: [long, ...more] }) => [long, more.join(' ')]));
    assert.equal(aliases.get('Sharada_Supplement'), 'Sharada_Sup');
    assert.equal(aliases.get('Bengali_Supplement'), 'Bengali_Sup');
    assert.equal(aliases.get('Tangut_Components_Supplement'), 'Tangut_Components_Sup');
    assert.equal(aliases.get('Miscellaneous_Symbols_Supplement'), 'Misc_Symbols_Sup');
    assert.equal(aliases.get('Musical_Symbols_Supplement'), 'Music_Sup');
    assert.equal(aliases.get('Miscellaneous_Symbols_And_Arrows_Extended'), 'Misc_Arrows_Ext');
    assert.equal(aliases.get('CJK_Unified_Ideographs_Extension_J'), 'CJK_Ext_J');
  });

  test('categories.txt groups the categories', () => {
    assert.deepEqual(lines('categories.txt').filter((line) => line.startsWith('+ ')), [
      '+ Cased_Letter LC : Lu Ll Lt',
      '+ Letter L : Lu Ll Lt Lm Lo',
      '+ Mark M Combining_Mark : Mn Mc Me',
      '+ Number N : Nd Nl No',
      '+ Punctuation P punct : Pc Pd Ps Pe Pi Pf Po',
      '+ Symbol S : Sm Sc Sk So',
      '+ Separator Z : Zs Zl Zp',
      '+ Other C : Cc Cf Cs Co',
    ]);
  });

  test('characters have the properties that the Unicode Standard gives them', () => {
    const properties = (codePoint: number): unknown =>
      ['blocks.txt', 'scripts.txt', 'categories.txt', 'ages.txt'].flatMap((file) => valuesOf(file, codePoint));
    assert.deepEqual(properties(0xe0), ['Latin_1_Supplement', 'Latin', 'Lowercase_Letter', '1.1']);
    assert.deepEqual(properties(0x2603), ['Miscellaneous_Symbols', 'Common', 'Other_Symbol', '1.1']);
    assert.deepEqual(properties(0x1faea), ['Symbols_And_Pictographs_Extended_A', 'Common', 'Other_Symbol', '17.0']);
    assert.deepEqual(properties(0x18e00), ['Jurchen', 'Jurchen', 'Other_Letter', '18.0']);
    assert.deepEqual(properties(0x3fc3f), ['Seal', 'Seal', 'Other_Letter', '18.0']);
    assert.ok(valuesOf('binaries.txt', 0x1f600).includes('Emoji_Presentation'));
    assert.ok(!valuesOf('binaries.txt', 0x2603).includes('Emoji_Presentation'));
  });
});

describe('annotations.txt', () => {
  const annotations = lines('annotations.txt').map((line) => {
    const [sequence = '', name = '', keywords, ...more] = line.split('\t');
    assert.ok(keywords !== undefined && more.length === 0, line);
    return { sequence, codePoints: sequence.split(' ').map((written) => parseRange(written).first), name, keywords };
  });
  const bySequence = new Map(annotations.map((annotation) => [annotation.sequence, annotation]));
  const count = (pattern: RegExp): number => annotations.filter(({ sequence }) => pattern.test(sequence)).length;

  test('has every emoji sequence recommended for general interchange, of each kind', () => {
    assert.equal(bySequence.size, 4570);
    assert.equal(annotations.length, 4570);
    assert.equal(count(/^\w+ FE0F$/), 207);
    assert.equal(count(/^\w+ FE0F 20E3$/), 12);
    assert.equal(count(/^1F1[EF]\w 1F1[EF]\w$/), 259);
    assert.equal(count(/^\w+ 1F3F[B-F]$/), 675);
    assert.equal(count(/ E007F$/), 3);
    assert.equal(count(/ 200D /), 1614);
    const emoji = values('binaries.txt').find(({ names }) => names[0] === 'Emoji_Presentation')?.ranges ?? [];
    const single = annotations.filter(
      ({ codePoints: [codePoint = 0, ...more] }) =>
        more.length === 0 && emoji.some(({ first, last }) => first <= codePoint && codePoint <= last),
    );
    assert.equal(single.length, 1202);
  });

  test('is in code point order', () => {
    const places = annotations.map(({ codePoints }) => String.fromCodePoint(...codePoints));
    const inOrder = places.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    assert.deepEqual(places, inOrder);
  });

  test('has the character alone wherever it has it with U+FE0F', () => {
    for (const { sequence, name, keywords } of annotations) {
      if (!/^\w+ FE0F$/.test(sequence)) continue;
      assert.equal(bySequence.get(sequence.slice(0, -5))?.name, name);
      assert.equal(keywords, '=');
    }
  });

  test('has one line to take the keywords from for each `=`', () => {
    const key = (sequence: string): string => sequence.replaceAll(/ (?:FE0F|1F3F[B-F])(?= |$)/g, '');
    const full = annotations.filter(({ keywords }) => keywords !== '=');
    const holders = new Set(full.map(({ sequence }) => sequence.replaceAll(' FE0F', '')));
    assert.equal(holders.size, full.length);
    for (const { sequence, keywords } of annotations) {
      if (keywords === '=') assert.ok(holders.has(key(sequence)), sequence);
    }
    assert.equal(annotations.length - full.length, 207 + 1790 + 10);
  });

  test('has keywords that say more than the name', () => {
    for (const { sequence, name, keywords } of annotations) {
      const said = [name, ...name.split(/: |, /)].map((part) => part.toLowerCase());
      const own = keywords.split('|');
      assert.equal(new Set(own).size, own.length, sequence);
      assert.ok(!own.some((keyword) => said.includes(keyword.toLowerCase())), sequence);
    }
  });

  test('has the names and keywords of CLDR, and Unicode names for what is newer', () => {
    const written = new Set(lines('annotations.txt'));
    for (const line of [
      '2603\tsnowman\tcold|man|snow',
      '2603 FE0F\tsnowman\t=',
      '20BF\tbitcoin\tBTC',
      '0031 FE0F 20E3\tkeycap: 1\tone',
      '1F1EF 1F1F5\tflag: Japan\t',
      '1F44B 1F3FB\twaving hand: light skin tone\t=',
      '1F469 200D 1F373\twoman cook\tchef|cook|woman',
      '1F6D9\tlighthouse\t',
      '1FAF9 1F3FF\tleftwards thumb sign: dark skin tone\t=',
    ]) {
      assert.ok(written.has(line), line);
    }
  });
});

describe('definitions.txt', () => {
  const definitions = lines('definitions.txt').map(cut);

  test('defines 23,310 ideographs, in code point order', () => {
    const codePoints = definitions.map(([codePoint]) => parseRange(codePoint));
    assert.equal(codePoints.length, 23_310);
    assert.ok(ascending(codePoints));
    const ideographs = named.filter(({ name }) => /^CJK \w+ IDEOGRAPH-\*$/.test(name));
    for (const { first } of codePoints) {
      assert.ok(ideographs.some((range) => range.first <= first && first <= range.last), first.toString(16));
    }
  });

  test('says what they mean', () => {
    const meaning = new Map(definitions);
    assert.equal(meaning.get('4E00'), 'one; a, an; alone');
    assert.equal(meaning.get('3400'), '(same as 丘) hillock or mound');
    for (const text of meaning.values()) assert.match(text, /^\S+(?: \S+)*$/);
  });
});

describe('typed-names.txt', () => {
  const typed = lines('typed-names.txt').map((line) => line.split('\t'));
  const written = new Set(typed.map((columns) => columns.join(' ')));

  test('has shortcodes, entities, TeX commands, keysyms and regions, in this order', () => {
    const counts = new Map<string, number>();
    for (const [, kind = ''] of typed) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    assert.deepEqual([...counts], [
      ['shortcode', 9417],
      ['entity', 2125],
      ['tex', 3631],
      ['keysym', 1365],
      ['region', 790],
    ]);
  });

  test('has single code points and sequences, each name of one once', () => {
    assert.equal(written.size, typed.length);
    for (const [codePoints = ''] of typed) for (const each of codePoints.split(' ')) parseRange(each);
  });

  test('has what people type, as they type it', () => {
    for (const line of [
      '1F44D shortcode +1',
      '1F44E shortcode -1',
      '1F4AF shortcode 100',
      '1F1FA 1F1F8 shortcode flag-us',
      '2665 entity hearts',
      '00E9 entity eacute',
      '00C9 entity Eacute',
      '2242 0338 entity NotEqualTilde',
      '0394 tex \\Delta',
      '03B4 tex \\delta',
      '2207 tex \\nabla',
      '221A tex \\sqrt',
      '211D tex \\mathbb{R}',
      '2026 keysym ellipsis',
      '1F1EC 1F1E7 region GBR',
      '1F1EC 1F1E7 region UK',
      '1F1EF 1F1F5 region Japan',
    ]) {
      assert.ok(written.has(line), line);
    }
    assert.ok(!typed.some(([, kind, name]) => kind === 'tex' && !name?.startsWith('\\')), 'no ligatures of fonts');
  });
});

describe('everyday-names.txt', () => {
  const everyday = lines('everyday-names.txt').filter((line) => !line.startsWith('#'));

  test('has names by code points, with commas between them', () => {
    for (const line of everyday) assert.match(line, /^[0-9A-F]{4,6}(?: [0-9A-F]{4,6})*: [^,\s]+(?:,? [^,\s]+)*$/);
  });
});

describe('game-words.txt', () => {
  const words = lines('game-words.txt').filter((line) => !line.startsWith('#')).map((line) => line.split('\t'));

  test('has words for each piece, each suit and each rank in its languages', () => {
    for (const [game, language, pattern, ...columns] of words) {
      assert.match(pattern ?? '', game === 'chess' ? /^(?:P.*G|G.*P)$/ : /^(?:R.*S|S.*R)$/, language);
      assert.equal(columns.length, game === 'chess' ? 9 : 8, `${game} ${language}`);
      // Only colours may be missing.
      const needed = game === 'chess' ? [columns[0], ...columns.slice(3)] : columns;
      for (const column of needed) assert.match(column ?? '', /^[^,\s]+(?:[ ,][^,\s]+)*$/, `${game} ${language}`);
    }
  });
});

describe('languages', () => {
  const files = readdirSync(new URL('../src/unicode/data/languages/', import.meta.url)).sort();
  const all = files.map((file) => lines(`languages/${file}`).map((line) => line.split('\t')));

  test('has the 164 languages with annotations, but for English', () => {
    assert.equal(files.length, 164);
    assert.ok(!files.includes('en.txt'));
    for (const file of files) assert.match(file, /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?\.txt$/);
  });

  test('has 270,356 entries with 915,078 keywords', () => {
    const entries = all.flat();
    assert.equal(entries.length, 270_356);
    assert.equal(entries.reduce((sum, columns) => sum + columns.length - 2, 0), 915_078);
  });

  test('is in code point order, and says something in each line', () => {
    for (const [i, entries] of all.entries()) {
      const texts = entries.map(([codePoints = '']) =>
        String.fromCodePoint(...codePoints.split(' ').map((each) => parseRange(each).first)),
      );
      const inOrder = texts.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      assert.deepEqual(texts, inOrder, files[i]);
      for (const [codePoints, name, ...keywords] of entries) {
        assert.ok(name !== '' || keywords.length > 0, `${files[i]}: ${codePoints}`);
        assert.ok(!keywords.includes('') && !keywords.includes(name ?? ''), `${files[i]}: ${codePoints}`);
      }
    }
  });

  test('has the words of each language as it writes them', () => {
    const entry = (language: string, codePoints: string): string | undefined =>
      all[files.indexOf(`${language}.txt`)]?.find(([each]) => each === codePoints)?.slice(1).join('|');
    assert.match(entry('de', '1F431') ?? '', /^Katzengesicht\|/);
    assert.match(entry('ja', '1F63A') ?? '', /猫/);
    assert.match(entry('he', '2764') ?? '', /לב/);
    assert.match(entry('hi', '2600') ?? '', /सूर्य/);
    assert.match(entry('fr', '1F1E9 1F1EA') ?? '', /Allemagne/);
  });
});
