import { count, fact } from './facts.ts';
import { writeData } from './files.ts';
import { formatRange, hex } from './ranges.ts';

/**
 * Writes a file of what is known of single code points: a line for each, in order, with the code point, a tab and what
 * is known. Neighbours with the same value share a line that starts with their range.
 *
 * @param expected how many code points there are
 */
export async function writeRecords(
  file: string,
  comment: readonly string[],
  records: ReadonlyMap<number, string>,
  expected: number,
): Promise<void> {
  count(`code points in ${file}`, records.size, expected);
  const lines: { first: number; last: number; value: string }[] = [];
  for (const [codePoint, value] of [...records].sort(([a], [b]) => a - b)) {
    fact(value !== '' && !/[\r\n]/.test(value), `${file}: U+${hex(codePoint)} has no value`);
    const open = lines.at(-1);
    if (open?.last === codePoint - 1 && open.value === value) open.last = codePoint;
    else lines.push({ first: codePoint, last: codePoint, value });
  }
  await writeData(file, comment, lines.map(({ first, last, value }) => `${formatRange({ first, last })}\t${value}`));
}
