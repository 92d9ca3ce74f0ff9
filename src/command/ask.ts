/** `mojifinder ask`: questions to servers. One from the command line, many from standard input, or a conversation. */
import { ConnectionError } from '../client/errors.ts';
import type { PoolOptions, RawPool } from '../client/pool.ts';
import { rawPool } from '../client/pool.ts';
import type { Format } from '../client/protocol.ts';
import { ProtocolError, byMeaning, isCommand, unsendable } from '../client/protocol.ts';
import { lookOf, printer } from './asking/screen.ts';
import { CLIENT_FLAGS } from './client-flags.ts';
import { COMMANDS } from './commands.ts';
import type { Arguments, Given } from './flags.ts';
import { UsageError, format, number, readArguments } from './flags.ts';
import { endWithoutOutput, legible } from './output.ts';

/** What a question needs. */
interface Settings {
  readonly format: Format;
  readonly pool: PoolOptions;
  /** Questions of standard input that are asked at once. */
  readonly jobs: number;
  readonly asCompleted: boolean;
  /** The line to send for a question. */
  readonly lineFor: (question: string) => string;
}

/**
 * Asks; throws {@link UsageError} for a command line or a single question that can't be understood.
 *
 * @returns the exit status: 0 found, 1 nothing found, 2 a question that is not understood, 3 no answer
 */
export async function ask(args: readonly string[]): Promise<number> {
  const line = readArguments(args, COMMANDS.ask.flags);
  if (line.help || line.version) return tell(line);
  const settings = settingsOf(line.given);
  const question = line.words.join(' ').trim();
  endWithoutOutput();
  try {
    if (question !== '-' && line.words.length > 0) return await askOne(question, settings);
    if (question === '' && process.stdin.isTTY && process.stdout.isTTY) return await converse(settings);
    return await askMany(settings);
  } catch (error) {
    if (!(error instanceof ConnectionError || error instanceof ProtocolError)) throw error;
    console.error(legible(`mojifinder: ${error.message}`));
    return 3;
  }
}

/** Loads the help module only here: it needs data versions, which asking does not. */
async function tell(line: Arguments): Promise<number> {
  await (await import('./help.ts')).tellIfAsked(line);
  return 0;
}

function settingsOf(given: Given): Settings {
  const { server, plain, timeout, jobs, asCompleted } = CLIENT_FLAGS;
  const named = given[server.name];
  return {
    format: format(given),
    pool: {
      servers: Array.isArray(named) ? named.map(String) : [server.value],
      timeout: number(given, timeout) * 1000,
    },
    jobs: number(given, jobs),
    asCompleted: given[asCompleted.name] === true,
    lineFor: given[plain.name] === true ? (question) => question : byMeaning,
  };
}

/** A pool; throws {@link UsageError} for what is not an address. */
function poolOf(format: Format, options: PoolOptions): RawPool {
  try {
    return rawPool(format, options);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

/** Asks one question and prints its reply as the server sent it, except for an error, which goes to standard error. */
async function askOne(question: string, { format, pool, lineFor }: Settings): Promise<number> {
  const isOfSession = /^\/(?:format|quit)\b/i.test(question);
  const refusal = isOfSession ? `${question} only works in a session` : unsendable(question);
  if (refusal !== undefined) throw new UsageError(refusal);
  const servers = poolOf(format, { ...pool, size: 1 });
  const out = printer(process.stdout, lookOf(process.stdout, process.env));
  try {
    const reply = servers.send(isCommand(question) ? question : lineFor(question));
    for (let lines = await reply.next(); lines !== undefined; lines = await reply.next()) {
      out.print(lines);
      await out.ready();
    }
    const { line, status } = reply.ending();
    if (status.kind === 'error') throw new UsageError(status.message);
    out.print(line);
    return status.kind === 'ok' || status.shown > 0 ? 0 : 1;
  } finally {
    await out.flush();
    await servers.close();
  }
}

async function converse({ format, pool, lineFor }: Settings): Promise<number> {
  const { session } = await import('./asking/session.ts');
  return session({
    input: process.stdin,
    output: process.stdout,
    look: lookOf(process.stdout, process.env),
    format,
    connect: (asked) => poolOf(asked, { ...pool, size: 1 }),
    lineFor,
  });
}

async function askMany({ format, pool, jobs, asCompleted, lineFor }: Settings): Promise<number> {
  const { askAsCompleted, askInOrder } = await import('./asking/many.ts');
  const { manyOf } = await import('./asking/standard-input.ts');
  // Answers of one connection come in order, sixteen in a packet; more connections let a quick answer pass a slow one.
  const size = asCompleted ? Math.min(jobs, 4) : Math.ceil(jobs / 16);
  const servers = poolOf(format, { ...pool, size });
  const all = asCompleted ? askAsCompleted : askInOrder;
  try {
    const asking = { pool: servers, format, jobs, lineFor };
    return await manyOf((questions, out, outcomes) => all(questions, { ...asking, out, outcomes }));
  } finally {
    await servers.close();
  }
}
