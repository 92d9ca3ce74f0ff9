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

const FIRST_REGIONAL_INDICATOR = 0x1f1e6;

/** The flag of a region (UTS #51, ED-14): its two letters as regional indicators. */
export function flagOf(region: string): string {
  const indicators = [...region].map((letter) => FIRST_REGIONAL_INDICATOR + letter.charCodeAt(0) - 0x41);
  return indicators.every((each) => each >= FIRST_REGIONAL_INDICATOR) ? String.fromCodePoint(...indicators) : '';
}
