/** The scripts that characters are used with (UAX #24, Script_Extensions). */
import type { Property, PropertyValue } from './properties.ts';
import { propertyOf } from './properties.ts';
import { eachRecord, type CodePointRecord } from './records.ts';

/**
 * The property Script_Extensions: its values are the scripts, and a code point has its own script unless the file lists
 * others for it.
 *
 * @param file the bytes of script-extensions.txt
 */
export function scriptExtensions(scripts: Property, file: Buffer): Property {
  const listed = [...eachRecord(file)];
  return propertyOf(scripts.values.map((script) => extended(script, listed)));
}

function extended(script: PropertyValue, listed: readonly CodePointRecord[]): PropertyValue {
  let ranges: readonly number[] | undefined;
  return {
    names: script.names,
    label: script.label,
    isGroup: false,
    get ranges() {
      return (ranges ??= extendedRanges(script, listed));
    },
  };
}

function extendedRanges({ names, ranges }: PropertyValue, listed: readonly CodePointRecord[]): number[] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < ranges.length; i += 2) pairs.push([ranges[i] ?? 0, ranges[i + 1] ?? 0]);
  let own = pairs;
  for (const { first, last } of listed) own = own.flatMap((pair) => without(pair, first, last));
  for (const { first, last, text } of listed) {
    if (text.split(' ').some((name) => names.includes(name))) own.push([first, last]);
  }
  return own.sort(([a], [b]) => a - b).flat();
}

/** What is left of a range without another. */
function without([from, to]: [number, number], first: number, last: number): [number, number][] {
  if (last < from || first > to) return [[from, to]];
  const left: [number, number][] = [];
  if (from < first) left.push([from, first - 1]);
  if (to > last) left.push([last + 1, to]);
  return left;
}
