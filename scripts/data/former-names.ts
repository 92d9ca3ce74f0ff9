import { count } from './facts.ts';
import { writeData } from './files.ts';
import type { Ucd } from './ucd.ts';

/** Writes former-names.txt: what Unicode 1.0 called characters that have another name now. */
export async function buildFormerNames(ucd: Ucd): Promise<void> {
  const lines = ucd.records('UnicodeData.txt').flatMap(([digits = '', name = '', ...fields]) => {
    const former = fields[8] ?? '';
    return former === '' || name.startsWith('<') ? [] : [`${digits} ${former}`];
  });
  count('former names', lines.length, 1917);
  await writeData(
    'former-names.txt',
    [
      'What Unicode 1.0 called characters that have another name now.',
      'Source: Unicode 18.0.0, UnicodeData.txt, Unicode_1_Name.',
    ],
    lines,
  );
}
