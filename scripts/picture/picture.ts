/**
 * `npm run picture`: draws the session of the README as `session.svg`, in the colors that the reader's system prefers.
 * What is drawn is what a server answers.
 */
import { writeFileSync } from 'node:fs';
import { exchange } from '../support/exchange.ts';
import { serve } from '../support/program.ts';

const QUESTIONS = ['?right arrow limit:5', 'cat face limit:3', '?us flag limit:1', 'snowmann', '/quit'];

/** Columns of the picture, and those at which code points, characters and names start. */
const COLUMNS = 84;
const COLUMN = [0, 17, 21];

/** Pixels. */
const CHARACTER = 8.4;
const LINE = 20;
const MARGIN = 16;

/** Asks a server of its own; everything that stands on the terminal then. */
async function session(): Promise<string[]> {
  await using server = serve('src/main.ts');
  const said = await exchange(await server.port(), QUESTIONS.map((question) => `${question}\n`).join(''));
  return typed(said.split('\r\n'));
}

/** The answers with the questions after the prompts, as a terminal shows them. */
function typed(lines: readonly string[]): string[] {
  let asked = 0;
  const shown = lines.map((line) => {
    const question = line.startsWith('?> ') ? (QUESTIONS[asked++] ?? '') : undefined;
    return question === undefined ? [line] : [`?> ${question}`, line.slice(3)];
  });
  return ['$ nc localhost 2323', ...shown.flat()].filter((line) => line !== '');
}

function svg(lines: readonly string[]): string {
  const width = COLUMNS * CHARACTER + 2 * MARGIN;
  const height = lines.length * LINE + 2 * MARGIN;
  const rows = lines.map((line, at) => {
    const kind = /^(?:\$|\?>) /.test(line) ? ' class="typed"' : line.startsWith('─') ? ' class="status"' : '';
    const y = MARGIN + (at + 0.75) * LINE;
    const cells = line.split('\t').map((cell, i) => `<tspan x="${MARGIN + (COLUMN[i] ?? 0) * CHARACTER}">${escaped(cell)}</tspan>`);
    return `<text y="${y}"${kind}>${cells.slice(0, 3).join('')}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img"
  aria-label="A session with mojifinder at a terminal">
<style>
  rect { fill: #ffffff; stroke: #d0d7de } text { font: 14px ui-monospace, monospace; fill: #1f2328 }
  .typed { font-weight: bold } .status { fill: #59636e }
  @media (prefers-color-scheme: dark) {
    rect { fill: #0d1117; stroke: #3d444d } text { fill: #e6edf3 } .status { fill: #9198a1 }
  }
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${rows.join('\n')}
</svg>
`;
}

function escaped(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

writeFileSync(new URL('session.svg', import.meta.url), svg(await session()));
