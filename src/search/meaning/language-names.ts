/** What characters are called in one language. */
import type { Names } from './decode.ts';
import { endOfGroup, firstOfGroup, SINGLE, startOfGroups } from './decode.ts';
import { baseOf, sourceOfNames } from './sources.ts';

/** Names per step. */
const STEP = 1 << 12;

/**
 * The names of some characters in a language, by ordinal: those of the language that it is a variety of, where it has
 * none of its own. It looks at all names, in steps, since names are not kept by character.
 */
export function* namesIn(
  names: Names,
  language: string,
  wanted: ReadonlySet<number>,
): Generator<undefined, Map<number, string>> {
  const own = sourceOfNames(language, names.languages);
  const inherited = sourceOfNames(baseOf(language), names.languages);
  const found = new Map<number, number>();
  const { groups, records } = names;
  for (let name = 0; name < names.count; name++) {
    if (name % STEP === STEP - 1) yield;
    const past = startOfGroups(records, name + 1);
    for (let group = startOfGroups(records, name), end = 0; group < past; group = end) {
      end = endOfGroup(groups, group);
      const source = (groups[group] ?? 0) & ~SINGLE;
      if (source !== own && source !== inherited) continue;
      for (let i = firstOfGroup(groups, group); i < end; i++) {
        const ordinal = names.ordinals[groups[i] ?? 0] ?? 0;
        if (wanted.has(ordinal) && (source === own || !found.has(ordinal))) found.set(ordinal, name);
      }
    }
  }
  return new Map([...found].map(([ordinal, name]) => [ordinal, names.text(name)]));
}
