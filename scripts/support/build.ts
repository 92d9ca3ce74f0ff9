/** The program as it is built: what is measured, attacked and tested is what users run. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The file to run of the program in `dist/`. */
export const MAIN = join(ROOT, 'dist/main.js');

/** What a build writes is for people to read; reports alone go to stdout. */
const STDERR = 2;

/** Builds `dist/`, unless what is there is newer than all its sources. */
export function build(): void {
  const sources = join(ROOT, 'src');
  const paths = readdirSync(sources, { recursive: true, encoding: 'utf8' });
  const newest = Math.max(...paths.map((path) => changed(join(sources, path))));
  if (changed(MAIN) <= newest) buildDist();
}

/** Builds the program into a folder; the file to run. */
export function buildInto(folder: string): string {
  const dist = join(folder, 'dist');
  buildDist(dist);
  return join(dist, 'main.js');
}

function buildDist(...dist: readonly string[]): void {
  const script = ['--import', 'tsx', 'scripts/build.ts', ...dist];
  const { status } = spawnSync(process.execPath, script, { cwd: ROOT, stdio: ['ignore', STDERR, STDERR] });
  if (status !== 0) throw new Error('the build failed');
}

/** When a file was changed; one that is not there never was. */
function changed(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
