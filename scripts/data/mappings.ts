import { fact } from './facts.ts';
import { hex, hexSequence } from './ranges.ts';
import { writeRecords } from './records.ts';
import { hexCodePoint } from './shapes.ts';
import type { Ucd } from './ucd.ts';
import { codePointsIn, each, rangeIn } from './ucd.ts';

/**
 * Writes what characters become or go with: cases.txt, decompositions.txt, mirrors.txt, confusables.txt, see-also.txt
 * and numeric-values.txt.
 */
export async function buildMappings(names: ReadonlyMap<number, string>, ucd: Ucd): Promise<void> {
  await buildCases(ucd);
  await buildDecompositions(ucd);
  await buildMirrors(ucd);
  await buildConfusables(ucd);
  await buildSeeAlso(names, ucd);
  await buildNumericValues(names, ucd);
}

/** Full case mappings: those of UnicodeData.txt, and in their place the unconditional ones of SpecialCasing.txt. */
async function buildCases(ucd: Ucd): Promise<void> {
  const cases = new Map<number, readonly string[]>();
  for (const fields of ucd.records('UnicodeData.txt')) {
    const [digits = ''] = fields;
    const [upper = '', lower = '', title = ''] = fields.slice(12, 15);
    // A character without a title case of its own has its upper case (UAX #44, section 5.7.2).
    if (upper !== '' || lower !== '' || title !== '') {
      cases.set(hexCodePoint(digits, 'UnicodeData.txt'), [upper, lower, title || upper]);
    }
  }
  for (const [digits = '', lower = '', title = '', upper = '', condition] of ucd.records('SpecialCasing.txt')) {
    if (!condition) cases.set(hexCodePoint(digits, 'SpecialCasing.txt'), [upper, lower, title]);
  }
  const records = [...cases].flatMap(([codePoint, mappings]): [number, string][] => {
    const changed = mappings.map((mapping) => (mapping === hex(codePoint) ? '' : mapping));
    return changed.every((mapping) => mapping === '') ? [] : [[codePoint, changed.join('\t')]];
  });
  await writeRecords(
    'cases.txt',
    [
      'Full case mappings: code point, tab, upper case, tab, lower case, tab, title case. Nothing stands for the character',
      'itself.',
      'Source: Unicode 18.0.0, UnicodeData.txt and SpecialCasing.txt, without mappings for a language or a context.',
    ],
    new Map(records),
    3078,
  );
}

async function buildDecompositions(ucd: Ucd): Promise<void> {
  const records = new Map<number, string>();
  for (const [digits = '', , , , , mapping = ''] of ucd.records('UnicodeData.txt')) {
    if (mapping !== '') records.set(hexCodePoint(digits, 'UnicodeData.txt'), mapping);
  }
  await writeRecords(
    'decompositions.txt',
    [
      'Decomposition mappings, one step each: code point, tab, and code points; for a compatibility mapping, its kind in',
      'angle brackets first. Those of Hangul syllables follow a rule (Unicode Standard, section 3.12).',
      'Source: Unicode 18.0.0, UnicodeData.txt.',
    ],
    records,
    5982,
  );
}

async function buildMirrors(ucd: Ucd): Promise<void> {
  const mirrors = ucd.records('BidiMirroring.txt').map(([digits = '', mirror = '']): [number, string] => {
    return [hexCodePoint(digits, 'BidiMirroring.txt'), mirror];
  });
  await writeRecords(
    'mirrors.txt',
    [
      'The character that is another in a mirror, for text from right to left: code point, tab, code point.',
      'Source: Unicode 18.0.0, BidiMirroring.txt.',
    ],
    new Map(mirrors),
    438,
  );
}

async function buildConfusables(ucd: Ucd): Promise<void> {
  const records = new Map<number, string>();
  for (const [digits = '', prototype = ''] of ucd.records('confusables.txt')) {
    records.set(hexCodePoint(digits, 'confusables.txt'), hexSequence(codePointsIn(prototype)));
  }
  await writeRecords(
    'confusables.txt',
    [
      'The prototypes of characters that look like others (UTS #39, section 4): code point, tab, code points.',
      'Source: Unicode 18.0.0, confusables.txt.',
    ],
    records,
    6712,
  );
}

/** Cross references of the code charts: lines of NamesList.txt `x (name - 2603)` or `x 4E00` below a character. */
async function buildSeeAlso(names: ReadonlyMap<number, string>, ucd: Ucd): Promise<void> {
  const references = new Map<number, Set<number>>();
  let at: number | undefined;
  for (const line of ucd.lines('NamesList.txt')) {
    const [, entry] = /^([0-9A-F]{4,6})\t/.exec(line) ?? [];
    if (entry !== undefined) at = Number.parseInt(entry, 16);
    // References below a heading are about no single character.
    else if (line.startsWith('@')) at = undefined;
    const [, named, bare] = /^\tx (?:\(.* - ([0-9A-F]{4,6})\)|([0-9A-F]{4,6}))$/.exec(line) ?? [];
    const reference = named ?? bare;
    fact(reference !== undefined || !line.startsWith('\tx '), `NamesList.txt: '${line}' is no cross reference`);
    if (reference === undefined || at === undefined) continue;
    const to = hexCodePoint(reference, 'NamesList.txt');
    // U+FEFF refers to U+FFFE, the noncharacter that its bytes make in the wrong order.
    fact(to < 0xa0 || to === 0xfffe || names.has(to), `NamesList.txt: U+${reference} has no name`);
    references.set(at, (references.get(at) ?? new Set()).add(to));
  }
  const records = [...references].map(([from, to]): [number, string] => [from, hexSequence([...to])]);
  await writeRecords(
    'see-also.txt',
    [
      'Cross references of the code charts: code point, tab, the code points to see too.',
      'Source: Unicode 18.0.0, NamesList.txt.',
    ],
    new Map(records),
    3104,
  );
}

async function buildNumericValues(names: ReadonlyMap<number, string>, ucd: Ucd): Promise<void> {
  const records = new Map<number, string>();
  for (const [range = '', , , value = ''] of ucd.records('DerivedNumericValues.txt')) {
    fact(/^-?\d+(?:\/\d+)?$/.test(value), `DerivedNumericValues.txt: '${value}' is no number`);
    for (const codePoint of each([rangeIn(range)])) {
      fact(names.has(codePoint), `U+${hex(codePoint)} has a numeric value and no name`);
      records.set(codePoint, value);
    }
  }
  await writeRecords(
    'numeric-values.txt',
    [
      'Numeric values: code point or range, tab, a whole number or a fraction in lowest terms.',
      'Source: Unicode 18.0.0, DerivedNumericValues.txt.',
    ],
    records,
    2348,
  );
}
