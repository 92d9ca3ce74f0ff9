import { count, fact } from './facts.ts';
import { writeData } from './files.ts';
import { hex } from './ranges.ts';
import { hexCodePoint } from './shapes.ts';
import type { Ucd } from './ucd.ts';

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
  informal: 3014,
} as const;

type Alias = { readonly codePoint: number; readonly kind: keyof typeof KINDS; readonly alias: string };

const FORMAL: readonly Alias['kind'][] = ['correction', 'control', 'alternate', 'figment', 'abbreviation'];

/** Writes aliases.txt. The names are the formal ones, which an informal alias must not repeat. */
export async function buildAliases(names: ReadonlyMap<number, string>, ucd: Ucd): Promise<void> {
  const formal = readFormal(ucd);
  const aliases = [...formal, ...readInformal(names, formal, ucd)];
  for (const [kind, expected] of Object.entries(KINDS)) {
    count(`aliases of kind ${kind}`, aliases.filter((alias) => alias.kind === kind).length, expected);
  }
  await writeData(
    'aliases.txt',
    [
      'Further names of characters: code point, kind, alias.',
      'Kinds in the order of this file: those of NameAliases.txt, then the informal aliases of the code charts',
      '(NamesList.txt) without their remarks in parentheses and without those that repeat another name.',
      'Source: Unicode 18.0.0, NameAliases.txt and NamesList.txt.',
    ],
    aliases
      .sort((a, b) => a.codePoint - b.codePoint)
      .map(({ codePoint, kind, alias }) => `${hex(codePoint)} ${kind} ${alias}`),
  );
}

/** The aliases of NameAliases.txt, kind by kind, and of each kind in the order of the file. */
function readFormal(ucd: Ucd): Alias[] {
  const aliases = ucd.records('NameAliases.txt').map(([codePoint, alias = '', written]) => {
    const kind = FORMAL.find((known) => known === written);
    fact(kind !== undefined, `NameAliases.txt: no kind '${written}' is known`);
    return { codePoint: hexCodePoint(codePoint, 'NameAliases.txt'), kind, alias };
  });
  return FORMAL.flatMap((kind) => aliases.filter((alias) => alias.kind === kind));
}

/** The informal aliases that say something new: lines of NamesList.txt with a tab and an equals sign. */
function readInformal(names: ReadonlyMap<number, string>, formal: readonly Alias[], ucd: Ucd): Alias[] {
  const informal: Alias[] = [];
  let at = 0;
  let known = new Set<string | undefined>();
  for (const line of ucd.lines('NamesList.txt')) {
    const entry = /^([0-9A-F]{4,6})\t/.exec(line);
    if (entry) {
      at = hexCodePoint(entry[1], 'NamesList.txt');
      const others = formal.filter(({ codePoint }) => codePoint === at);
      known = new Set([names.get(at), ...others.map(({ alias }) => alias)]);
    }
    for (const alias of line.startsWith('\t= ') ? singleAliases(line.slice(3)) : []) {
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
