import { codePointsOf } from './code-points.ts';
import { count, fact } from './facts.ts';
import { writeData } from './files.ts';
import { toLines, type Value } from './properties.ts';
import { formatRange } from './ranges.ts';
import { hexCodePoint } from './shapes.ts';
import type { Ucd } from './ucd.ts';
import { each, rangeIn } from './ucd.ts';

/** Writes script-extensions.txt, bidi-classes.txt, widths.txt and combining-classes.txt. */
export async function buildMoreProperties(names: ReadonlyMap<number, string>, ucd: Ucd): Promise<void> {
  await buildScriptExtensions(ucd);
  const listed = [...names.keys(), ...(await codePointsOf('General_Category/Control'))].sort((a, b) => a - b);
  const classes = unicodeData(ucd);
  await buildEnumeration(ucd, {
    file: 'bidi-classes.txt',
    title: 'Bidirectional classes (Bidi_Class)',
    source: 'UnicodeData.txt',
    property: 'bc',
    values: 23,
    valueOf: new Map(listed.map((codePoint) => [codePoint, classes.get(codePoint)?.bidi ?? ''])),
  });
  await buildEnumeration(ucd, {
    file: 'combining-classes.txt',
    title: 'Canonical combining classes; the first name is long, the others are short and the number',
    source: 'UnicodeData.txt',
    property: 'ccc',
    values: 58,
    valueOf: new Map(listed.map((codePoint) => [codePoint, classes.get(codePoint)?.combining ?? ''])),
  });
  const widths = new Map<number, string>();
  for (const [range = '', width = ''] of ucd.records('EastAsianWidth.txt')) {
    for (const codePoint of each([rangeIn(range)])) widths.set(codePoint, width);
  }
  await buildEnumeration(ucd, {
    file: 'widths.txt',
    title: 'East Asian widths',
    source: 'EastAsianWidth.txt',
    property: 'ea',
    values: 6,
    // What the file does not list is neutral, as its comment says.
    valueOf: new Map(listed.map((codePoint) => [codePoint, widths.get(codePoint) ?? 'N'])),
  });
}

/** Scripts that characters are used with, where they are not exactly the one that they belong to (UAX #24). */
async function buildScriptExtensions(ucd: Ucd): Promise<void> {
  const records = ucd.records('ScriptExtensions.txt').map(([range = '', scripts = '']) => {
    return { ...rangeIn(range), scripts };
  });
  count('ranges with script extensions', records.length, 210);
  await writeData(
    'script-extensions.txt',
    [
      'Script extensions: code point or range, tab, the short names of all scripts that it is used with. Every other',
      'character is used with the script that it has in scripts.txt.',
      'Source: Unicode 18.0.0, ScriptExtensions.txt.',
    ],
    records
      .sort((a, b) => a.first - b.first)
      .map(({ first, last, scripts }) => `${formatRange({ first, last })}\t${scripts}`),
  );
}

interface Classes {
  readonly bidi: string;
  readonly combining: string;
}

/** The classes of all characters. A range by rule has two lines in the file, for its ends (UAX #44, section 4.2.3). */
function unicodeData(ucd: Ucd): Map<number, Classes> {
  const classes = new Map<number, Classes>();
  let first = 0;
  for (const [digits = '', name = '', , combining = '', bidi = ''] of ucd.records('UnicodeData.txt')) {
    const last = hexCodePoint(digits, 'UnicodeData.txt');
    if (!name.endsWith(', Last>')) first = last;
    for (const codePoint of each([{ first, last }])) classes.set(codePoint, { bidi, combining });
  }
  return classes;
}

interface Enumeration {
  readonly file: string;
  readonly title: string;
  readonly source: string;
  /** The short name of the property, and how many values it has. */
  readonly property: string;
  readonly values: number;
  /** The short name of the value of each listed character, or its number. */
  readonly valueOf: ReadonlyMap<number, string>;
}

/** Writes all values that the property has, even those that no character has. */
async function buildEnumeration(ucd: Ucd, enumeration: Enumeration): Promise<void> {
  const { file, title, source, property, values, valueOf } = enumeration;
  const held = new Map<string, number[]>();
  for (const [codePoint, value] of valueOf) {
    const codePoints = held.get(value) ?? [];
    held.set(value, codePoints);
    codePoints.push(codePoint);
  }
  const all: Value[] = [];
  for (const [known, short = '', ...more] of ucd.records('PropertyValueAliases.txt')) {
    if (known !== property) continue;
    // The long name is the last of bc and ea, and of ccc, where the number comes first.
    const names = [...new Set([...more.toReversed(), short])];
    all.push({ names, codePoints: held.get(short) ?? [] });
    held.delete(short);
  }
  count(`values of ${file}`, all.length, values);
  fact(held.size === 0, `${file}: values without a name: ${[...held.keys()].join()}`);
  await writeData(
    file,
    [
      `${title} of Unicode 18.0.0, in the order of PropertyValueAliases.txt.`,
      'Each value has a line `= Long_Name Alias ...`, and then a line for each range of code points that have it.',
      `Source: Unicode 18.0.0, ${source}.`,
    ],
    all.flatMap((value) => toLines(value)),
  );
}
