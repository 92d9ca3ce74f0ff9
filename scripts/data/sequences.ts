import { count, fact } from './facts.ts';
import { writeData } from './files.ts';
import { hex, hexSequence } from './ranges.ts';
import type { Ucd } from './ucd.ts';
import { codePointsIn } from './ucd.ts';

interface Sequence {
  readonly codePoints: readonly number[];
  readonly name: string;
}

/** Writes named-sequences.txt and variation-sequences.txt. */
export async function buildSequences(names: ReadonlyMap<number, string>, ucd: Ucd): Promise<void> {
  const named = ucd.records('NamedSequences.txt').map(([name = '', written = '']) => {
    return { codePoints: codePointsIn(written), name };
  });
  await write(
    'named-sequences.txt',
    [
      'Sequences that have names (UAX #34): code points, tab, name.',
      'Source: Unicode 18.0.0, NamedSequences.txt.',
    ],
    named,
    461,
  );
  const files = ['StandardizedVariants.txt', 'emoji-variation-sequences.txt'];
  const variants = files.flatMap((file) =>
    ucd.records(file).map(([written = '', appearance = '', context = '']) => {
      const codePoints = codePointsIn(written);
      const [base = 0] = codePoints;
      fact(names.has(base) && codePoints.length === 2, `${file}: ${written} is no variation sequence`);
      return { codePoints, name: context === '' ? appearance : `${appearance} (${context})` };
    }),
  );
  await write(
    'variation-sequences.txt',
    [
      'Standardized variation sequences (UTS #51, section 2.8; Unicode Standard, section 23.4): code point and variation',
      'selector, tab, how the character looks; the positions in a word that this is for follow in parentheses.',
      `Source: Unicode 18.0.0, ${files.join(' and ')}.`,
    ],
    variants,
    2179,
  );
}

async function write(
  file: string,
  comment: readonly string[],
  sequences: readonly Sequence[],
  expected: number,
): Promise<void> {
  count(`sequences in ${file}`, sequences.length, expected);
  const texts = new Set(sequences.map(({ codePoints }) => String.fromCodePoint(...codePoints)));
  fact(texts.size === sequences.length, `${file} names a sequence twice`);
  for (const { codePoints, name } of sequences) fact(name !== '', `${file}: U+${hex(codePoints[0] ?? 0)} has no name`);
  const sorted = [...sequences].sort((a, b) => compare(a.codePoints, b.codePoints));
  await writeData(file, comment, sorted.map(({ codePoints, name }) => `${hexSequence(codePoints)}\t${name}`));
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((codePoint, place) => codePoint !== b[place]);
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
}
