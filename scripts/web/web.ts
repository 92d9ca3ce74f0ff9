/** `npm run web`: a page to find characters with, in front of servers of the line protocol. */
import { once } from 'node:events';
import { CLIENT_FLAGS } from '../../src/command/client-flags.ts';
import { UsageError, number, readArguments } from '../../src/command/flags.ts';
import { listen } from '../support/listen.ts';
import { finding } from './finding.ts';
import { webServer } from './web-server.ts';

const HOST = { name: 'host', kind: 'text', value: '127.0.0.1', about: 'address to listen on' } as const;
const PORT = {
  name: 'port',
  kind: 'number',
  value: 8080,
  unit: '',
  minimum: 0,
  maximum: 65_535,
  about: 'port to listen on; 0 picks a free one',
} as const;
const FLAGS = [HOST, PORT, CLIENT_FLAGS.server];

/** Milliseconds that servers are waited for: a person who waits longer has asked something else. */
const TIMEOUT = 3000;

async function main(): Promise<void> {
  const { given, words } = readArguments(process.argv.slice(2), FLAGS);
  if (words.length > 0) {
    const flags = FLAGS.map((flag) => `--${flag.name}`).join(', ');
    throw new UsageError(`what is '${words.join(' ')}'? Flags are ${flags}`);
  }
  const named = given[CLIENT_FLAGS.server.name];
  const servers = Array.isArray(named) ? named.map(String) : [CLIENT_FLAGS.server.value];
  const host = typeof given[HOST.name] === 'string' ? String(given[HOST.name]) : HOST.value;
  await using found = finding(servers, TIMEOUT);
  const server = webServer(found);
  const port = await listen(server, number(given, PORT), host);
  console.log(`Serving on http://${host.includes(':') ? `[${host}]` : host}:${port}/. Hit CTRL-C to stop.`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  server.close();
  server.closeAllConnections();
}

main().catch((error: unknown) => {
  console.error(`web: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = error instanceof UsageError || error instanceof RangeError ? 2 : 1;
});
