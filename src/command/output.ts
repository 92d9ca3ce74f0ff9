/** Ends commands whose output can't be written. */

/**
 * Ends the process when standard output can't be written: silently and with status 0 where a reader such as `head` has
 * closed the pipe; with one line and status 1 in any other case, such as a full disk.
 */
export function endWithoutOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    console.error(`mojifinder: can't write the output: ${error.message}`);
    process.exit(1);
  });
}
