import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { bundle } from '../scripts/bundle.ts';
import { temporaryFolder } from '../scripts/support/temporary-folder.ts';

/** Writes modules into a folder, bundles one of them, and runs it there alone; what it prints. */
function runBundled(entry: string, modules: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, code] of Object.entries(modules)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), code);
  }
  const bundled = bundle(folder, entry);
  for (const path of Object.keys(modules)) writeFileSync(join(folder, path), "throw new Error('not bundled');\n");
  writeFileSync(join(folder, entry), bundled);
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(folder, entry)], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout.replaceAll(`file://${folder}`, '…');
}

describe('a bundle', () => {
  test('runs each module once, when it is first imported, whatever names it uses', () => {
    const printed = runBundled('command/main.js', {
      'command/main.js': `
import { value as first } from '../one.js';
import { EOL } from 'node:os';
const value = 'main';
console.log(first(), value, EOL === '\\n');
import('./two.js').then(async ({ Thing }) => {
  console.log(new Thing() instanceof Thing, (await import('../one.js')).value());
});
`,
      'command/two.js': "import { value } from '../one.js';\nconsole.log('two');\nexport class Thing {\n  of = value();\n}\n",
      'one.js': "console.log('one');\nexport function value() {\n  return '1';\n}\n",
    });
    assert.equal(printed, 'one\n1 main true\ntwo\ntrue 1\n');
  });

  test('tells each module where it was', () => {
    const printed = runBundled('command/main.js', {
      'command/main.js': "import { here } from '../data/one.js';\nconsole.log(here, import.meta.url);\n",
      'data/one.js': 'export const here = import.meta.url;\n',
    });
    assert.equal(printed, '…/data/one.js …/command/main.js\n');
  });

  test('refuses imports and exports that it does not know', () => {
    for (const code of ["import * as all from './b.js';\n", "export * from './b.js';\n", 'export default 1;\n']) {
      assert.throws(() => runBundled('a.js', { 'a.js': code, 'b.js': '' }), /a\.js has what the bundle does not know: /);
    }
  });
});
