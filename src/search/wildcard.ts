/** Words with asterisks, each of which stands for any letters and digits, or none. */

/** Whether a word fits a pattern. Each part is looked for once, from left to right: the first fit is the best one. */
export function fits(word: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const head = parts[0] ?? '';
  const tail = parts[parts.length - 1] ?? '';
  if (parts.length === 1) return word === pattern;
  if (word.length < head.length + tail.length || !word.startsWith(head) || !word.endsWith(tail)) return false;
  let at = head.length;
  for (const part of parts.slice(1, -1)) {
    const found = word.indexOf(part, at);
    if (found < 0 || found + part.length > word.length - tail.length) return false;
    at = found + part.length;
  }
  return true;
}

/**
 * What to look for in a text of words, each between two line feeds, to come upon every word that can fit: the part of
 * the pattern with the most letters, and with it the line feed where it has to begin or end a word.
 */
export function needle(pattern: string): string {
  const letters = (part: string): number => part.replaceAll('\n', '').length;
  return `\n${pattern}\n`.split('*').reduce((most, part) => (letters(part) > letters(most) ? part : most), '');
}
