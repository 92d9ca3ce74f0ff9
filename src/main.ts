#!/usr/bin/env node
/** The command line: which command, and how it ends. */
import { UsageError } from './command/flags.ts';
import { QueryError } from './search/query/error.ts';

/** Runs a command with its arguments; each is loaded when it is called, for finding needs no server. */
async function main([name, ...rest]: readonly string[]): Promise<number> {
  if (name === 'find') return (await import('./command/find.ts')).find(rest);
  if (name === 'completion') return (await import('./command/completion.ts')).completion(rest);
  const { serve } = await import('./command/serve.ts');
  return serve(name === 'serve' || name === undefined ? rest : [name, ...rest]);
}

main(process.argv.slice(2)).then(
  // An error of the output that was just written comes before the next turn.
  (status) => setImmediate(() => process.exit(status)),
  (error: unknown) => {
    const isUsage = error instanceof UsageError || error instanceof QueryError;
    console.error(`mojifinder: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(isUsage ? 2 : 1);
  },
);
