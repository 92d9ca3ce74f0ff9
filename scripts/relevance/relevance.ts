/**
 * `npm run relevance [FILE…]`: how well asking by meaning understands people. Each file has questions with the
 * characters that they may mean; without one, those in test/search/questions are asked. It fails below the bars.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openIndex } from '../../src/search/index/moji-index.ts';
import { answering, asking } from './asking.ts';
import { barsOf, failures, measure, readQuestions } from './measure.ts';

const OWN = fileURLToPath(new URL('../../test/search/questions/', import.meta.url));

const given = process.argv.slice(2);
const files = given.length > 0 ? given : readdirSync(OWN).sort().map((file) => `${OWN}${file}`);
const index = openIndex();
const [ask, answer] = [asking(index), answering(index)];

for (const file of files) {
  const relevance = measure(readQuestions(readFileSync(file, 'utf8')), ask, answer);
  const bars = barsOf(file);
  console.log(`${file}: ${relevance.questions} questions`);
  for (const [what, share] of Object.entries(relevance.shares)) {
    const bar = bars[what];
    console.log(`  ${what.padEnd(22)} ${(100 * share).toFixed(1)} %${bar === undefined ? '' : ` (at least ${100 * bar} %)`}`);
  }
  console.log(`  ${'mean reciprocal rank'.padEnd(22)} ${relevance.reciprocalRank.toFixed(3)}`);
  console.log(`  ${'time a question'.padEnd(22)} median ${relevance.median.toFixed(0)} µs, 99 % ${relevance.late.toFixed(0)} µs`);
  if (!file.endsWith('held-out.tsv')) {
    for (const { question, rank } of relevance.missed) {
      console.log(`    ${rank === 0 ? 'not found' : `place ${rank}`}: ${question}`);
    }
  }
  for (const failure of failures(relevance, bars)) {
    console.log(`  below the bar: ${failure}`);
    process.exitCode = 1;
  }
}
