/** A query that can't be understood, or is too much work; the message quotes the part, and says what would be right. */
export class QueryError extends Error {}

/** A part of the line as an error message quotes it: one line, and not too long. */
export function quote(part: string): string {
  const shown = [...part.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{FFFD}')];
  return `'${shown.length > 40 ? `${shown.slice(0, 40).join('')}…` : shown.join('')}'`;
}
