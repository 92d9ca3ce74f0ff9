import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { openIndex } from '../../src/search/index/moji-index.ts';
import { exchange } from './exchange.ts';
import { serveIndex } from './test-server.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The sessions that the README shows, each as it would stand on a terminal: what was typed, and what was answered. */
function sessions(): string[] {
  return [...README.matchAll(/^```\n\$ nc localhost 2323\n([^]*?)^```$/gm)].map(([, session = '']) => session);
}

/** What was typed: the lines behind prompts and, once the format is json, those that are no objects. */
function typed(session: string): string[] {
  return session.split('\n').flatMap((line) => (line.startsWith('?> ') ? [line.slice(3)] : []));
}

describe('the README', () => {
  const index = openIndex();

  it('shows sessions', () => assert.ok(sessions().length >= 3));

  for (const session of sessions().filter((each) => !each.includes('/format json'))) {
    it(`shows what a server answers to ${typed(session)[0]}`, async () => {
      await using server = await serveIndex(index);
      const answered = await exchange(server.port, `${typed(session).join('\n')}\n`);
      const shown = answered.replace(/\?> $/, '').replaceAll('\r\n', '\n');
      assert.equal(shown, session.replace(/^\?> .*\n/gm, '?> '));
    });
  }

  it('shows what a server answers in json', async () => {
    const session = sessions().find((each) => each.includes('/format json')) ?? '';
    const lines = session.trimEnd().split('\n');
    const asked = lines.filter((line) => !line.startsWith('{')).map((line) => line.replace(/^\?> /, ''));
    await using server = await serveIndex(index);
    const answered = await exchange(server.port, `${asked.join('\n')}\n`);
    assert.equal(answered.replace(/^\?> /, ''), `${lines.filter((line) => line.startsWith('{')).join('\r\n')}\r\n`);
  });
});
