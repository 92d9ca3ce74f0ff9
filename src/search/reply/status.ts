/** Status lines: the last line of every reply. */
import type { ByteString } from '../../bytes/encoding.ts';
import { utf8 } from '../../bytes/encoding.ts';
import type { Format } from './format.ts';
import { isJson } from './format.ts';

/** What a status line begins with, for people: 66 times U+2500, and a space. */
const RULE = `${'─'.repeat(66)} `;
export const RULE_BYTES = utf8(RULE);

/** What a reply says of its results. */
interface Summary {
  readonly total: number;
  readonly shown: number;
  readonly suggestions: readonly string[];
  readonly notes: readonly string[];
}

/** The notes and the status line of a reply that went well. */
export function foundStatus(format: Format, { total, shown, suggestions, notes }: Summary): ByteString {
  if (isJson(format)) {
    const more = {
      ...(shown < total && { shown }),
      ...(suggestions.length > 0 && { suggestions }),
      ...(notes.length > 0 && { notes }),
    };
    return utf8(`${JSON.stringify({ status: 'ok', found: total, ...more })}\r\n`);
  }
  const lines = suggestions.length > 0 ? [`Did you mean: ${suggestions.join(', ')}?`, ...notes] : notes;
  const said = lines.length === 0 ? '' : utf8(lines.map((line) => `${line}\r\n`).join(''));
  return `${said}${RULE_BYTES}${shown < total ? `${shown} of ${total}` : total} found\r\n`;
}

/** The status line of a reply that says what went wrong, and what would be right. */
export function errorStatus(format: Format, message: string): ByteString {
  return utf8(
    isJson(format) ? `${JSON.stringify({ status: 'error', message })}\r\n` : `${RULE}error: ${message}\r\n`,
  );
}

/** The reply to a command: the lines it has for people, and its status line. */
export function okStatus(format: Format, text: string): ByteString {
  if (isJson(format)) return utf8(`${JSON.stringify({ status: 'ok', ...(text && { text: text.trimEnd() }) })}\r\n`);
  return utf8(`${text.replace(/\n?$/, '\n').replace(/^\n$/, '').replaceAll('\n', '\r\n')}${RULE}ok\r\n`);
}
