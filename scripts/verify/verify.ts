/**
 * Compares everything that a server says with the Consortium's files: every value of every field, every sequence, and
 * every card, over a socket. It prints what differs, and how much was compared.
 *
 *     npm run verify-data -- --ucd DIR
 */
import { parseArgs } from 'node:util';
import { openUcd } from '../data/ucd.ts';
import { build, MAIN } from '../support/build.ts';
import { serve } from '../support/program.ts';
import { asker } from './asking.ts';
import { verifyCards } from './cards.ts';
import { consortium } from './consortium.ts';
import { differences } from './differences.ts';
import { verifyFields, verifyIdeographs, verifyLookAlikes, verifySequences } from './fields.ts';

const { ucd: folder } = parseArgs({ options: { ucd: { type: 'string' } } }).values;
if (folder === undefined) {
  console.error('usage: npm run verify-data -- --ucd DIR; scripts/data/README.md says where to get the files of this folder');
  process.exitCode = 2;
} else {
  process.exitCode = (await verify(folder)) === 0 ? 0 : 1;
}

/** Returns how many differences there are. */
async function verify(folder: string): Promise<number> {
  build();
  const ucd = openUcd(folder);
  const source = consortium(ucd);
  const found = differences((line) => console.log(line));
  const server = serve(MAIN);
  const port = await server.port();
  const plain = await asker(port, 'plain');
  await verifyFields(plain, source, ucd, found);
  await verifyLookAlikes(plain, source, ucd, found);
  await verifyIdeographs(plain, source, found);
  await verifySequences(plain, ucd, found);
  await plain.close();
  const full = await asker(port, 'full');
  await verifyCards(full, source, ucd, found);
  await full.close();
  server.kill('SIGTERM');
  await server.ended;
  return found.end();
}
