/** What becomes of a command whose output can't be written. */

/**
 * Ends the process where standard output takes nothing more: in silence, as if all were well, where a reader such as
 * `head` has seen enough and closed the pipe; with one line and status 1 in any other case, such as a full disk.
 */
export function endWithoutOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    console.error(`mojifinder: can't write the output: ${error.message}`);
    process.exit(1);
  });
}
