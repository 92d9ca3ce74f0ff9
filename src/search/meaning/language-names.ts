/** What characters are called in one language. */
import type { Names } from './decode.ts';
import { endOfTargets, listOfGroups, nextGroup, sourceOfGroup, startOfGroups, startOfTargets } from './name-records.ts';
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
  const { records, ordinals } = names;
  for (let name = 0; name < names.count; name++) {
    if (name % STEP === STEP - 1) yield;
    const list = listOfGroups(records, name);
    for (let at = startOfGroups(records, name); at >= 0; at = nextGroup(list, at)) {
      const source = sourceOfGroup(list, at);
      if (source !== own && source !== inherited) continue;
      const end = endOfTargets(list, at);
      for (let i = startOfTargets(list, at); i < end; i++) {
        const ordinal = ordinals[list[i] ?? 0] ?? 0;
        if (wanted.has(ordinal) && (source === own || !found.has(ordinal))) found.set(ordinal, name);
      }
    }
  }
  return new Map([...found].map(([ordinal, name]) => [ordinal, names.text(name)]));
}
