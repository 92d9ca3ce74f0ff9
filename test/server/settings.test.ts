import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { manual } from '../../src/command/manual.ts';
import { openFilesLimit, underOpenFiles } from '../../src/server/open-files.ts';
import { FLAGS, LIMITS } from '../../src/server/settings.ts';
import { report, startStats } from '../../src/server/stats.ts';
import { DEFAULTS } from '../support/defaults.ts';

describe('the cap on connections', () => {
  test('stays as it is where the process may open enough files', () => {
    const settings = { ...DEFAULTS, maxConnections: 100 };
    assert.equal(underOpenFiles(settings, Infinity), settings);
    assert.equal(underOpenFiles(settings, 164), settings);
    assert.equal(underOpenFiles(settings, 163).maxConnections, 99);
  });

  test('is never less than one', () => {
    assert.equal(underOpenFiles(DEFAULTS, 10).maxConnections, 1);
  });

  test('goes by the limit of this process', () => {
    const module = new URL('../../src/server/open-files.ts', import.meta.url).href;
    const script = `import(${JSON.stringify(module)}).then((it) => console.log(it.openFilesLimit()))`;
    const command = `ulimit -n 200; exec ${process.execPath} --import tsx -e '${script}'`;
    assert.equal(execFileSync('sh', ['-c', command], { encoding: 'utf8' }).trim(), '200');
    assert.ok(openFilesLimit() > 0);
  });
});

describe('flags', () => {
  test('for numbers have their defaults within their ranges', () => {
    for (const flag of Object.values(FLAGS)) {
      if (flag.kind === 'number') assert.ok(flag.minimum <= flag.value && flag.value <= flag.maximum, flag.name);
    }
  });

  test('for limits are in the README with their defaults, in the manual and in /stats', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const stats = startStats();
    stats.eventLoop.disable();
    const rows = report(stats, DEFAULTS);
    for (const limit of LIMITS) {
      const { name, value, unit } = FLAGS[limit];
      assert.ok(readme.includes(`\`--${name} ${value}\``), `README: --${name} ${value}`);
      assert.ok(manual().includes(`--${name} N`), `manual: --${name}`);
      assert.deepEqual(rows.find(([row]) => row === name), [name, value, unit]);
    }
  });
});
