/**
 * Builds `dist/`, or the folder it is given: the commands, each in one file; the client with its declarations; and the
 * index and the file of names, made ahead so that the program starts at once. The data that these are made from stay in
 * the checkout.
 *
 * It builds into a new folder next to the old one, and then renames both: `dist/` is missing between the two renames,
 * and never half built.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { COMMANDS } from '../src/command/commands.ts';
import { manual } from '../src/command/manual.ts';
import { keepIndex, openIndex } from '../src/search/index/moji-index.ts';
import { keptNames } from '../src/search/meaning/keep.ts';
import { bundle } from './bundle.ts';
import { manPage } from './man-page.ts';

const root = new URL('../', import.meta.url);
const dist = resolve(process.argv[2] ?? fileURLToPath(new URL('dist', root)));
const compiled = `${dist}.compiled-${process.pid}`;
const fresh = `${dist}.new-${process.pid}`;
const old = `${dist}.old-${process.pid}`;

process.on('exit', () => {
  for (const folder of [compiled, fresh, old]) rmSync(folder, { recursive: true, force: true });
});
compile('scripts/tsconfig.build.json', compiled);
for (const each of ['command', 'search/index', 'search/meaning']) mkdirSync(join(fresh, each), { recursive: true });
const commands = Object.keys(COMMANDS).map((command) => `command/${command}.js`);
for (const path of commands) writeFileSync(join(fresh, path), bundle(compiled, path));
writeFileSync(join(fresh, 'main.js'), bundle(compiled, 'main.js', commands));
writeFileSync(join(fresh, 'package.json'), '{"type":"commonjs"}\n');
// Programs import the client alone, which stays ES modules and needs declarations.
cpSync(join(compiled, 'client'), join(fresh, 'client'), { recursive: true });
compile('scripts/tsconfig.types.json', join(fresh, 'client'));
writeFileSync(join(fresh, 'client/package.json'), '{"type":"module"}\n');
const folder = pathToFileURL(`${fresh}/`);
keepIndex(new URL('search/index/', folder));
cpSync(keptNames(() => openIndex().characters), new URL('search/meaning/names.bin', folder));
const { version }: { version: string } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
writeFileSync(join(fresh, 'mojifinder.1'), manPage(manual(), version));
if (existsSync(dist)) renameSync(dist, old);
try {
  renameSync(fresh, dist);
} catch (error) {
  if (existsSync(old)) renameSync(old, dist);
  throw error;
}

/** Runs the compiler; its complaints end the build. */
function compile(project: string, into: string): void {
  const compiler = ['node_modules/typescript/bin/tsc', '-p', project, '--outDir', into];
  const { status } = spawnSync(process.execPath, compiler, { cwd: fileURLToPath(root), stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
