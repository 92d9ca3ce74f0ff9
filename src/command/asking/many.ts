/**
 * Many questions through a pool, a limited number of them at once. The pool retries failures; a question that it gives
 * up gets an error instead of a reply, so there is one status line for each question.
 *
 * Invariant: no more questions than `jobs` are in flight, and no more of their replies is held than the pool and
 * {@link MAX_HELD} allow, so that the memory does not grow with the number of questions or the size of replies.
 */
import { ConnectionError } from '../../client/errors.ts';
import { Unreachable } from '../../client/pool.ts';
import type { RawPool } from '../../client/pool.ts';
import type { Format } from '../../client/protocol.ts';
import { ProtocolError, RULE, isJson, refusalOf } from '../../client/protocol.ts';
import type { Reply } from '../../client/reply.ts';
import type { Outcomes } from './outcomes.ts';
import { answered, notAnswered, notUnderstood } from './outcomes.ts';
import type { Question } from './questions.ts';
import type { Printer } from './screen.ts';

export interface Asking {
  readonly pool: RawPool;
  readonly format: Format;
  /** Questions in flight at most. */
  readonly jobs: number;
  /** The line to send for a question. */
  readonly lineFor: (question: string) => string;
  readonly out: Printer;
  readonly outcomes: Outcomes;
}

/** A question that was asked, or that can't be. */
interface Asked {
  readonly question: Question;
  readonly reply: Reply | undefined;
  readonly refusal: string | undefined;
}

/** Bytes of a reply that are kept until it is complete; a longer one is printed as it comes, and others wait for it. */
const MAX_HELD = 64 * 1024;

/** Prints the answers in the order of the questions, each as soon as it and those before it have come. */
export async function askInOrder(questions: AsyncIterable<readonly Question[]>, asking: Asking): Promise<void> {
  const { jobs, outcomes } = asking;
  const window: Asked[] = [];
  /** The answer that is being printed; undefined if none has to be waited for. */
  let printing: Promise<void> | undefined;

  /** Prints the next answer, unless one is being printed; returns what to wait for, if anything. */
  function print(): Promise<void> | undefined {
    const next = printing === undefined ? window.shift() : undefined;
    if (next === undefined || printAtOnce(next, asking)) return printing;
    return (printing = printReply(next, asking).then(() => void (printing = undefined)));
  }

  /** Prints until some more questions have come. */
  async function printUntil(more: Promise<unknown>): Promise<void> {
    let hasCome = false;
    const come = (): void => void (hasCome = true);
    const coming = more.then(come, come);
    while (!hasCome && (printing !== undefined || window.length > 0)) {
      await Promise.race([coming, print()]);
    }
  }

  async function askAll(some: readonly Question[]): Promise<void> {
    for (const question of some) {
      while (window.length + (printing === undefined ? 0 : 1) >= jobs) {
        const printed = print();
        if (printed !== undefined) await printed;
      }
      if (outcomes.stopped !== undefined) return;
      window.push(ask(question, asking));
    }
  }

  const blocks = questions[Symbol.asyncIterator]();
  while (outcomes.stopped === undefined) {
    const block = blocks.next();
    await printUntil(block);
    const { value, done } = await block;
    if (done === true) break;
    await askAll(value);
  }
  while (printing !== undefined || window.length > 0) {
    await print();
  }
}

/** Prints each answer after its question, as soon as it is complete. */
export async function askAsCompleted(questions: AsyncIterable<readonly Question[]>, asking: Asking): Promise<void> {
  const { jobs, outcomes } = asking;
  const next = oneByOne(questions);
  const output = semaphore(1);
  async function work(): Promise<void> {
    for (let question = await next(); question !== undefined; question = await next()) {
      await printCompleted(ask(question, asking), asking, output);
      if (outcomes.stopped !== undefined) return;
    }
  }
  await Promise.all(Array.from({ length: jobs }, work));
}

function ask(question: Question, { pool, lineFor }: Asking): Asked {
  const refusal = question.refusal ?? refusalOf(question.text);
  return { question, refusal, reply: refusal === undefined ? pool.send(lineFor(question.text)) : undefined };
}

/** Prints what has come of a reply, if the output is ready; returns whether that was all of it. */
function printAtOnce({ question, reply }: Asked, asking: Asking): boolean {
  const { out } = asking;
  if (reply === undefined || out.ready() !== undefined) return false;
  for (let lines = reply.poll(); lines !== undefined; lines = reply.poll()) out.print(lines);
  if (reply.isComplete) conclude(reply, question, asking);
  return reply.isComplete;
}

/** Prints a reply as it comes. */
async function printReply(asked: Asked, asking: Asking): Promise<void> {
  const { out, outcomes } = asking;
  const { reply, question } = asked;
  if (reply === undefined) return printRefusal(asked, asking);
  try {
    if (outcomes.stopped !== undefined) throw new Unreachable('', outcomes.stopped);
    for (let lines = await reply.next(); lines !== undefined; lines = await reply.next()) {
      out.print(lines);
      await out.ready();
    }
    conclude(reply, question, asking);
  } catch (error) {
    giveUp(error, asked, asking);
  }
}

/** Waits for a reply, and prints its question and then all of it. */
async function printCompleted(asked: Asked, asking: Asking, output: Semaphore): Promise<void> {
  const { out } = asking;
  const { reply } = asked;
  let held: Buffer[] = [];
  let bytes = 0;
  let release: (() => void) | undefined;

  async function begin(): Promise<void> {
    release = await output();
    out.print(`${questionLine(asked.question, asking.format)}\n`);
    for (const lines of held) out.print(lines);
    held = [];
  }

  try {
    for (let lines = await reply?.next(); lines !== undefined; lines = await reply?.next()) {
      if (release !== undefined) {
        out.print(lines);
        await out.ready();
        continue;
      }
      held.push(lines);
      bytes += lines.length;
      if (bytes > MAX_HELD) await begin();
    }
    if (release === undefined) await begin();
    if (reply === undefined) printRefusal(asked, asking);
    else conclude(reply, asked.question, asking);
  } catch (error) {
    if (release === undefined) await begin();
    giveUp(error, asked, asking);
  } finally {
    release?.();
  }
}

function conclude(reply: Reply, question: Question, { out, outcomes }: Asking): void {
  const { line, status } = reply.ending();
  out.print(line);
  answered(outcomes, question, status);
}

function printRefusal({ question, refusal = '' }: Asked, { out, outcomes, format }: Asking): void {
  out.print(`${errorLine(refusal, format)}\n`);
  notUnderstood(outcomes, question, refusal);
}

/** Says why there is no answer. If no server is left, the remaining questions are not asked. */
function giveUp(error: unknown, { question, reply }: Asked, { out, outcomes, format }: Asking): void {
  if (!(error instanceof ConnectionError || error instanceof ProtocolError)) throw error;
  reply?.discard();
  if (error instanceof Unreachable) outcomes.stopped ??= error.message;
  out.print(`${errorLine(error.message, format)}\n`);
  notAnswered(outcomes, question, error.message);
}

function errorLine(message: string, format: Format): string {
  return isJson(format) ? JSON.stringify({ status: 'error', message }) : `${RULE} error: ${message}`;
}

function questionLine({ text }: Question, format: Format): string {
  return isJson(format) ? JSON.stringify({ question: text }) : `?> ${text}`;
}

/** Gives the questions one by one, to any number of callers at a time. */
function oneByOne(questions: AsyncIterable<readonly Question[]>): () => Promise<Question | undefined> {
  const blocks = questions[Symbol.asyncIterator]();
  let block: Iterator<Question> = [][Symbol.iterator]();
  let reading: Promise<boolean> | undefined;

  async function read(): Promise<boolean> {
    const { value, done } = await blocks.next();
    reading = undefined;
    if (!done) block = value[Symbol.iterator]();
    return !done;
  }

  return async () => {
    for (;;) {
      const { value, done } = block.next();
      if (!done) return value;
      if (!(await (reading ??= read()))) return undefined;
    }
  };
}

/** Resolves when a slot is free, with a function that releases it. */
type Semaphore = () => Promise<() => void>;

function semaphore(room: number): Semaphore {
  const waiting: (() => void)[] = [];
  let free = room;
  const release = (): void => {
    const next = waiting.shift();
    if (next === undefined) free++;
    else next();
  };
  return async () => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    return release;
  };
}
