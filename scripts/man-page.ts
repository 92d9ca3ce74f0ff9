/** The manual as a page for man(1), in the macros of man(7). */

/**
 * @param manual headings at the left margin, in capitals, and text that is indented
 * @param version of the program
 */
export function manPage(manual: string, version: string): string {
  const body = manual.split('\n').map((line) => {
    if (/^[A-Z]/.test(line)) return `.fi\n.SH "${line}"\n.nf`;
    // Headings indent by themselves; a dot at the start would be a macro.
    const text = line.replace(/^ {1,7}/, '').replaceAll('\\', '\\e').replaceAll('-', '\\-');
    return text.startsWith('.') || text.startsWith("'") ? `\\&${text}` : text;
  });
  return [`.TH MOJIFINDER 1 "" "mojifinder ${version}" "User Commands"`, '.nf', ...body, '.fi', ''].join('\n');
}
