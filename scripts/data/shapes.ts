import { fact } from './facts.ts';

/** The value as an object with string keys; `what` names it in the message when it is none. */
export function record(value: unknown, what: string): Record<string, unknown> {
  fact(isRecord(value), `${what}: expected an object`);
  return value;
}

/** The table that a path of keys leads to. */
export function inside(table: unknown, ...keys: readonly string[]): Record<string, unknown> {
  return keys.reduce((at, key) => record(at[key], key), record(table, keys.join('.')));
}

/** The value as an array. */
export function list(value: unknown, what: string): readonly unknown[] {
  fact(Array.isArray(value), `${what}: expected an array`);
  return value;
}

/** The value as a string. */
export function text(value: unknown, what: string): string {
  fact(typeof value === 'string', `${what}: expected a string`);
  return value;
}

/** A text with single spaces between its words. */
export function clean(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** The value as an array of strings. */
export function texts(value: unknown, what: string): string[] {
  return list(value, what).map((item) => text(item, what));
}

/** The value as an integer. */
export function integer(value: unknown, what: string): number {
  fact(Number.isInteger(value) && typeof value === 'number', `${what}: expected an integer`);
  return value;
}

/** A code point written in hex. */
export function hexCodePoint(value: unknown, what: string): number {
  const digits = text(value, what);
  fact(/^[0-9A-F]{4,6}$/.test(digits), `${what}: expected a code point, found '${digits}'`);
  return Number.parseInt(digits, 16);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
