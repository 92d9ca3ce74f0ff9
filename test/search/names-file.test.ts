/** The file of names that asking by meaning reads: what becomes of one that is damaged. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from '../../scripts/support/temporary-folder.ts';
import { openIndex } from '../../src/search/index/moji-index.ts';
import { decodeNames } from '../../src/search/meaning/decode.ts';
import { openNamesFile, readNames } from '../../src/search/meaning/file.ts';
import { keptNames, madeFrom } from '../../src/search/meaning/keep.ts';

/** Adds a module and those that it uses when it runs. */
function addUsed(module: URL, used: Set<string>): Set<string> {
  if (used.has(module.href)) return used;
  used.add(module.href);
  const imports = readFileSync(module, 'utf8').matchAll(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+)';/gm);
  for (const [, path = ''] of imports) addUsed(new URL(path, module), used);
  return used;
}

test('the file of names is made again when any module changes that it is made with', () => {
  const used = new Set<string>();
  for (const name of ['encode', 'file']) addUsed(new URL(`../../src/search/meaning/${name}.ts`, import.meta.url), used);
  const known = madeFrom().map(({ href }) => href);
  assert.deepEqual([...used].filter((module) => !known.includes(module)), []);
  assert.deepEqual(known.filter((file) => !file.includes('/unicode/') && !used.has(file)), []);
});

let bytes: Buffer;
const file = join(temporaryFolder(), 'names.bin');

before(() => {
  bytes = readFileSync(keptNames(() => openIndex().characters));
});

function open(): void {
  const names = openNamesFile(pathToFileURL(file)) ?? assert.fail('there is a file');
  const steps = decodeNames(readNames(names));
  while (steps.next().done !== true);
}

function changed(at: number, bit = 1): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ bit;
  return copy;
}

for (const [name, damage, fault] of [
  ['is cut off', () => bytes.subarray(0, bytes.length - 1), 'it is cut off'],
  ['is empty', () => Buffer.alloc(0), 'it is cut off'],
  ['is another file', () => Buffer.from('hello, world: these are no names'), 'it is not a file of names'],
  ['has another layout', () => changed(8), 'its layout is 6, and this program reads 7'],
  ['has a description that is too long', () => changed(15, 0x80), 'it is cut off'],
  ['has a byte of its description changed', () => changed(100), 'it is damaged'],
  ['has a byte of its names changed', () => changed(bytes.length - 1_000_000), 'it is damaged'],
] as const) {
  test(`a file of names that ${name} is named in one line`, () => {
    writeFileSync(file, damage());
    assert.throws(open, { message: `Can't use the names in ${file}: ${fault}; install again, or run npm run build.` });
  });
}

test('a missing file is not a fault', () => {
  assert.equal(openNamesFile(pathToFileURL(`${file}.missing`)), undefined);
});

test('the names of a file are read whole, in steps', () => {
  writeFileSync(file, bytes);
  const names = openNamesFile(pathToFileURL(file)) ?? assert.fail('there is a file');
  const steps = decodeNames(readNames(names));
  for (let count = 1; ; count++) {
    const { done, value } = steps.next();
    if (done !== true) continue;
    assert.ok(count > 500, `${count} steps`);
    assert.ok(value.count > 600_000 && value.languages.length > 150);
    for (let i = 0; i < 1000; i++) {
      const name = Math.floor((i * value.count) / 1000);
      assert.match(value.text(name), /^\S/u);
    }
    break;
  }
});
