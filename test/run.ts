/**
 * Runs the tests: all of them, or those whose path has one of the words of the command line. At the end it says which
 * programs were missing, and how many tests were skipped for that. With `--all`, a skipped test is a failure.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { spec, tap } from 'node:test/reporters';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildInto } from '../scripts/support/build.ts';
import { temporaryFolder } from '../scripts/support/temporary-folder.ts';
import { MISSING } from './needs.ts';
import { BUILT } from './program.ts';

/** Milliseconds after which a process of tests has failed: a net under tests that hang. */
const TIMEOUT = 240_000;

/**
 * Folders of tests that only compute: they start nothing and wait for nothing. The files of one run in one process, as
 * to start a process takes longer than most of them, and as they share what they open.
 */
const COMPUTING = ['search', 'unicode', 'bytes', 'support'];

const folder = fileURLToPath(new URL('./', import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { all: { type: 'boolean' } } });
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.test.ts'));
const chosen = paths.filter((path) => positionals.length === 0 || positionals.some((word) => path.includes(word)));
if (chosen.length === 0) {
  console.error(`test: no file of tests has '${positionals.join("' or '")}' in its path under ${relative('.', folder)}`);
  process.exit(2);
}

process.env[BUILT] = buildInto(temporaryFolder());

/** How many tests were skipped, by what was missing. */
const skipped = new Map<string, number>();
// Of those that run alone, files in no folder come first, since they take longest.
const inOrder = chosen.sort((a, b) => Number(a.includes('/')) - Number(b.includes('/')) || (a < b ? -1 : 1));
const files = grouped(inOrder.map((path) => join(folder, path)));
// One more than there are processors: some tests mostly wait.
const tests = run({ files, timeout: TIMEOUT, concurrency: availableParallelism() + 1 });
tests.on('test:fail', () => (process.exitCode = 1));
tests.on('test:pass', ({ skip }) => {
  if (skip === undefined || skip === false) return;
  const reason = String(skip).replace(MISSING, '');
  skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
});
const lines = tests.compose(process.stdout.isTTY ? new spec() : tap);
lines.on('end', () => {
  for (const [reason, count] of skipped) console.log(`# missing: ${reason} (${count} ${count === 1 ? 'test' : 'tests'} skipped)`);
  if (values.all === true && skipped.size > 0) process.exitCode = 1;
});
lines.pipe(process.stdout);

/** The files to run: for those of a folder that only computes, one that imports them. */
function grouped(files: readonly string[]): string[] {
  const written = temporaryFolder();
  const alone = new Set(files);
  const together = COMPUTING.flatMap((name) => {
    const group = files.filter((file) => file.startsWith(join(folder, name, '/')));
    if (group.length < 2) return [];
    for (const each of group) alone.delete(each);
    const file = join(written, `${name}.test.mjs`);
    writeFileSync(file, group.map((each) => `import ${JSON.stringify(pathToFileURL(each).href)};\n`).join(''));
    return [file];
  });
  return [...together, ...alone];
}
