/** Compares what every value of every field finds with the Consortium's files. */
import type { Ucd } from '../data/ucd.ts';
import { each, rangeIn } from '../data/ucd.ts';
import type { Asker } from './asking.ts';
import type { Consortium, Values } from './consortium.ts';
import { byValue, textOf } from './consortium.ts';
import type { Differences } from './differences.ts';

export async function verifyFields(
  asker: Asker,
  source: Consortium,
  ucd: Ucd,
  differences: Differences,
): Promise<void> {
  const { data, listed, namesOf, valuesOf } = source;
  const column = (place: number): Values => new Map([...data].map(([at, fields]) => [at, fields[place] ?? '']));
  const loose = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, '');

  /** Asks by every name of every value; `names` are lists of the names of one value. */
  type Sets = ReadonlyMap<string, ReadonlySet<number>>;
  async function compare(field: string, names: string[][], sets: Sets): Promise<void> {
    differences.begin(field);
    const expected = new Map<string, ReadonlySet<number>>();
    for (const aliases of names) {
      const set = aliases.map((name) => sets.get(name)).find((known) => known !== undefined) ?? new Set<number>();
      for (const name of aliases) expected.set(`${field}:${name}`, set);
    }
    for await (const { question, lines } of asker.ask(expected.keys())) {
      if (lines[0]?.startsWith('error: ')) differences.same(question, lines[0], 'no error');
      else differences.sameSet(question, codePointsOf(lines), expected.get(question) ?? new Set());
    }
  }

  await compare('gc', namesOf('gc').filter(([, short]) => !groups.has(short ?? '')), byValue(column(1), listed));
  await compare('ccc', namesOf('ccc'), byValue(column(2), listed));
  await compare('bidi', namesOf('bc'), byValue(column(3), listed));
  await compare('width', namesOf('ea'), byValue(valuesOf('EastAsianWidth.txt', 1, 'N'), listed));
  const ages = byValue(valuesOf('DerivedAge.txt'), listed);
  await compare('age', namesOf('age'), ages);
  const blocks = new Map([...byValue(valuesOf('Blocks.txt'), listed)].map(([name, set]) => [loose(name), set]));
  const blockNames = namesOf('blk').map((names) => [...names, ...names.map(loose)]);
  await compare('blk', blockNames, blocks);
  const numbers = byValue(valuesOf('DerivedNumericValues.txt', 3), listed);
  await compare('value', [...numbers.keys()].map((value) => [value]), numbers);
  const properties = new Map<string, Set<number>>();
  for (const [range = '', property = ''] of ucd.records('emoji-data.txt')) {
    const set = properties.get(property) ?? new Set<number>();
    properties.set(property, set);
    for (const codePoint of each([rangeIn(range)])) if (listed.has(codePoint)) set.add(codePoint);
  }
  await compare('is', [...properties.keys()].map((name) => [name]), properties);
  const listedScripts = valuesOf('ScriptExtensions.txt');
  const scripts = new Map<string, Set<number>>();
  for (const [codePoint, names] of listedScripts) {
    for (const name of names.split(' ')) scripts.set(name, (scripts.get(name) ?? new Set()).add(codePoint));
  }
  differences.begin('scx');
  // The file lists what differs from the script: what it does not list is used with its own script alone.
  for await (const { question, lines } of asker.ask([...scripts.keys()].map((name) => `scx:${name}`))) {
    const name = question.slice('scx:'.length);
    const found = new Set([...codePointsOf(lines)].filter((codePoint) => listedScripts.has(codePoint)));
    differences.sameSet(question, found, scripts.get(name) ?? new Set());
  }
  for await (const { question, lines } of asker.ask([...scripts.keys()].map((name) => `scx:${name} !sc:${name}`))) {
    const wrong = [...codePointsOf(lines)].filter((codePoint) => !listedScripts.has(codePoint));
    differences.same(question, wrong, []);
  }
}

/** Groups of general categories hold what others hold; their members are compared. */
const groups: ReadonlySet<string> = new Set(['Other', 'Letter', 'Cased_Letter', 'Mark', 'Number', 'Punctuation', 'Symbol', 'Separator']);

/** Compares the classes of look-alikes: characters with one prototype find each other. */
export async function verifyLookAlikes(
  asker: Asker,
  source: Consortium,
  ucd: Ucd,
  differences: Differences,
): Promise<void> {
  differences.begin('looks');
  const prototypes = new Map<number, string>();
  for (const [digits = '', prototype = ''] of ucd.records('confusables.txt')) {
    prototypes.set(Number.parseInt(digits, 16), prototype.replaceAll(/\s+/g, ' ').trim());
  }
  const classes = byValue(prototypes, source.listed);
  const questions = [...classes].flatMap(([prototype, members]) =>
    [textOf(prototype), ...[...members].map((codePoint) => String.fromCodePoint(codePoint))].map(
      (text) => [`looks:${notation(text)}`, members] as const,
    ),
  );
  const expected = new Map<string, ReadonlySet<number>>(questions);
  for await (const { question, lines } of asker.ask(expected.keys())) {
    const found = codePointsOf(lines);
    differences.same(question, [...(expected.get(question) ?? [])].filter((codePoint) => !found.has(codePoint)), []);
  }
}

/** Compares radicals and strokes, all of them, and a thousand readings of each language. */
export async function verifyIdeographs(
  asker: Asker,
  { unihan, listed }: Consortium,
  differences: Differences,
): Promise<void> {
  for (const [field, property] of [['strokes', 'kTotalStrokes'], ['radical', 'kRSUnicode']] as const) {
    differences.begin(field);
    const sets = new Map<string, Set<number>>();
    for (const [codePoint, values] of unihan(property)) {
      for (const value of values.split(' ')) {
        const [key = ''] = value.split('.');
        for (const each of field === 'radical' ? new Set([key, key.replaceAll("'", '')]) : [key]) {
          if (listed.has(codePoint)) sets.set(each, (sets.get(each) ?? new Set()).add(codePoint));
        }
      }
    }
    for await (const { question, lines } of asker.ask([...sets.keys()].map((key) => `${field}:${key}`))) {
      differences.sameSet(question, codePointsOf(lines), sets.get(question.slice(field.length + 1)) ?? new Set());
    }
  }
  for (const property of ['kMandarin', 'kCantonese', 'kJapanese', 'kJapaneseOn', 'kJapaneseKun', 'kHangul', 'kVietnamese']) {
    differences.begin(`reading (${property})`);
    const sets = new Map<string, Set<number>>();
    for (const [codePoint, values] of unihan(property)) {
      for (const value of values.split(' ')) {
        const reading = value.replace(/:.*/, '');
        sets.set(reading, (sets.get(reading) ?? new Set()).add(codePoint));
      }
    }
    const stride = Math.max(1, Math.floor(sets.size / 1000));
    const sampled = [...sets.keys()].filter((_, place) => place % stride === 0);
    for await (const { question, lines } of asker.ask(sampled.map((reading) => `reading:${reading}`))) {
      const found = codePointsOf(lines);
      const missing = [...(sets.get(question.slice('reading:'.length)) ?? [])].filter((at) => !found.has(at));
      differences.same(question, missing, []);
    }
  }
}

/** Pastes every emoji of emoji-test.txt, every named sequence and every variation sequence. */
export async function verifySequences(asker: Asker, ucd: Ucd, differences: Differences): Promise<void> {
  const full = new Map<string, string>();
  const bare = (text: string): string => text.replaceAll('\u{FE0F}', '');
  const records = ucd.records('emoji-test.txt');
  const tested = records.map(([codePoints = '', status = '']) => ({ text: textOf(codePoints), status }));
  for (const { text, status } of tested) if (status === 'fully-qualified') full.set(bare(text), text);
  differences.begin('emoji');
  const emoji = new Map(tested.map(({ text }) => [`${text} limit:1`, full.get(bare(text)) ?? text]));
  for await (const { question, lines } of asker.ask(emoji.keys())) {
    const expected = emoji.get(question) ?? '';
    const alone = [...bare(expected)].length === 1 && !question.includes('\u{FE0F}');
    differences.same(question, codesOf(lines[0]), codes(alone ? bare(expected) : expected));
  }
  differences.begin('sequences');
  const named = ucd.records('NamedSequences.txt').map(([, codePoints = '']) => textOf(codePoints));
  const files = ['StandardizedVariants.txt', 'emoji-variation-sequences.txt'];
  const variations = files.flatMap((file) => ucd.records(file).map(([codePoints = '']) => textOf(codePoints)));
  const texts = new Map([...named, ...variations].map((text) => [`${notation(text)} limit:1`, text]));
  for await (const { question, lines } of asker.ask(texts.keys())) {
    differences.same(question, codesOf(lines[0]), codes(texts.get(question) ?? ''));
  }
}

function codePointsOf(lines: readonly string[]): Set<number> {
  const results = lines.filter((line) => /^U\+[0-9A-F]+\t/.test(line));
  return new Set(results.map((line) => Number.parseInt(line.slice(2), 16)));
}

function codesOf(line: string | undefined): string {
  return line?.split('\t')[0] ?? '';
}

function codes(text: string): string {
  const codePoints = [...text].map((char) => char.codePointAt(0) ?? 0);
  return codePoints.map((each) => `U+${each.toString(16).toUpperCase().padStart(4, '0')}`).join(' ');
}

function notation(text: string): string {
  return [...text].map((char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`).join('');
}
