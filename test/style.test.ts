/** What `.editorconfig` asks of every text of the project, and the formatter's rules that a package would enforce. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const WIDTH = 120;

const written = ['src', 'scripts', 'test'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
);
const others = ['README.md', 'CHANGELOG.md', 'LICENSE', 'package.json', 'tsconfig.json', '.editorconfig', '.ci/run'];
const texts = [...written, ...others].filter(
  (path) => /\.(ts|md|json|sh|cfg|service|socket|html|css|editorconfig)$|LICENSE$|\.ci\/run$/.test(path) && !isData(path),
);

function isData(path: string): boolean {
  return path.includes('unicode/data/');
}

/** What is wrong with a line, if anything is. */
function faultOf(line: string, path: string): string | undefined {
  if (/[ \t]$/.test(line)) return 'a space at the end';
  if (/^ *\t/.test(line)) return 'indented with a tab';
  // Tables, what a server answers, lists of words and regular expressions can't be broken.
  const isList = path.startsWith('test/') || (line.match(/'/g)?.length ?? 0) >= 6 || /\[\\[pu]|^ *\/[^*/]/.test(line);
  const mayBeLong = isList || path.endsWith('.md') || /https?:\/\/|'[^']{60}|`[^`]{60}|"[^"]{60}|\/.{60}\//.test(line);
  if ([...line].length > WIDTH && !mayBeLong) return `${[...line].length} columns`;
  if (path.endsWith('.ts') && /^ *(?:import|export) .* from "/.test(line)) return 'double quotes';
  return undefined;
}

test('no text has lines that are indented with tabs, end with spaces or are too long, or an unfinished last line', () => {
  for (const path of texts) {
    const text = readFileSync(join(ROOT, path), 'utf8');
    assert.ok(text.endsWith('\n') && !text.endsWith('\n\n'), `${path} ends with one line end`);
    assert.ok(!text.includes('\r\n'), `${path} has LF line ends`);
    for (const [at, line] of text.split('\n').entries()) {
      const fault = faultOf(line, path);
      assert.equal(fault, undefined, `${path}:${at + 1}: ${fault ?? ''}`);
    }
  }
});

test('no module of the program has more than 400 lines', () => {
  for (const path of texts.filter((each) => each.endsWith('.ts') && !each.startsWith('test/'))) {
    const lines = readFileSync(join(ROOT, path), 'utf8').split('\n').length - 1;
    assert.ok(lines <= 400, `${path} has ${lines}`);
  }
});
