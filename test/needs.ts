/** What a test may lack on the machine it runs on. A test that lacks something is skipped, with that as the reason. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { openFilesLimit } from '../scripts/support/processes.ts';

/** How the reason starts by which the runner counts what is missing. */
export const MISSING = 'missing: ';

/** Why a test is skipped that needs programs; false where all of them are on the PATH. */
export function needs(...programs: readonly string[]): string | false {
  const missing = programs.filter((program) => !isOnPath(program));
  return missing.length > 0 && MISSING + missing.join(', ');
}

/** Why a test is skipped that opens many files at once; false where this process may. */
export function needsFiles(count: number): string | false {
  return openFilesLimit() < count && `${MISSING}ulimit -n ${count}`;
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
