/**
 * Lines with tabs, stored column by column, which compresses better: neighbours in a column are alike.
 *
 * Invariant: a packed text starts with a line of numbers: how many lines there are, and where each column starts after
 * that line. A column has a line for each line of the text. Tabs at the end of a line get lost.
 */

/** Lines assembled per step: about a millisecond of work. */
const LINES_PER_STEP = 2000;

const LF = 0x0a;
const TAB = 0x09;

/** @param lines without line ends */
export function packColumns(lines: readonly string[]): Buffer {
  const rows = lines.map((line) => line.split('\t'));
  const count = rows.reduce((most, { length }) => Math.max(most, length), 0);
  const columns = Array.from({ length: count }, (_, column) =>
    Buffer.from(rows.map((row) => `${row[column] ?? ''}\n`).join('')),
  );
  let start = 0;
  const starts = columns.map(({ length }) => (start += length) - length);
  return Buffer.concat([Buffer.from(`${[lines.length, ...starts].join(' ')}\n`), ...columns]);
}

/** The lines again, each with its line end, in steps. */
export function* unpackColumns(packed: Buffer): Generator<undefined, Buffer> {
  const head = packed.indexOf(LF);
  const [lines = 0, ...starts] = packed.toString('latin1', 0, head).split(' ').map(Number);
  /** Where the next line of each column starts. */
  const places = starts.map((start) => head + 1 + start);
  // The line ends of all columns are room for the tabs of all.
  const out = Buffer.alloc(packed.length);
  let end = 0;
  for (let line = 0; line < lines; line++) {
    let filled = end;
    for (const [column, place] of places.entries()) {
      let at = place;
      if (column > 0) out[end++] = TAB;
      for (let byte = packed[at]; byte !== undefined && byte !== LF; byte = packed[++at]) out[end++] = byte;
      if (at > place) filled = end;
      places[column] = at + 1;
    }
    out[filled] = LF;
    end = filled + 1;
    if (line % LINES_PER_STEP === LINES_PER_STEP - 1) yield;
  }
  return out.subarray(0, end);
}
