/** What is measured is what users run. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MAIN } from './servers.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The report alone goes to stdout. */
const STDERR = 2;

const SOURCES = `${ROOT}src`;

/** Builds the server, unless what is there is newer than all its sources. */
export function build(): void {
  const paths = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  const newest = Math.max(...paths.map((path) => changed(`${SOURCES}/${path}`)));
  if (changed(MAIN) > newest) return;
  const { status } = spawnSync('npm', ['run', 'build'], { cwd: ROOT, stdio: ['ignore', STDERR, STDERR] });
  if (status !== 0) throw new Error('the build failed');
}

/** When a file was changed; one that is not there never was. */
function changed(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
