/** Tables in Markdown, lined up so that they can be read as they are, too. */

/** The first cell of each row is its label; all others are numbers, and stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(3, ...[head, ...rows].map((row) => width(row[column] ?? title))));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((room, column) => pad(row[column] ?? '', room, column > 0)).join(' | ')} |`;
  const rule = `| ${widths.map((room, column) => `${'-'.repeat(room - 1)}${column > 0 ? ':' : '-'}`).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

function pad(text: string, room: number, right: boolean): string {
  const space = ' '.repeat(room - width(text));
  return right ? space + text : text + space;
}

function width(text: string): number {
  return [...text].length;
}

/** What is written where nothing was measured. */
export const NOTHING = '–';

/** A number with so many digits that the last one means something: `1,234,000`, `12.3`, `0.95`. */
export function significant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return NOTHING;
  const rounded = Number(value.toPrecision(digits));
  const decimals = Math.abs(rounded) < 1 ? 2 : Math.max(0, digits - String(Math.trunc(Math.abs(rounded))).length);
  return rounded.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** A whole number: `1,234,567`. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** A ratio: two decimals. */
export function times(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : NOTHING;
}

/** A share of one: percent. */
export function percent(value: number): string {
  return Number.isFinite(value) ? `${Math.round(value * 100)} %` : NOTHING;
}
