import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './packages.ts';

const DATA = path.join(ROOT, 'src', 'unicode', 'data');

/** Writes one data file: the comment, each line of it after `# `, then the lines; UTF-8 with LF line ends. */
export async function writeData(
  name: string,
  comment: readonly string[],
  lines: readonly string[],
): Promise<void> {
  const head = [...comment, 'Written by `npm run data`; not edited by hand.'].map((line) => `# ${line}`);
  const file = path.join(DATA, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${[...head, ...lines].join('\n')}\n`);
}
