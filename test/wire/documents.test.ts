import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { exchange } from '../../scripts/support/exchange.ts';
import { openIndex } from '../../src/search/index/moji-index.ts';
import { needs } from '../needs.ts';
import { builtIndex } from '../program.ts';
import { serveIndex } from './test-server.ts';

const DOCUMENTS = ['README.md', 'src/server/PROTOCOL.md', 'src/search/README.md', 'scripts/deploy/README.md'];

/** The sessions that a document shows, each as it would stand on a terminal: what was typed, and what was answered. */
function sessionsOf(document: string): string[] {
  const text = readFileSync(new URL(`../../${document}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```\n\$ nc localhost 2323\n([^]*?)^```$/gm)].map(([, session = '']) => session);
}

/** What was typed: the lines after prompts and, once the format is of JSON, those that are no objects. */
function typed(session: string): string[] {
  const isJson = /^\?> \/format (?:json|full)$/m.test(session);
  return session.split('\n').flatMap((line) => {
    if (line.startsWith('?> ')) return [line.slice(3)];
    return isJson && line !== '' && !line.startsWith('{') ? [line] : [];
  });
}

/** What was answered, without what was typed and without prompts. */
function answered(session: string): string {
  const lines = session.trimEnd().split('\n');
  const asked = new Set(typed(session).flatMap((line) => [line, `?> ${line}`]));
  return lines.filter((line) => !asked.has(line)).join('\n');
}

const index = openIndex(builtIndex());

describe('the documents', () => {
  it('show sessions', () => assert.ok(DOCUMENTS.flatMap(sessionsOf).length >= 4));

  for (const document of DOCUMENTS) {
    for (const session of sessionsOf(document)) {
      it(`show what a server answers: ${document}, ${typed(session)[0] ?? ''}`, async () => {
        await using server = await serveIndex(index);
        const said = await exchange(server.port, typed(session).map((line) => `${line}\n`).join(''));
        const lines = said.replaceAll('\r\n', '\n').split('\n').map((line) => line.replace(/^(?:\?> )+/, ''));
        assert.equal(lines.filter(Boolean).join('\n'), answered(session).split('\n').filter(Boolean).join('\n'));
      });
    }
  }

  it('show a client in Python that works', { skip: needs('python3') }, async () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const program = /^```python\n([^]*?)^```$/m.exec(readme)?.[1] ?? '';
    await using server = await serveIndex(index);
    const python = spawn('python3', ['-c', program.replace('2323', String(server.port))], { timeout: 30_000 });
    const said = await text(python.stdout);
    assert.match(said, /^→ RIGHTWARDS ARROW$/m);
  });
});
