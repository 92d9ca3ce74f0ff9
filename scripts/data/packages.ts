import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fact } from './facts.ts';
import { record, text } from './shapes.ts';

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where the packages go. Git ignores it. */
const FOLDER = path.join(ROOT, '.data-packages');

/**
 * What the data is made of, next to the Consortium's files: each at the one version that its facts were checked with.
 */
const PACKAGES = {
  '@unicode/unicode-18.0.0': '2.0.7',
  'cldr-annotations-full': '48.2.0',
  'cldr-annotations-derived-full': '48.2.0',
  'cldr-core': '48.2.0',
  'cldr-localenames-full': '48.2.0',
  'cldr-misc-full': '48.2.0',
  'cldr-numbers-full': '48.2.0',
  'emojibase-data': '17.0.0',
  'character-entities': '2.0.2',
  unicode2latex: '7.0.33',
  keysym: '0.0.6',
} as const;

/** Installs the packages unless these very versions are there already. */
export async function fetchPackages(): Promise<void> {
  const wanted = Object.entries(PACKAGES);
  const there = await Promise.all(wanted.map(async ([name, version]) => (await installed(name)) === version));
  if (there.every(Boolean)) return;
  await mkdir(FOLDER, { recursive: true });
  const names = wanted.map(([name, version]) => `${name}@${version}`);
  await npm(['install', '--prefix', '.', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', ...names]);
  for (const [name, version] of wanted) {
    fact((await installed(name)) === version, `${name}: version ${version} could not be installed`);
  }
}

/** Whether a package has a file. */
export function isThere(file: string): boolean {
  return existsSync(path.join(FOLDER, 'node_modules', file));
}

/** A JSON file of a package: `cldr-core/package.json`. */
export async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(path.join(FOLDER, 'node_modules', file), 'utf8'));
}

/** What a module of a package exports by default: `@unicode/unicode-18.0.0/Names/index.mjs`. */
export async function importDefault(file: string): Promise<unknown> {
  return importNamed(file, 'default');
}

/** What a module of a package exports by a name. */
export async function importNamed(file: string, name: string): Promise<unknown> {
  const module: unknown = await import(pathToFileURL(path.join(FOLDER, 'node_modules', file)).href);
  return record(module, file)[name];
}

/** The folders in a folder of a package, in the order of their names. */
export async function foldersOf(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(FOLDER, 'node_modules', folder), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
}

/** The version of a package that is there, or nothing. */
async function installed(name: string): Promise<string | undefined> {
  try {
    const manifest = record(await readJson(path.join(name, 'package.json')), name);
    return text(manifest['version'], `${name}: version`);
  } catch {
    return undefined;
  }
}

async function npm(args: readonly string[]): Promise<void> {
  const code = await new Promise((resolve, reject) => {
    const child = spawn('npm', args, {
      cwd: FOLDER,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.once('error', reject);
    child.once('close', resolve);
  });
  fact(code === 0, 'npm could not install the packages of the data');
}
