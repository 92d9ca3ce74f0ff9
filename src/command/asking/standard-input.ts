/** Questions of standard input, answers on standard output, progress and the summary on standard error. */
import type { Outcomes } from './outcomes.ts';
import { exitStatus, noOutcomes, summary } from './outcomes.ts';
import { showProgress, sizeOf } from './progress.ts';
import type { Question } from './questions.ts';
import { questionsOf } from './questions.ts';
import type { Printer } from './screen.ts';
import { lookOf, printer } from './screen.ts';

/** Answers questions: prints the replies, and counts what becomes of them. */
export type Answering = (
  questions: AsyncIterable<readonly Question[]>,
  out: Printer,
  outcomes: Outcomes,
) => Promise<void>;

/** Has the questions of standard input answered; the exit status. */
export async function manyOf(answer: Answering): Promise<number> {
  const { stdin, stdout, stderr } = process;
  const outcomes = noOutcomes();
  const source = { size: sizeOf(stdin.fd), get bytesRead() { return bytesReadOf(stdin); } };
  const out = printer(stdout, lookOf(stdout, process.env));
  // Progress among answers would be lost, and in the way.
  const hide = showProgress(stderr.isTTY && !stdout.isTTY ? stderr : undefined, outcomes, source);
  try {
    await answer(questionsOf(stdin), out, outcomes);
    await out.flush();
  } finally {
    hide();
  }
  stderr.write(`${summary(outcomes)}\n`);
  return exitStatus(outcomes);
}

/** Files and sockets count what was read of them; terminals do not. */
function bytesReadOf(stream: object): number | undefined {
  return 'bytesRead' in stream && typeof stream.bytesRead === 'number' ? stream.bytesRead : undefined;
}
