import { fact } from './facts.ts';
import { importDefault } from './packages.ts';
import { integer, list } from './shapes.ts';

/**
 * The code points that a property package says have a property's value, in ascending order.
 * The folder is the property and its value: `General_Category/Control`.
 */
export async function codePointsOf(folder: string): Promise<number[]> {
  const file = `@unicode/unicode-18.0.0/${folder}/code-points.mjs`;
  const codePoints = list(await importDefault(file), file).map((value) => integer(value, file));
  fact(codePoints.every((value, index) => index === 0 || value > (codePoints[index - 1] ?? 0)), `${file}: not sorted`);
  return codePoints;
}
