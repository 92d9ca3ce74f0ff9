import { hiraganaOf, katakanaOf } from '../../src/unicode/kana.ts';
import { count, fact } from './facts.ts';
import { hex } from './ranges.ts';
import { writeRecords } from './records.ts';
import { hexCodePoint } from './shapes.ts';
import type { Ucd } from './ucd.ts';
import { each } from './ucd.ts';

type Values = ReadonlyMap<number, readonly string[]>;

/** Writes what the Unihan database (UAX #38) knows of ideographs. */
export async function buildUnihan(ucd: Ucd): Promise<void> {
  await buildReadings(ucd);
  await buildIdeographs(ucd);
  await buildVariants(ucd);
  await buildCommon(ucd);
}

/**
 * Writes common-ideographs.txt: those that Korean schools teach (UAX #38, kHangul, `E`), which nearly everybody who
 * reads ideographs knows, and what China and Japan write for them.
 */
async function buildCommon(ucd: Ucd): Promise<void> {
  const taught = new Set<number>();
  for (const [codePoint, readings] of valuesOf(ucd, 'kHangul')) {
    if (readings.some((reading) => /:\w*E/.test(reading))) taught.add(codePoint);
  }
  const common = new Map(Array.from(taught, (codePoint) => [codePoint, 'taught']));
  for (const property of ['kSimplifiedVariant', 'kJapaneseNewVariant']) {
    for (const [codePoint, variants] of valuesOf(ucd, property, variant)) {
      const forms = taught.has(codePoint) ? variants.map((form) => hexCodePoint(form, property)) : [];
      for (const form of forms) if (!taught.has(form)) common.set(form, `form of ${hex(codePoint)}`);
    }
  }
  await writeRecords(
    'common-ideographs.txt',
    [
      'Common ideographs: code point or range, tab, and why: it is taught in Korean schools, or what China or Japan write',
      'for one that is.',
      'Source: Unicode 18.0.0, Unihan database, kHangul (`E`), kSimplifiedVariant and kJapaneseNewVariant.',
    ],
    common,
    2589,
  );
}

async function buildReadings(ucd: Ucd): Promise<void> {
  const columns: Values[] = [
    valuesOf(ucd, 'kMandarin'),
    valuesOf(ucd, 'kCantonese'),
    japanese(ucd),
    // The sources of Korean readings follow a colon: `온:N`.
    valuesOf(ucd, 'kHangul', (value) => value.replace(/:.*/, '')),
    valuesOf(ucd, 'kVietnamese'),
  ];
  await writeRecords(
    'readings.txt',
    [
      'How ideographs are read: code point or range, and after a tab each, Mandarin (pinyin), Cantonese (jyutping), Japanese',
      '(on in katakana, kun in hiragana), Korean (hangul) and Vietnamese, with spaces between the readings of a language.',
      'Source: Unicode 18.0.0, Unihan database: kMandarin, kCantonese, kJapanese with the readings of kJapaneseOn and',
      'kJapaneseKun that it lacks, kHangul, kVietnamese.',
    ],
    joined(columns, ' '),
    65_289,
  );
}

/** What kJapanese has in kana, and the readings in Latin letters of the older properties that it lacks. */
function japanese(ucd: Ucd): Values {
  const readings = new Map<number, string[]>();
  for (const [codePoint, values] of valuesOf(ucd, 'kJapanese')) readings.set(codePoint, [...values]);
  let added = 0;
  for (const [property, isOn] of [['kJapaneseOn', true], ['kJapaneseKun', false]] as const) {
    for (const [codePoint, values] of valuesOf(ucd, property)) {
      const known = readings.get(codePoint) ?? [];
      readings.set(codePoint, known);
      for (const value of values) {
        const hiragana = hiraganaOf(value);
        fact(hiragana.length > 0, `${property}: U+${hex(codePoint)} has '${value}', which is no Japanese`);
        const kana = hiragana.flatMap((each) => [...katakanaOf(each), each]);
        if (kana.some((each) => known.includes(each))) continue;
        const [first = ''] = hiragana;
        known.push((isOn ? katakanaOf(first)[0] : first) ?? '');
        added++;
      }
    }
  }
  count('Japanese readings that kJapanese lacks', added, 10_198);
  return readings;
}

async function buildIdeographs(ucd: Ucd): Promise<void> {
  const radicals = valuesOf(ucd, 'kRSUnicode');
  for (const [codePoint, values] of radicals) {
    for (const value of values) fact(/^\d{1,3}'{0,3}\.-?\d+$/.test(value), `kRSUnicode: U+${hex(codePoint)} has '${value}'`);
  }
  const strokes = valuesOf(ucd, 'kTotalStrokes');
  await writeRecords(
    'ideographs.txt',
    [
      'Radicals and strokes of ideographs: code point or range, tab, number of the radical and number of the other strokes,',
      "tab, number of all strokes. Apostrophes after a radical's number stand for its simplified forms.",
      'Source: Unicode 18.0.0, Unihan database, kRSUnicode and kTotalStrokes.',
    ],
    joined([radicals, strokes], ' '),
    102_999,
  );
}

async function buildVariants(ucd: Ucd): Promise<void> {
  const properties = ['kSimplifiedVariant', 'kTraditionalVariant', 'kSemanticVariant', 'kJapaneseNewVariant'];
  const columns = properties.map((property) => valuesOf(ucd, property, variant));
  for (const value of columns.flatMap((column) => [...column.values()]).flat()) hexCodePoint(value, 'a variant');
  await writeRecords(
    'variants.txt',
    [
      'Variants of ideographs: code point, and after a tab each, the simplified ones, the traditional ones, those with the',
      'same meaning, and the one that Japanese uses instead.',
      `Source: Unicode 18.0.0, Unihan database, ${properties.join(', ')}.`,
    ],
    joined(columns, ' '),
    16_167,
  );
}

/** The code point of a variant, whose sources follow a less-than sign: `U+4E94<kMatthews`. */
function variant(value: string): string {
  return value.replace(/^U\+/, '').replace(/<.*/, '');
}

/** The values of each code point that has a property, changed by a function, each once. */
function valuesOf(ucd: Ucd, property: string, change = (value: string): string => value): Values {
  const values = new Map<number, readonly string[]>();
  for (const { first, last, value } of ucd.unihan(property)) {
    const all = [...new Set(value.normalize('NFC').split(' ').map(change))].filter((each) => each !== '');
    for (const codePoint of each([{ first, last }])) values.set(codePoint, all);
  }
  return values;
}

/** A record with a tab between columns, for each code point that any of them has. */
function joined(columns: readonly Values[], separator: string): Map<number, string> {
  const codePoints = new Set(columns.flatMap((column) => [...column.keys()]));
  const record = (codePoint: number): string =>
    columns.map((column) => (column.get(codePoint) ?? []).join(separator)).join('\t');
  return new Map([...codePoints].map((codePoint) => [codePoint, record(codePoint).replace(/\t+$/, '')]));
}
