import { writeRecords } from './records.ts';
import { hexCodePoint } from './shapes.ts';
import type { Ucd } from './ucd.ts';

/** Writes former-names.txt: what Unicode 1.0 called characters that have another name now. */
export async function buildFormerNames(ucd: Ucd): Promise<void> {
  const former = new Map<number, string>();
  for (const [digits = '', name = '', , , , , , , , , called = ''] of ucd.records('UnicodeData.txt')) {
    if (called !== '' && !name.startsWith('<')) former.set(hexCodePoint(digits, 'UnicodeData.txt'), called);
  }
  await writeRecords(
    'former-names.txt',
    [
      'What Unicode 1.0 called characters that have another name now: code point, tab, and the name.',
      'Source: Unicode 18.0.0, UnicodeData.txt, Unicode_1_Name.',
    ],
    former,
    1917,
  );
}
