/** Numeric values as people write them. */

const NUMBER = /^([-+\u2212]?)(?:(\d{1,30})(?:[/\u2044](\d{1,30}))?|(\d{0,30})\.(\d{1,30}))$/;

/**
 * A number in lowest terms, as the data have it: `1/2` for `1/2`, `2/4`, `0.5` and `.5`, `1000` for `1,000`.
 *
 * @returns undefined for what is no number
 */
export function lowestTerms(written: string): string | undefined {
  const number = NUMBER.exec(written.replace(/(?<=\d)[_,](?=\d{3})/g, ''));
  const [, sign = '', whole, divisor, integer = '', decimals = ''] = number ?? [];
  if (whole === undefined && decimals === '') return undefined;
  const numerator = BigInt(whole ?? `${integer}${decimals}`);
  const denominator = whole === undefined ? 10n ** BigInt(decimals.length) : BigInt(divisor ?? '1');
  if (denominator === 0n) return undefined;
  const shared = greatestDivisor(numerator, denominator);
  const isNegative = sign !== '' && sign !== '+' && numerator !== 0n;
  const [top, bottom] = [numerator / shared, denominator / shared];
  return `${isNegative ? '-' : ''}${top}${bottom === 1n ? '' : `/${bottom}`}`;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
