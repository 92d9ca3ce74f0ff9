/** `mojifinder find`: queries, answered without a server. */
import { lineOf } from '../bytes/line.ts';
import { drainSink, gathering } from '../bytes/sink.ts';
import { statusOf } from '../client/protocol.ts';
import { answersFrom, reply, searcher } from '../search/answer.ts';
import type { Format } from '../search/reply/format.ts';
import type { MojiIndex } from '../search/index/moji-index.ts';
import { openIndex } from '../search/index/moji-index.ts';
import { QueryError } from '../search/query/error.ts';
import type { Outcomes } from './asking/outcomes.ts';
import { answered, notUnderstood } from './asking/outcomes.ts';
import type { Question } from './asking/questions.ts';
import type { Printer } from './asking/screen.ts';
import { lookOf, printer } from './asking/screen.ts';
import { manyOf } from './asking/standard-input.ts';
import { COMMANDS } from './commands.ts';
import { UsageError, readFlags } from './flags.ts';
import { tellIfAsked } from './help.ts';
import { endWithoutOutput } from './output.ts';

/**
 * Answers the query on a command line, or with `-` the queries on standard input.
 *
 * @returns the exit status: 0 if anything was found, 2 if one of many queries is bad, else 1
 * @throws UsageError where the only query is bad
 */
export async function find(args: readonly string[]): Promise<number> {
  const line = readFlags(args, COMMANDS.find.flags);
  if (await tellIfAsked(line)) return 0;
  const query = line.words.join(' ').trim();
  if (query === '') throw new UsageError("find what? Write words of a name, as in 'mojifinder find cat face'");
  const { format } = line.settings;
  endWithoutOutput();
  const index = openIndex();
  if (query === '-') return manyOf((questions, out, outcomes) => findAll(index, questions, format, out, outcomes));
  try {
    return await findOne(index, query, format);
  } catch (error) {
    throw error instanceof QueryError ? new UsageError(error.message) : error;
  }
}

async function findOne(index: MojiIndex, query: string, format: Format): Promise<number> {
  const out = printer(process.stdout, lookOf(process.stdout, process.env));
  const sink = gathering(index.characters.block);
  const tally = { results: 0 };
  await print(drainSink(sink, reply(searcher(index, sink), query, format, tally)), out);
  await out.flush();
  return tally.results > 0 ? 0 : 1;
}

async function findAll(
  index: MojiIndex,
  questions: AsyncIterable<readonly Question[]>,
  format: Format,
  out: Printer,
  outcomes: Outcomes,
): Promise<void> {
  const sink = gathering(index.characters.block);
  const answerer = answersFrom(index, sink);
  for await (const some of questions) {
    for (const question of some) {
      if (question.refusal !== undefined) {
        out.print(Buffer.from(answerer.fail(question.refusal, format), 'latin1'));
        notUnderstood(outcomes, question, question.refusal);
        continue;
      }
      const steps = answerer.answer(lineOf(question.text), format, { results: 0 });
      const last = await print(drainSink(sink, steps), out);
      answered(outcomes, question, statusOf(last.subarray(last.lastIndexOf('\n', -2) + 1)));
    }
    await out.flush();
  }
}

/** Prints the pieces of a reply; the last of them, which ends with the status line. */
async function print(pieces: Iterable<Buffer>, out: Printer): Promise<Buffer> {
  let last: Buffer = Buffer.alloc(0);
  for (const piece of pieces) {
    // A copy: the sink writes over what was taken.
    last = Buffer.from(piece);
    out.print(last);
    await out.ready();
  }
  return last;
}
