import { count, fact } from './facts.ts';
import { writeData } from './files.ts';
import { hex } from './ranges.ts';
import type { Ucd } from './ucd.ts';

/** Writes definitions.txt: what the ideographs mean, for the characters with these names. */
export async function buildDefinitions(names: ReadonlyMap<number, string>, ucd: Ucd): Promise<void> {
  const lines: string[] = [];
  for (const { first, last, value } of ucd.unihan('kDefinition')) {
    const meaning = value.replaceAll(/\s+/g, ' ').trim();
    fact(meaning !== '', `U+${hex(first)} has an empty definition`);
    for (let codePoint = first; codePoint <= last; codePoint++) {
      fact(names.get(codePoint)?.startsWith('CJK ') === true, `U+${hex(codePoint)} is defined, but no ideograph`);
      lines.push(`${hex(codePoint)} ${meaning}`);
    }
  }
  count('definitions', lines.length, 23_310);
  await writeData(
    'definitions.txt',
    ['What CJK ideographs mean, in English.', 'Source: Unicode 18.0.0, Unihan database, kDefinition.'],
    lines,
  );
}
