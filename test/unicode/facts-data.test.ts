import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { eachRecord, recordsIn } from '../../src/unicode/records.ts';

const dataFile = (file: string): Buffer => readFileSync(new URL(`../../src/unicode/data/${file}`, import.meta.url));

/** The files with a line for what is known of a code point, and how many code points each knows something of. */
const RECORDS = {
  'script-extensions.txt': 741,
  'numeric-values.txt': 2348,
  'cases.txt': 3078,
  'decompositions.txt': 5982,
  'mirrors.txt': 438,
  'confusables.txt': 6712,
  'see-also.txt': 3104,
  'readings.txt': 65_289,
  'ideographs.txt': 102_999,
  'variants.txt': 16_167,
  'former-names.txt': 1917,
  'letters.txt': 212,
  'common-ideographs.txt': 2589,
};

/** Lines that the Consortium's files have, of each kind that there is. */
const SAMPLES: Record<keyof typeof RECORDS, readonly (readonly [codePoint: number, text: string])[]> = {
  'script-extensions.txt': [
    [0xb7, 'Avst Cari Copt Dupl Elba Geor Glag Gong Goth Grek Hani Latn Lydi Mahj Perm Shaw'],
    [0x2ca, 'Bopo Latn'],
  ],
  'numeric-values.txt': [[0x39, '9'], [0xbd, '1/2'], [0xf33, '-1/2'], [0x4e00, '1'], [0x4ebf, '100000000']],
  'cases.txt': [[0x61, '0041\t\t0041'], [0xdf, '0053 0053\t\t0053 0073'], [0x1c5, '01C4\t01C6\t'], [0x130, '\t0069 0307\t']],
  'decompositions.txt': [[0xe9, '0065 0301'], [0xbd, '<fraction> 0031 2044 0032'], [0xa0, '<noBreak> 0020']],
  'mirrors.txt': [[0x28, '0029'], [0x29, '0028']],
  'confusables.txt': [[0x430, '0061'], [0x6d, '0072 006E'], [0x1d622, '0061']],
  'see-also.txt': [[0x1a, 'FFFD'], [0x3b1, '0251 221D']],
  'readings.txt': [[0x3400, 'qiū\tjau1\tキュウ おか'], [0x349a, 'yìn\twan2\tイン オン\t온 은'], [0x5275, 'chuàng\tcong3']],
  'ideographs.txt': [[0x3400, '1.4\t5'], [0x4e00, '1.0\t1'], [0x2ac6f, "74.17 212''.11\t21"], [0x4347, '121.5 121.4\t11']],
  'variants.txt': [[0x4e3a, '\t70BA 7232'], [0x4e9e, '4E9A\t\t\t4E9C']],
  'former-names.txt': [[0xb4, 'SPACING ACUTE']],
  'letters.txt': [[0xdf, 's\tColognian,German'], [0x111, 'd\tBosnian,Croatian']],
  'common-ideographs.txt': [[0x4eba, 'taught'], [0x767e, 'taught'], [0x5186, 'form of 5713'], [0x9f99, 'form of 9F8D']],
};

describe('the files of facts', () => {
  for (const [file, expected] of Object.entries(RECORDS)) {
    test(`${file} knows ${expected} code points, in order`, () => {
      let known = 0;
      let past = 0;
      for (const { first, last, text } of eachRecord(dataFile(file))) {
        assert.ok(first >= past && last >= first && text !== '', `${file}: U+${first.toString(16)}`);
        past = last + 1;
        known += last - first + 1;
      }
      assert.equal(known, expected);
    });
  }

  for (const [file, samples] of Object.entries(SAMPLES)) {
    test(`${file} says what the Consortium's files say`, () => {
      const records = recordsIn(dataFile(file));
      for (const [codePoint, text] of samples) {
        assert.ok(records(codePoint)?.startsWith(text), `U+${codePoint.toString(16)}: ${records(codePoint)}`);
      }
    });
  }

  test('a record is found by each code point of its range, and by no other', () => {
    for (const file of Object.keys(RECORDS)) {
      const bytes = dataFile(file);
      const records = recordsIn(bytes);
      let past = 0;
      let looked = 0;
      for (const { first, last, text } of eachRecord(bytes)) {
        if (looked++ % 97 === 0) {
          if (first > past) assert.equal(records(first - 1), undefined, file);
          assert.equal(records(first), text, file);
          assert.equal(records(last), text, file);
        }
        past = last + 1;
      }
      assert.equal(records(past), undefined, file);
      assert.equal(records(0x10ffff), undefined, file);
    }
  });

  test('rare ideographs are not common ones', () => {
    assert.equal(recordsIn(dataFile('common-ideographs.txt'))(0x4f6c), undefined);
  });

  test('sequences are named once each', () => {
    for (const [file, expected] of [['named-sequences.txt', 461], ['variation-sequences.txt', 2179]] as const) {
      const lines = dataFile(file).toString('utf8').trimEnd().split('\n').filter((line) => !line.startsWith('#'));
      assert.equal(lines.length, expected);
      assert.equal(new Set(lines.map((line) => line.split('\t')[0])).size, expected);
      for (const line of lines) assert.match(line, /^[0-9A-F]{4,6}(?: [0-9A-F]{4,6})+\t\S.*$/);
    }
  });
});
