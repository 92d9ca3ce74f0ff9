import { buildAliases } from './aliases.ts';
import { buildAnnotations } from './annotations.ts';
import { buildDefinitions } from './definitions.ts';
import { buildLanguages } from './languages.ts';
import { buildNames } from './names.ts';
import { fetchPackages } from './packages.ts';
import { buildProperties } from './properties.ts';
import { buildTypedNames } from './typed-names.ts';

/** Writes all of src/unicode/data, and stops at the first fact about the data that does not hold. */
async function build(): Promise<void> {
  await fetchPackages();
  const names = await buildNames();
  await buildAliases(names);
  await buildProperties(names);
  await buildAnnotations(names);
  await buildDefinitions(names);
  await buildTypedNames();
  await buildLanguages();
}

build().catch((error: unknown) => {
  console.error(`data: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
