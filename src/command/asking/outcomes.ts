/** What became of many questions: counts, the first complaints, the summary of them, and the exit status. */
import type { Status } from '../../client/protocol.ts';
import { grouped } from '../grouped.ts';
import type { Question } from './questions.ts';

/** How many questions had which outcome, and what is to be said of them. */
export interface Outcomes {
  found: number;
  /** Understood, and nothing found. */
  nothing: number;
  /** Not understood, by the server or because they can't be sent. */
  bad: number;
  /** Not answered by any server. */
  failed: number;
  /** Why every further question was given up, if so. */
  stopped: string | undefined;
  readonly complaints: string[];
  /** In milliseconds of `performance.now()`. */
  readonly since: number;
}

/** Complaints that the summary shows: enough to see what is wrong, few enough to see them all. */
const MAX_COMPLAINTS = 10;

/** The outcomes of no question yet. */
export function noOutcomes(): Outcomes {
  return { found: 0, nothing: 0, bad: 0, failed: 0, stopped: undefined, complaints: [], since: performance.now() };
}

/** Counts an answer. */
export function answered(outcomes: Outcomes, question: Question, status: Status): void {
  if (status.kind === 'error') notUnderstood(outcomes, question, status.message);
  else if (status.kind === 'found' && status.shown > 0) outcomes.found++;
  else outcomes.nothing++;
}

/** Counts a question that was not understood. */
export function notUnderstood(outcomes: Outcomes, question: Question, why: string): void {
  outcomes.bad++;
  complain(outcomes, question, why);
}

/** Counts a question that no server answered. */
export function notAnswered(outcomes: Outcomes, question: Question, why: string): void {
  outcomes.failed++;
  complain(outcomes, question, why);
}

function complain({ complaints }: Outcomes, { number }: Question, why: string): void {
  if (complaints.length < MAX_COMPLAINTS) complaints.push(`line ${number}: ${why}`);
}

/** How many questions have an outcome. */
export function count({ found, nothing, bad, failed }: Outcomes): number {
  return found + nothing + bad + failed;
}

/** Questions a second so far. */
export function rate(outcomes: Outcomes): number {
  return count(outcomes) / Math.max(0.001, (performance.now() - outcomes.since) / 1000);
}

/** What to tell at the end, in lines. */
export function summary(outcomes: Outcomes): string {
  const { found, nothing, bad, failed, stopped, complaints, since } = outcomes;
  const all = count(outcomes);
  const parts = [`${grouped(found)} found`, `${grouped(nothing)} found nothing`];
  if (bad > 0) parts.push(`${grouped(bad)} not understood`);
  if (failed > 0) parts.push(`${grouped(failed)} not answered`);
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  const more = bad + failed - complaints.length;
  return [
    ...complaints,
    ...(more > 0 ? [`… and ${grouped(more)} more`] : []),
    ...(stopped === undefined ? [] : [`stopped: ${stopped}`]),
    `${grouped(all)} ${all === 1 ? 'question' : 'questions'}: ${parts.join(', ')}; ` +
      `${seconds} s, ${grouped(rate(outcomes))}/s`,
  ].join('\n');
}

/** 3 if a question was not answered, else 2 if one was not understood, else 0 if anything was found, else 1. */
export function exitStatus({ found, bad, failed }: Outcomes): number {
  if (failed > 0) return 3;
  if (bad > 0) return 2;
  return found > 0 ? 0 : 1;
}
