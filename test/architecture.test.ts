/** The layers of the program, and which of them may import which: `src/README.md` says why. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** From the bottom up; each layer may import those that it names, and itself. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  'src/bytes/': [],
  'src/unicode/': ['src/bytes/'],
  'src/search/words/': ['src/bytes/normalize.ts'],
  'src/search/sets/': ['src/bytes/arena.ts'],
  'src/search/query/': ['src/bytes/', 'src/unicode/properties.ts', 'src/search/words/'],
  'src/search/once.ts': [],
  'src/search/kept-file.ts': ['src/bytes/checksum.ts'],
  'src/search/meaning/': ['src/bytes/', 'src/unicode/', 'src/search/once.ts', 'src/search/kept-file.ts'],
  'src/search/index/': ['src/bytes/', 'src/unicode/', 'src/search/words/', 'src/search/sets/', 'src/search/once.ts',
    'src/search/kept-file.ts', 'src/search/meaning/open.ts'],
  'src/search/match/': ['src/bytes/', 'src/unicode/', 'src/search/words/', 'src/search/sets/', 'src/search/query/',
    'src/search/index/', 'src/search/meaning/ask.ts', 'src/search/meaning/small-words.ts'],
  'src/search/reply/': ['src/bytes/', 'src/unicode/', 'src/search/'],
  'src/search/answer.ts': ['src/bytes/', 'src/search/'],
  'src/client/': [],
  'src/server/': ['src/bytes/', 'src/search/answer.ts', 'src/search/reply/format.ts'],
  'src/command/': ['src/bytes/', 'src/unicode/', 'src/search/', 'src/client/', 'src/server/'],
  'src/main.ts': ['src/command/'],
  'scripts/support/': ['src/client/'],
  'scripts/': ['src/'],
  'test/': ['src/', 'scripts/'],
};

const files = ['src', 'scripts', 'test'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path}`),
);

/** The modules of the project that each module imports, for types or at run time. */
const imports = new Map(files.map((file) => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const named = [...text.matchAll(/^(?:import|export)\b[^;]*?from '(\.[^']+\.ts)';/gms)].map(([, path = '']) => path);
  return [file, named.map((path) => normalize(join(dirname(file), path)))];
}));

test('modules import only layers below their own', () => {
  for (const [file, imported] of imports) {
    const layer = Object.keys(LAYERS).find((name) => file.startsWith(name)) ?? assert.fail(`${file} is in no layer`);
    for (const path of imported) {
      assert.ok(existsSync(join(ROOT, path)), `${file} imports ${path}`);
      const isAllowed = [layer, ...(LAYERS[layer] ?? [])].some((below) => path.startsWith(below));
      assert.ok(isAllowed, `${file} imports ${path}, which is not below it`);
    }
  }
});

test('no modules import each other in a circle', () => {
  const done = new Set<string>();
  function visit(file: string, path: readonly string[]): void {
    assert.ok(!path.includes(file), `a circle: ${[...path, file].join(' → ')}`);
    if (done.has(file)) return;
    for (const imported of imports.get(file) ?? []) visit(imported, [...path, file]);
    done.add(file);
  }
  for (const file of files) visit(file, []);
});
