/** What commands print: text that is safe on a terminal, and an end where nothing can be written. */

/**
 * Ends the process when standard output can't be written: silently and with status 0 if a reader such as `head` has
 * closed the pipe; with one line and status 1 in any other case, such as a full disk.
 */
export function endWithoutOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    console.error(`mojifinder: can't write the output: ${error.message}`);
    process.exit(1);
  });
}

/**
 * Text that may come from others, for a terminal: without what controls one, or changes the direction of text. Unlike
 * what is quoted in messages it keeps all else that does not show: emoji sequences have joiners and tags in them.
 */
export function legible(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]|[\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '\ufffd');
}
