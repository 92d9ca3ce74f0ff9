import { codePointsOf } from './code-points.ts';
import { count, fact } from './facts.ts';
import { writeData } from './files.ts';
import { hangulName } from './hangul.ts';
import { importDefault } from './packages.ts';
import { formatRange, hex, toRanges, type Range } from './ranges.ts';
import { hexCodePoint, integer, text } from './shapes.ts';
import type { Ucd } from './ucd.ts';

/** How many characters of Unicode 18.0.0 have a name. */
const NAMED = 172_808;

const HANGUL = 'HANGUL SYLLABLE ';

/**
 * The beginnings of names by rule, and how many characters are named by each (Unicode Standard, section 4.8).
 * Rule NR1 ends the name of a Hangul syllable with the names of its letters, rule NR2 ends the others with the
 * code point in hex.
 */
const BY_RULE: ReadonlyMap<string, number> = new Map([
  [HANGUL, 11_172],
  ['CJK UNIFIED IDEOGRAPH-', 101_985],
  ['CJK COMPATIBILITY IDEOGRAPH-', 1014],
  ['TANGUT IDEOGRAPH-', 6177],
  ['NUSHU CHARACTER-', 396],
  ['KHITAN SMALL SCRIPT CHARACTER-', 476],
  ['EGYPTIAN HIEROGLYPH-', 3995],
  ['JURCHEN CHARACTER-', 914],
  ['SMALL SEAL CHARACTER-', 11_328],
]);

/** The package has labels for whole ranges, which are not names. What the names in such a range begin with. */
const PREFIX_BY_LABEL: readonly (readonly [label: RegExp, prefix: string])[] = [
  [/^Hangul Syllable$/, HANGUL],
  [/^CJK Ideograph(?: Extension [A-Z])?$/, 'CJK UNIFIED IDEOGRAPH-'],
  [/^Tangut Ideograph(?: Supplement)?$/, 'TANGUT IDEOGRAPH-'],
  [/^Jurchen Character$/, 'JURCHEN CHARACTER-'],
  [/^Seal Character$/, 'SMALL SEAL CHARACTER-'],
];

/** Writes names.txt and returns the formal name of every character that has one, in code point order. */
export async function buildNames(ucd: Ucd): Promise<ReadonlyMap<number, string>> {
  const names = await readNames();
  await checkNames(names);
  checkSource(names, ucd);
  const controls = await codePointsOf('General_Category/Control');
  const labels = toRanges(controls).map((range) => ({ ...range, name: '<control-*>' }));
  const lines = [...toLines(names), ...labels].sort((a, b) => a.first - b.first);
  await writeData(
    'names.txt',
    [
      'Character names of Unicode 18.0.0, in code point order.',
      'A line of a range holds names by rule: in `HANGUL SYLLABLE *` the asterisk stands for the name of the syllable',
      '(Unicode Standard, section 4.8, rule NR1), in the others for the code point (rule NR2).',
      'A name in angle brackets is a code point label (same section), not a name.',
      'Source: npm @unicode/unicode-18.0.0, Names.',
    ],
    lines.map(({ first, last, name }) => `${formatRange({ first, last })} ${name}`),
  );
  return names;
}

/** The formal names, with the names by rule spelled out. */
async function readNames(): Promise<Map<number, string>> {
  const file = '@unicode/unicode-18.0.0/Names/index.mjs';
  const listed = await importDefault(file);
  fact(listed instanceof Map, `${file}: expected a map`);
  const nameless = new Set(await withoutNames());
  const entries = Array.from(listed, ([key, value]: readonly [unknown, unknown]) => {
    const codePoint = integer(key, file);
    return [codePoint, spelledOut(codePoint, text(value, file))] as const;
  });
  return new Map(entries.filter(([codePoint]) => !nameless.has(codePoint)).sort(([a], [b]) => a - b));
}

function spelledOut(codePoint: number, listed: string): string {
  const prefix = PREFIX_BY_LABEL.find(([label]) => label.test(listed))?.[1];
  if (prefix === undefined) return listed;
  return prefix + (prefix === HANGUL ? hangulName(codePoint) : hex(codePoint));
}

/** The beginning of a name by rule, or nothing for a name that has to be listed. */
function ruleOf(codePoint: number, name: string): string | undefined {
  if (name.startsWith(HANGUL)) return HANGUL;
  const digits = hex(codePoint);
  return name.endsWith(`-${digits}`) ? name.slice(0, -digits.length) : undefined;
}

async function checkNames(names: ReadonlyMap<number, string>): Promise<void> {
  count('named characters', names.size, NAMED);
  const byRule = new Map<string, number>();
  for (const [codePoint, name] of names) {
    fact(/^[A-Z0-9]+(?:(?: -|- |[ -])[A-Z0-9]+)*$/.test(name), `U+${hex(codePoint)}: '${name}' is not a name`);
    const beginning = ruleOf(codePoint, name);
    if (beginning !== undefined) byRule.set(beginning, (byRule.get(beginning) ?? 0) + 1);
  }
  fact(new Set(names.values()).size === names.size, 'two characters have one name');
  for (const beginning of byRule.keys()) fact(BY_RULE.has(beginning), `no rule is known for '${beginning}'`);
  for (const [beginning, expected] of BY_RULE) count(`names '${beginning}'`, byRule.get(beginning) ?? 0, expected);
  await checkAssigned(names);
}

/** Every code point has a name, or is of a category that has none: so no range is too short or too long. */
async function checkAssigned(names: ReadonlyMap<number, string>): Promise<void> {
  const nameless = [...(await withoutNames()), ...(await codePointsOf('General_Category/Unassigned'))];
  for (const codePoint of nameless) {
    fact(!names.has(codePoint), `U+${hex(codePoint)} has a name, but its general category has none`);
  }
  count('code points with and without a name', names.size + nameless.length, 0x110000);
}

/** Assigned code points that have no name, but a label at most (Unicode Standard, section 4.8). */
async function withoutNames(): Promise<number[]> {
  const categories = ['Control', 'Surrogate', 'Private_Use'];
  return (await Promise.all(categories.map((category) => codePointsOf(`General_Category/${category}`)))).flat();
}

/**
 * UnicodeData.txt lists the same names. A range by rule has two lines there, for its ends: `<CJK Ideograph, First>`
 * (UAX #44, section 4.2.3).
 */
function checkSource(names: ReadonlyMap<number, string>, ucd: Ucd): void {
  let listed = 0;
  let first = 0;
  for (const [digits = '', name = ''] of ucd.records('UnicodeData.txt')) {
    const codePoint = hexCodePoint(digits, 'UnicodeData.txt');
    if (name.endsWith(', First>')) first = codePoint;
    if (name.endsWith(', Last>') && names.has(codePoint)) listed += codePoint - first + 1;
    if (name.startsWith('<')) continue;
    listed++;
    fact(names.get(codePoint) === name, `U+${digits} is '${names.get(codePoint)}', and '${name}' in UnicodeData.txt`);
  }
  count('characters that UnicodeData.txt names', listed, NAMED);
}

type Line = Range & { readonly name: string };

/** One line for each run of characters that are named by one rule, one line for each other character. */
function toLines(names: ReadonlyMap<number, string>): Line[] {
  const lines: { first: number; last: number; name: string; rule: string | undefined }[] = [];
  for (const [codePoint, name] of names) {
    const rule = ruleOf(codePoint, name);
    const open = lines.at(-1);
    if (open && rule !== undefined && open.rule === rule && open.last === codePoint - 1) {
      open.last = codePoint;
      open.name = `${rule}*`;
    } else {
      lines.push({ first: codePoint, last: codePoint, name, rule });
    }
  }
  return lines;
}
