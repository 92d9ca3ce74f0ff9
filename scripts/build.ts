/**
 * Builds `dist/`, or the folder it is given: the compiled program, the data it reads, and the index made ahead so that
 * it starts at once.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { keepIndex } from '../src/search/moji-index.ts';

const root = new URL('../', import.meta.url);
const dist = pathToFileURL(`${resolve(process.argv[2] ?? fileURLToPath(new URL('dist', root)))}/`);

rmSync(dist, { recursive: true, force: true });
const compiler = ['node_modules/typescript/bin/tsc', '-p', 'scripts/tsconfig.build.json'];
const { status } = spawnSync(process.execPath, [...compiler, '--outDir', fileURLToPath(dist)], {
  cwd: fileURLToPath(root),
  stdio: 'inherit',
});
if (status !== 0) process.exit(1);
cpSync(new URL('src/unicode/data/', root), new URL('unicode/data/', dist), { recursive: true });
keepIndex(new URL('search/index.bin', dist));
