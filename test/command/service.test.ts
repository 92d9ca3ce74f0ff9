import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { announce } from '../../src/command/service.ts';

/** What a service says first of where it is. */
function said(t: TestContext, address: string): string {
  const lines: string[] = [];
  t.mock.method(console, 'log', (line: string) => void lines.push(line));
  announce({ address, port: 2323, characters: 1, indexed: 1 });
  return lines[0] ?? '';
}

test('a service writes its address as clients are told to, and as its log does', (t) => {
  assert.equal(said(t, '127.0.0.1'), 'Serving on 127.0.0.1:2323. Hit CTRL-C to stop.');
  assert.equal(said(t, '::ffff:127.0.0.1'), 'Serving on 127.0.0.1:2323. Hit CTRL-C to stop.');
  assert.equal(said(t, '::1'), 'Serving on [::1]:2323. Hit CTRL-C to stop.');
});
