/** The lines that are for the server itself: a slash, a name, and words. */
import type { ByteString } from '../bytes/encoding.ts';
import type { Line } from '../bytes/line.ts';
import { NOT_UTF8, textOf } from '../bytes/line.ts';
import type { Format } from '../search/reply/format.ts';
import { FORMATS, isJson } from '../search/reply/format.ts';
import type { Services } from './services.ts';
import type { Reason } from './journal.ts';
import { asJson, asText, report } from './stats.ts';

/** What a command can change about a conversation. */
export interface SessionState {
  format: Format;
  /** Why the conversation ends, once it does. */
  ending: Reason | undefined;
}

type Command = (services: Services, session: SessionState, words: readonly string[]) => ByteString;

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['/help', help],
  ['/format', format],
  ['/stats', stats],
  ['/version', version],
  ['/quit', quit],
]);

const SLASH = 0x2f;

/** Whether a line is a command rather than a query: a slash with anything but a letter after it can be searched for. */
export function isCommand({ bytes, from, to }: Line): boolean {
  return bytes[from] === SLASH && /^\/[a-z]/i.test(bytes.toString('latin1', from, Math.min(to, from + 2)));
}

/** Does what a command says; the whole reply without the prompt. */
export function runCommand(services: Services, session: SessionState, line: Line): ByteString {
  const text = textOf(line);
  if (text === undefined) return services.answerer.fail(NOT_UTF8, session.format);
  const [name = '', ...words] = text.toLowerCase().split(/\s+/);
  const command = COMMANDS.get(name);
  if (command !== undefined) return command(services, session, words);
  return services.answerer.fail(`unknown command; the commands are ${[...COMMANDS.keys()].join(' ')}`, session.format);
}

function help({ answerer, help }: Services, session: SessionState): ByteString {
  return answerer.ok(help, session.format);
}

function format({ answerer }: Services, session: SessionState, [word]: readonly string[]): ByteString {
  const chosen = FORMATS.find((known) => known === word);
  if (chosen === undefined) return answerer.fail(`/format takes one of ${FORMATS.join(' ')}`, session.format);
  session.format = chosen;
  return answerer.ok('', chosen);
}

function stats({ answerer, stats, settings }: Services, session: SessionState): ByteString {
  const rows = report(stats, settings);
  if (isJson(session.format)) return `${asJson(rows)}\r\n${answerer.ok('', session.format)}`;
  return answerer.ok(asText(rows), session.format);
}

function version({ answerer, version }: Services, session: SessionState): ByteString {
  return answerer.ok(version, session.format);
}

function quit({ answerer }: Services, session: SessionState): ByteString {
  session.ending = 'quit';
  return answerer.ok('', session.format);
}
