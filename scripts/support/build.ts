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

/** What a build depends on, besides the files in `src`. */
const BUILD = [
  ...['package.json', 'tsconfig.json', 'scripts/tsconfig.build.json', 'scripts/tsconfig.types.json'],
  ...['scripts/build.ts', 'scripts/bundle.ts', 'scripts/man-page.ts'],
];

/** Builds `dist/`, unless what is there is newer than all that it is made from. */
export function build(): void {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).map((path) => join('src', path));
  const newest = Math.max(...[...BUILD, ...sources].map((path) => changed(join(ROOT, path))));
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
