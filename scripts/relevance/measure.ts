/**
 * Measures answers: how often the character that was meant is the first, among the first five, among the first
 * twenty.
 */
import { median, quantile } from '../support/statistics.ts';

export interface Question {
  readonly question: string;
  /** What may be meant: hexadecimal code points, those of a sequence with a plus between them. */
  readonly meant: ReadonlySet<string>;
}

/** The least shares, by what they are shares of. */
export type Bars = Readonly<Record<string, number>>;

export interface Relevance {
  readonly questions: number;
  readonly shares: { readonly first: number; readonly 'first five': number; readonly 'first twenty': number };
  readonly reciprocalRank: number;
  /** Microseconds: the median and the 99th percentile. */
  readonly median: number;
  readonly late: number;
  /** The questions whose first answer is not meant, and the place of the first that is, 0 for none. */
  readonly missed: readonly { readonly question: string; readonly rank: number }[];
}

const ENGLISH: Bars = { first: 0.85, 'first five': 0.96, 'first twenty': 0.99 };
const OTHERS: Bars = { 'first five': 0.9 };

/** How often each question is timed, after as many rounds as V8 takes to optimize what answers them. */
const ROUNDS = 5;
const WARM_UP = 10;

/** The bars for a file of questions. */
export function barsOf(file: string): Bars {
  return file.endsWith('languages.tsv') ? OTHERS : ENGLISH;
}

/** Reads a file of questions: a line each, a tab, and what may be meant, with spaces between. */
export function readQuestions(text: string): Question[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('# ')).map((line) => {
    const [question = '', meant = ''] = line.split('\t');
    return { question, meant: new Set(meant.split(' ').map(unstyled)) };
  });
}

/**
 * Asks all questions.
 *
 * @param ask gives the texts that a question finds, best first
 * @param timed what is timed of a question
 */
export function measure(
  questions: readonly Question[],
  ask: (question: string) => readonly string[],
  timed: (question: string) => void,
): Relevance {
  const ranks = questions.map(({ question, meant }) => {
    return 1 + ask(question).findIndex((text) => meant.has(unstyled(codePointsOf(text))));
  });
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const { question } of questions) {
      const start = performance.now();
      timed(question);
      if (round >= WARM_UP) times.push(1000 * (performance.now() - start));
    }
  }
  const shareOf = (most: number): number => ranks.filter((rank) => rank > 0 && rank <= most).length / ranks.length;
  return {
    questions: questions.length,
    shares: { first: shareOf(1), 'first five': shareOf(5), 'first twenty': shareOf(20) },
    reciprocalRank: ranks.reduce((sum, rank) => sum + (rank > 0 ? 1 / rank : 0), 0) / ranks.length,
    median: median(times),
    late: quantile(times, 0.99),
    missed: questions.flatMap(({ question }, i) => (ranks[i] === 1 ? [] : [{ question, rank: ranks[i] ?? 0 }])),
  };
}

/** What is below its bar, in words. */
export function failures({ shares }: Relevance, bars: Bars): string[] {
  return Object.entries(shares).flatMap(([what, share]) => {
    const bar = bars[what];
    return bar === undefined || share >= bar ? [] : [`${what}: ${(100 * share).toFixed(1)} %, not ${100 * bar} %`];
  });
}

function codePointsOf(text: string): string {
  return Array.from(text, (char) => (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')).join('+');
}

/** Without U+FE0F, which makes no difference. */
function unstyled(codePoints: string): string {
  return codePoints.replaceAll('+FE0F', '');
}
