import type { DataFile, DataReader } from './data.ts';
import { dataLines, readData } from './data.ts';

/**
 * The kinds of names that characters have besides their formal one: the five of NameAliases.txt, and the informal
 * aliases that the code charts print after an equals sign. Common ones are those that everybody uses but that no
 * database has.
 */
type AliasKind = 'correction' | 'control' | 'alternate' | 'figment' | 'abbreviation' | 'informal' | 'common';

export interface Alias {
  readonly codePoint: number;
  readonly kind: AliasKind;
  readonly name: string;
}

const KINDS: readonly AliasKind[] = [
  'correction',
  'control',
  'alternate',
  'figment',
  'abbreviation',
  'informal',
  'common',
];

/** All aliases in order of code point; the first abbreviation of a character is its usual one. */
export function readAliases(read: DataReader = readData): Alias[] {
  const aliases = [...readFile('aliases.txt', read), ...readFile('common-names.txt', read)];
  return aliases.sort((a, b) => a.codePoint - b.codePoint);
}

function readFile(file: DataFile, read: DataReader): Alias[] {
  const aliases: Alias[] = [];
  for (const line of dataLines(file, read)) {
    const first = line.indexOf(' ');
    const second = line.indexOf(' ', first + 1);
    const kindName = line.slice(first + 1, second);
    const kind = KINDS.find((known) => known === kindName);
    if (!kind) throw new Error(`${file} has an alias of an unknown kind: ${line}`);
    aliases.push({ codePoint: Number.parseInt(line.slice(0, first), 16), kind, name: line.slice(second + 1) });
  }
  return aliases;
}
