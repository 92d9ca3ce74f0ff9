/**
 * The line protocol as a client reads it: splits bytes into lines and status lines, and parses status lines and
 * results. Nothing here deals with sockets.
 *
 * The client is independent of the server, so it has the words of the protocol once more; a test compares both.
 */
import { isUtf8 } from 'node:buffer';

/** How a server writes replies. */
export const FORMATS = ['plain', 'json', 'detail', 'full'] as const;
/** One of the ways in which a server writes replies. */
export type Format = (typeof FORMATS)[number];

/** Whether a format is JSON Lines, for programs. */
export function isJson(format: Format): boolean {
  return format === 'json' || format === 'full';
}

/** What a server sends when it is ready for a line, in the formats for people. */
export const PROMPT = '?> ';

/** What a status line for people begins with, before a space: 66 times U+2500. */
export const RULE = '─'.repeat(66);

/** One found character or sequence. */
export interface Result {
  /** The code points, as `U+2603`; those of a sequence with spaces between. */
  readonly code: string;
  readonly char: string;
  readonly name: string;
  /** What matched where the formal name alone did not; else empty. */
  readonly matched: readonly string[];
}

/** What a status line says. */
export type Status =
  | { readonly kind: 'found'; readonly found: number; readonly shown: number; readonly suggestions: readonly string[] }
  /** The reply to a command; `text` is for people, and empty in the formats for people. */
  | { readonly kind: 'ok'; readonly text: string }
  | { readonly kind: 'error'; readonly message: string };

/** Longest line of a reply, in bytes. The longest real ones are cards of some thousand bytes. */
export const MAX_LINE_BYTES = 1 << 20;

/** A server sent something that breaks the protocol. */
export class ProtocolError extends Error {}

/** What a splitter calls. */
export interface ReplyEvents {
  /** Some whole lines of a reply, with their line ends. */
  lines(bytes: Buffer): void;
  /** The status line that ends a reply, with its line end. */
  status(line: Buffer): void;
}

const RULE_BYTES = Buffer.from(`${RULE} `);
const STATUS_KEY = Buffer.from('{"status":');

/** What to search for: the start of a status line, short enough for the search to need no preparation. */
const RULE_START = RULE_BYTES.subarray(0, 2 * Buffer.byteLength('─'));
const KEY_START = STATUS_KEY.subarray(0, 6);

const LF = 0x0a;

/**
 * Splits what a server sends, however it is chunked, into replies. Prompts are dropped. It searches for the status line
 * instead of looking at each line: a reply has many lines, but only one status line.
 *
 * Invariant: `rest` has no line end in it, and at most {@link MAX_LINE_BYTES} bytes.
 *
 * @returns takes the next bytes; throws {@link ProtocolError} for a line without an end
 */
export function replySplitter(events: ReplyEvents): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  /** Whether the next line is the first of a reply: only there can prompts be in front of it. */
  let first = true;

  return (chunk) => {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const past = bytes.lastIndexOf(LF) + 1;
    let plain = -1;
    let object = -1;
    for (let at = 0; at < past; ) {
      if (first) at = afterPrompts(bytes, at);
      // A match that was not reached yet is still the next one: no byte is searched twice.
      if (plain < at) plain = lineStartingWith(bytes, at, past, RULE_START, RULE_BYTES);
      if (object < at) object = lineStartingWith(bytes, at, past, KEY_START, STATUS_KEY);
      const status = Math.min(plain, object);
      if (at < status) events.lines(bytes.subarray(at, status));
      first = status < past;
      at = first ? bytes.indexOf(LF, status) + 1 : past;
      if (first) events.status(bytes.subarray(status, at));
    }
    rest = bytes.subarray(past);
    if (rest.length > MAX_LINE_BYTES) {
      throw new ProtocolError(`it sent more than ${MAX_LINE_BYTES} bytes in one line`);
    }
  };
}

function afterPrompts(bytes: Buffer, at: number): number {
  while (isPrompt(bytes, at)) at += PROMPT.length;
  return at;
}

function isPrompt(bytes: Buffer, at: number): boolean {
  for (let i = 0; i < PROMPT.length; i++) if (bytes[at + i] !== PROMPT.charCodeAt(i)) return false;
  return true;
}

/** Where the next line that begins with a key starts, found by the start of the key; `past` if there is none. */
function lineStartingWith(bytes: Buffer, from: number, past: number, start: Buffer, key: Buffer): number {
  for (let at = bytes.indexOf(start, from); at >= 0 && at < past; at = bytes.indexOf(start, at + 1)) {
    const isLineStart = at === 0 || bytes[at - 1] === LF || isPrompt(bytes, at - PROMPT.length);
    if (isLineStart && at + key.length <= past && key.compare(bytes, at, at + key.length) === 0) return at;
  }
  return past;
}

const NO_SUGGESTIONS: readonly string[] = [];

/** What a status line says, in any format; throws {@link ProtocolError} if it is unknown. */
export function statusOf(line: Buffer): Status {
  if (line[0] === STATUS_KEY[0]) return jsonStatus(line.toString('utf8'));
  // Digits, spaces and letters of ASCII, unless it is an error.
  const said = line.toString('latin1', RULE_BYTES.length).trimEnd();
  const [, shown, found] = /^(?:(\d+) of )?(\d+) found$/.exec(said) ?? [];
  if (found !== undefined) {
    return { kind: 'found', found: Number(found), shown: Number(shown ?? found), suggestions: NO_SUGGESTIONS };
  }
  if (said === 'ok') return { kind: 'ok', text: '' };
  const text = line.toString('utf8', RULE_BYTES.length).trimEnd();
  if (text.startsWith('error: ')) return { kind: 'error', message: text.slice('error: '.length) };
  throw new ProtocolError(`it sent a status that is not known: ${text.slice(0, 80)}`);
}

function jsonStatus(line: string): Status {
  const { status, found, shown, suggestions, message, text } = objectOf(line);
  if (status === 'error') return { kind: 'error', message: typeof message === 'string' ? message : 'no reason given' };
  if (status !== 'ok') throw new ProtocolError(`it sent a status that is not known: ${startOf(line)}`);
  if (typeof found !== 'number') return { kind: 'ok', text: typeof text === 'string' ? text : '' };
  return { kind: 'found', found, shown: typeof shown === 'number' ? shown : found, suggestions: strings(suggestions) };
}

/** The results in some lines of a json reply; throws {@link ProtocolError} where a line is not a result. */
export function resultsOf(lines: Buffer): Result[] {
  if (!isUtf8(lines)) throw new ProtocolError('it sent bytes that are not UTF-8');
  return lines.toString('utf8').split('\n').filter((line) => line.trim() !== '').map(resultOf);
}

function resultOf(line: string): Result {
  const { code, char, name, matched } = objectOf(line);
  if (typeof code === 'string' && typeof char === 'string' && typeof name === 'string') {
    return { code, char, name, matched: strings(matched) };
  }
  throw new ProtocolError(`it sent an object that is not a result: ${startOf(line)}`);
}

/** One object of a json reply. */
export function objectOf(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Not JSON: reported below, like JSON that is no object.
  }
  throw new ProtocolError(`it sent a line that is not an object: ${startOf(line)}`);
}

/** Enough of a line to tell what it is, without its line end. */
function startOf(line: string): string {
  return line.trimEnd().slice(0, 80);
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** The starts of the errors that end a conversation. They are about the server, not about a question. */
const FAREWELL =
  /^(?:full:|idle:|shutting down:|internal:|too many from your address:|this port |this server |these lines are UTF-16)/;

/** Whether an error is why the server is about to close the connection, rather than the reply to a question. */
export function isFarewell({ message }: { readonly message: string }): boolean {
  return FAREWELL.test(message);
}

/** Whether a line is a command to the server and no question. */
export function isCommand(line: string): boolean {
  return /^\s*\/[a-z]/i.test(line);
}

/** Matches nearly all questions: one line that starts with a printable ASCII character. */
const SENDABLE = /^[!-~][^\r\n\0]*$/;

/**
 * Why a text can't be sent as one line that gets one reply, or undefined if it can. An empty line gets no reply, a line
 * that starts with a control character is a goodbye, and a line end would make two lines of it.
 */
export function unsendable(text: string): string | undefined {
  if (SENDABLE.test(text)) return undefined;
  if (/[\r\n\0]/.test(text)) return 'a question is one line, without line ends or NUL';
  const line = text.replace(/^[\s\ufeff]+/, '');
  if (line === '') return 'a question must not be empty';
  return line.charCodeAt(0) < 0x20 ? 'a question does not start with a control character' : undefined;
}

/** Why a text can't be sent as a question, or undefined if it can. */
export function refusalOf(question: string): string | undefined {
  return isCommand(question) ? 'this is a command and no question' : unsendable(question);
}

/**
 * Makes what matches a word that is not the notation of a code point; it may contain hyphens and apostrophes and end
 * with punctuation.
 *
 * @param letters a class of characters
 */
function wordOf(letters: string, flags: string): RegExp {
  return new RegExp(`^(?!(?:u|0x)[\\da-f]{4,6}$)${letters}+(?:['’-]+${letters}+)*['’]?[.,;:!?]*$`, flags);
}

const ASCII_WORD = wordOf('[a-z\\d]', 'i');
/** Made when it is first needed: the properties of Unicode take V8 a millisecond and more. */
let anyWord: RegExp | undefined;

function isWord(term: string): boolean {
  if (/^[\x00-\x7f]*$/.test(term)) return ASCII_WORD.test(term);
  anyWord ??= wordOf('[\\p{L}\\p{M}\\p{N}]', 'iu');
  return anyWord.test(term);
}

/** UTF-16 code units that the decomposition of one character has at most; no other text is a single character. */
const LONGEST_CHARACTER = 8;

const PAGE = /^(?:limit|skip):\d+$/i;

/** Characters of what is drawn, at most, and letters and digits in it. */
const [LONGEST_DRAWING, MOST_LETTERS] = [5, 2];

/** What has an operator in it, or starts like a command, a field or a notation. */
const OPERATION = /[*~"!?&%]|^(?:\/|-\w|u\+|\\[ux\d])|\w\w:|\w.*\||\|.*\w|\.\./i;

/** Whether a line is a face or a sign drawn with punctuation: `:-)`, `:D`, `->`. */
function isDrawn(line: string): boolean {
  if (line.length > LONGEST_DRAWING || !/^[!-~]{2,}$/.test(line) || !/[^a-z\d]/i.test(line)) return false;
  return !OPERATION.test(line) && line.replace(/[^a-z\d]/gi, '').length <= MOST_LETTERS;
}

/**
 * A line that asks for what a question means. Words get a `?` in front, and so do faces like `:-)`; a line with an
 * operator, a notation or a command stays as it is, and so does a single character that is not ASCII: it asks what that
 * character is.
 */
export function byMeaning(question: string): string {
  const line = question.trim();
  if (line.length <= LONGEST_CHARACTER && /^[^\x00-\x7f]$/u.test(line.normalize('NFC'))) return question;
  const words = line.split(/\s+/).filter((term) => !PAGE.test(term));
  if (words.length === 1 && isDrawn(words[0] ?? '')) return `?${line}`;
  return words.length > 0 && words.every(isWord) ? `?${line}` : question;
}
