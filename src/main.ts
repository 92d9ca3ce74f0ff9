#!/usr/bin/env node
/** The command line: which command, and how it ends. */

import { legible } from './command/output.ts';

/** Runs a command with its arguments; only what it needs is loaded. */
async function main([name, ...rest]: readonly string[]): Promise<number> {
  if (name === 'find') return (await import('./command/find.ts')).find(rest);
  if (name === 'ask') return (await import('./command/ask.ts')).ask(rest);
  if (name === 'probe') return (await import('./command/probe.ts')).probe(rest);
  if (name === 'completion') return (await import('./command/completion.ts')).completion(rest);
  const { serve } = await import('./command/serve.ts');
  return serve(name === 'serve' || name === undefined ? rest : [name, ...rest]);
}

main(process.argv.slice(2)).then(
  // In the next turn: an error of writing the output is reported before that, and ends the process in its own way.
  (status) => setImmediate(() => process.exit(status)),
  (error: unknown) => {
    console.error(legible(`mojifinder: ${error instanceof Error ? error.message : String(error)}`));
    // Checked by name: each command is bundled into a file of its own, with its own copy of the class.
    process.exit(error instanceof Error && error.name === 'UsageError' ? 2 : 1);
  },
);
