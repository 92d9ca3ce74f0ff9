import { parseArgs } from 'node:util';
import { buildAliases } from './aliases.ts';
import { buildAnnotations } from './annotations.ts';
import { buildDefinitions } from './definitions.ts';
import { buildFormerNames } from './former-names.ts';
import { buildLanguages } from './languages.ts';
import { buildLetters } from './letters.ts';
import { buildMappings } from './mappings.ts';
import { buildMoreProperties } from './more-properties.ts';
import { buildNames } from './names.ts';
import { fetchPackages } from './packages.ts';
import { buildProperties } from './properties.ts';
import { buildSequences } from './sequences.ts';
import { buildTypedNames } from './typed-names.ts';
import { openUcd } from './ucd.ts';
import { buildUnihan } from './unihan.ts';

const USAGE = 'usage: npm run data -- --ucd DIR; scripts/data/README.md says where to get the files of this folder';

/** Writes all of src/unicode/data, and stops at the first fact about the data that does not hold. */
async function build(folder: string): Promise<void> {
  const ucd = openUcd(folder);
  await fetchPackages();
  const names = await buildNames(ucd);
  await buildAliases(names, ucd);
  await buildFormerNames(ucd);
  await buildProperties(names, ucd);
  await buildAnnotations(ucd);
  await buildDefinitions(names, ucd);
  await buildMoreProperties(names, ucd);
  await buildMappings(names, ucd);
  await buildSequences(names, ucd);
  await buildUnihan(ucd);
  await buildTypedNames();
  await buildLanguages();
  await buildLetters();
}

/** The folder that the command line gives; undefined if it gives none, or anything else. */
function folderOf(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { ucd: { type: 'string' } } }).values.ucd;
  } catch {
    return undefined;
  }
}

const folder = folderOf(process.argv.slice(2));
if (folder === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  build(folder).catch((error: unknown) => {
    console.error(`data: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
}
