/** Questions of standard input, answers on standard output, progress and the summary on standard error. */
import type { Outcomes } from './outcomes.ts';
import { exitStatus, noOutcomes, summary } from './outcomes.ts';
import { showProgress, sizeOf } from './progress.ts';
import type { Question } from './questions.ts';
import { questionsOf } from './questions.ts';
import type { Printer } from './screen.ts';
import { lookOf, printer } from './screen.ts';
import { legible } from '../output.ts';

/** Answers questions: prints the replies, and counts what becomes of them. */
type Answering = (
  questions: AsyncIterable<readonly Question[]>,
  out: Printer,
  outcomes: Outcomes,
) => Promise<void>;

/** The exit status of a program that Ctrl-C ends, as shells report it: 128 plus the number of the signal. */
const INTERRUPTED = 130;

/** Answers the questions of standard input; returns the exit status. Ctrl-C stops it with what is answered by then. */
export async function manyOf(answer: Answering): Promise<number> {
  const { stdin, stdout, stderr } = process;
  const outcomes = noOutcomes();
  const source = { size: sizeOf(stdin.fd), get bytesRead() { return bytesReadOf(stdin); } };
  const out = printer(stdout, lookOf(stdout, process.env));
  // Progress among answers would be lost, and in the way.
  const hide = showProgress(stderr.isTTY && !stdout.isTTY ? stderr : undefined, outcomes, source);
  async function conclude(): Promise<void> {
    await out.flush();
    stderr.write(legible(`${summary(outcomes)}\n`));
  }

  function interrupt(): void {
    outcomes.stopped ??= 'interrupted';
    hide();
    void conclude().then(() => process.exit(INTERRUPTED));
  }

  // Once: a second Ctrl-C ends the process even if nobody reads its output.
  process.once('SIGINT', interrupt);
  try {
    await answer(questionsOf(stdin), out, outcomes);
  } finally {
    process.off('SIGINT', interrupt);
    hide();
  }
  await conclude();
  return exitStatus(outcomes);
}

/** Files and sockets count what was read of them; terminals do not. */
function bytesReadOf(stream: object): number | undefined {
  return 'bytesRead' in stream && typeof stream.bytesRead === 'number' ? stream.bytesRead : undefined;
}
