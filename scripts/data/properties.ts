import { codePointsOf } from './code-points.ts';
import { count, fact } from './facts.ts';
import { writeData } from './files.ts';
import { importDefault } from './packages.ts';
import { formatRange, hex, toRanges } from './ranges.ts';
import { record, texts } from './shapes.ts';
import type { Ucd } from './ucd.ts';
import { each, rangeIn } from './ucd.ts';

/**
 * The general categories in the order of UAX #44, table 12, with each group after its members. Unassigned (Cn) is
 * left out, as nothing that is unassigned can be found.
 */
const CATEGORIES = [
  ...['Lu', 'Ll', 'Lt', 'LC : Lu Ll Lt', 'Lm', 'Lo', 'L : Lu Ll Lt Lm Lo'],
  ...['Mn', 'Mc', 'Me', 'M : Mn Mc Me'],
  ...['Nd', 'Nl', 'No', 'N : Nd Nl No'],
  ...['Pc', 'Pd', 'Ps', 'Pe', 'Pi', 'Pf', 'Po', 'P : Pc Pd Ps Pe Pi Pf Po'],
  ...['Sm', 'Sc', 'Sk', 'So', 'S : Sm Sc Sk So'],
  ...['Zs', 'Zl', 'Zp', 'Z : Zs Zl Zp'],
  ...['Cc', 'Cf', 'Cs', 'Co', 'C : Cc Cf Cs Co'],
];

/**
 * Folders of Binary_Property that are left out: not binary (InCB, NFKC_Simple_Casefold), true of everything that can
 * be found (Any, Assigned), or deprecated and about normalization tables only (Expands_On_*; UAX #44, table 9).
 */
const NOT_BINARY = /^(?:InCB|NFKC_Simple_Casefold|Any|Assigned|Expands_On_\w+)$/;

const FORMAT = [
  'Each value has a line `= Long_Name Alias ...`, and then a line for each range of code points that have it.',
];

/** A value of a property: all its names, the long one first, and the code points that have it, ascending. */
export type Value = { readonly names: readonly string[]; readonly codePoints: readonly number[] };

/** Other names of a value or a property by its long name. */
type Aliases = (longName: string) => readonly string[];

/** Writes blocks.txt, scripts.txt, categories.txt, ages.txt and binaries.txt, for the characters with these names. */
export async function buildProperties(names: ReadonlyMap<number, string>, ucd: Ucd): Promise<void> {
  checkCover('block', await buildBlocks(ucd), names);
  checkCover('script', await buildScripts(ucd), names);
  checkCover('category', await buildCategories(ucd), names);
  checkCover('age', await buildAges(ucd), names);
  await buildBinaries(ucd);
}

/** Blocks in code point order. */
async function buildBlocks(ucd: Ucd): Promise<Value[]> {
  const values = await readValues('Block', await folders('Block'), valueAliases(ucd, 'blk'));
  count('blocks', values.length, 353);
  values.sort((a, b) => (a.codePoints[0] ?? 0) - (b.codePoints[0] ?? 0));
  const labels = new Map(ucd.records('Blocks.txt').map(([range = '', name = '']) => [loose(name), { range, name }]));
  count('blocks of Blocks.txt', labels.size, values.length);
  await writeData(
    'blocks.txt',
    [
      'Blocks of Unicode 18.0.0, in code point order.',
      ...FORMAT,
      'After a tab in the first line comes the name as Blocks.txt writes it.',
      'Source: npm @unicode/unicode-18.0.0, Block; names: PropertyValueAliases.txt and Blocks.txt.',
    ],
    values.flatMap((value) => toLines(value, `\t${labelOf(value, labels)}`)),
  );
  return values;
}

type Block = { readonly name: string; readonly range: string };

/** How Blocks.txt writes the name of a block, which has the same code points there. */
function labelOf(value: Value, labels: ReadonlyMap<string, Block>): string {
  const block = labels.get(key(value));
  const held = toRanges(value.codePoints).map(formatRange).join();
  fact(block?.range === held, `block ${value.names[0]}: ${held}, and ${block?.range} in Blocks.txt`);
  return block.name;
}

async function buildScripts(ucd: Ucd): Promise<Value[]> {
  const aliases = valueAliases(ucd, 'sc');
  const scripts = (await folders('Script')).filter((name) => name !== 'Unknown');
  const values = await readValues('Script', scripts, aliases);
  count('scripts', values.length, 177);
  for (const { names } of values) {
    fact(names.some((name) => /^[A-Z][a-z]{3}$/.test(name)), `script ${names.join()}: no short name`);
  }
  await writeData(
    'scripts.txt',
    [
      'Scripts of Unicode 18.0.0, by name; the value Unknown is left out.',
      ...FORMAT,
      'Source: npm @unicode/unicode-18.0.0, Script; names: PropertyValueAliases.txt.',
    ],
    values.flatMap((value) => toLines(value)),
  );
  return values;
}

async function buildCategories(ucd: Ucd): Promise<Value[]> {
  const aliases = valueAliases(ucd, 'gc');
  const longNames = new Map((await folders('General_Category')).map((name) => [aliases(name)[0], name]));
  const values: Value[] = [];
  const lines: string[] = [];
  for (const row of CATEGORIES) {
    const [short = '', members] = row.split(' : ');
    const longName = longNames.get(short);
    fact(longName !== undefined, `no general category has the short name ${short}`);
    const [value] = await readValues('General_Category', [longName], aliases);
    fact(value !== undefined, `general category ${longName}: no data`);
    if (members === undefined) {
      values.push(value);
      lines.push(...toLines(value));
    } else {
      checkGroup(value, members.split(' '), values);
      lines.push(`+ ${value.names.join(' ')} : ${members}`);
    }
  }
  count('general categories without Unassigned', values.length, 29);
  await writeData(
    'categories.txt',
    [
      'General categories of Unicode 18.0.0, in the order of UAX #44, table 12; Unassigned (Cn) is left out.',
      ...FORMAT,
      'A group of categories is a line `+ Long_Name Alias ... : members` after its members.',
      'Source: npm @unicode/unicode-18.0.0, General_Category; names: PropertyValueAliases.txt.',
    ],
    lines,
  );
  return values;
}

/** A group holds what its members hold, and in the case of Other the unassigned code points besides. */
function checkGroup(group: Value, members: readonly string[], values: readonly Value[]): void {
  const held = values.filter(({ names }) => names.some((name) => members.includes(name)));
  const unassigned = group.names.includes('Other') ? 0x110000 - total(values) : 0;
  count(`general category ${group.names.join()}`, group.codePoints.length, total(held) + unassigned);
}

/** Ages. Every code point that is assigned has one; so have the noncharacters, which are not. */
async function buildAges(ucd: Ucd): Promise<Value[]> {
  const ages = new Map<string, number[]>();
  for (const [range = '', age = ''] of ucd.records('DerivedAge.txt')) {
    const held = ages.get(age) ?? [];
    ages.set(age, held);
    for (const codePoint of each([rangeIn(range)])) held.push(codePoint);
  }
  count('characters of age 17.0', ages.get('17.0')?.length ?? 0, 4803);
  count('characters of age 18.0', ages.get('18.0')?.length ?? 0, 13_007);
  const values = [...ages]
    .map(([age, codePoints]) => ({
      names: [age, `V${age.replace('.', '_')}`],
      codePoints: codePoints.sort((a, b) => a - b),
    }))
    .sort((a, b) => Number(a.names[0]) - Number(b.names[0]));
  count('ages', values.length, 29);
  await writeData(
    'ages.txt',
    [
      'Ages: the version of Unicode that a code point was assigned in, up to 18.0.',
      ...FORMAT,
      'Source: Unicode 18.0.0, DerivedAge.txt.',
    ],
    values.flatMap((value) => toLines(value)),
  );
  return values;
}

async function buildBinaries(ucd: Ucd): Promise<void> {
  const properties = (await folders('Binary_Property')).filter((name) => !NOT_BINARY.test(name));
  const values = await readValues('Binary_Property', properties, propertyAliases(ucd));
  count('binary properties', values.length, 68);
  await writeData(
    'binaries.txt',
    [
      'Binary properties of Unicode 18.0.0, by name; the deprecated Expands_On_* are left out.',
      ...FORMAT,
      'Source: npm @unicode/unicode-18.0.0, Binary_Property; names: PropertyAliases.txt.',
    ],
    values.flatMap((value) => toLines(value)),
  );
}

/** The values that the package of 18.0.0 has of a property, by name. */
async function folders(property: string): Promise<string[]> {
  const file = '@unicode/unicode-18.0.0/index.mjs';
  return texts(record(await importDefault(file), file)[property], `${file}: ${property}`).sort();
}

async function readValues(property: string, folders: readonly string[], aliases: Aliases): Promise<Value[]> {
  const values: Value[] = [];
  const owners = new Map<string, string>();
  for (const folder of folders) {
    const names: string[] = [];
    for (const name of [folder, ...aliases(folder)]) {
      const owner = owners.get(loose(name)) ?? folder;
      fact(owner === folder, `${property}: ${name} means both ${owner} and ${folder}`);
      if (!owners.has(loose(name))) names.push(name);
      owners.set(loose(name), folder);
    }
    values.push({ names, codePoints: await codePointsOf(`${property}/${folder}`) });
  }
  return values;
}

/**
 * Aliases of the values of a property that goes by this short name (PropertyValueAliases.txt: property, short name,
 * long name, more names).
 */
function valueAliases(ucd: Ucd, property: string): Aliases {
  const records = ucd.records('PropertyValueAliases.txt').filter(([known]) => known === property);
  return aliasesIn(records.map(([, ...names]) => names));
}

/** Aliases of properties (PropertyAliases.txt: short name, long name, more names). */
function propertyAliases(ucd: Ucd): Aliases {
  return aliasesIn(ucd.records('PropertyAliases.txt'));
}

function aliasesIn(records: readonly (readonly string[])[]): Aliases {
  const aliases = new Map(records.map(([short = '', long = '', ...more]) => [loose(long), [short, ...more]]));
  return (longName) => aliases.get(loose(longName)) ?? [];
}

/** A name as loose matching compares it (UAX #44, UAX44-LM3). */
function loose(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** The loose form of a value's long name. */
function key({ names }: Value): string {
  return loose(names[0] ?? '');
}

function total(values: readonly Value[]): number {
  return values.reduce((sum, { codePoints }) => sum + codePoints.length, 0);
}

export function toLines({ names, codePoints }: Value, more = ''): string[] {
  return [`= ${names.join(' ')}${more}`, ...toRanges(codePoints).map(formatRange)];
}

/** Every character with a name has exactly one value of the property, and no code point has two. */
function checkCover(property: string, values: readonly Value[], names: ReadonlyMap<number, string>): void {
  const held = new Set<number>();
  for (const codePoint of values.flatMap(({ codePoints }) => codePoints)) {
    fact(!held.has(codePoint), `U+${hex(codePoint)} has more than one ${property}`);
    held.add(codePoint);
  }
  for (const codePoint of names.keys()) fact(held.has(codePoint), `U+${hex(codePoint)} has no ${property}`);
}
