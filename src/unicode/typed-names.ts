/** What people type for characters in other programs: shortcodes, HTML entities, TeX commands and keysyms. */
import { textOf } from './records.ts';
import { withoutEmojiStyle } from './sequences.ts';

export type TypedKind = 'shortcode' | 'entity' | 'tex' | 'keysym';

export interface TypedNames {
  /** The names of a text, kind by kind; a text of emoji may be written without its U+FE0F. */
  of(text: string): ReadonlyMap<TypedKind, readonly string[]>;
  /** The text that an HTML entity stands for, by its name without & and ;. Case matters. */
  entity(name: string): string | undefined;
  /** The names of all HTML entities. */
  entities(): readonly string[];
}

const KINDS: readonly TypedKind[] = ['shortcode', 'entity', 'tex', 'keysym'];

/** Lines read per step: about a millisecond of work. */
const LINES_PER_STEP = 500;

/** Reads typed-names.txt, in steps. */
export function* readTypedNames(file: Buffer): Generator<undefined, TypedNames> {
  const names = new Map<string, Map<TypedKind, string[]>>();
  const entities = new Map<string, string>();
  for (const [place, line] of file.toString('utf8').split('\n').entries()) {
    if (place % LINES_PER_STEP === LINES_PER_STEP - 1) yield;
    const [codePoints = '', written, name] = line.split('\t');
    const kind = KINDS.find((known) => known === written);
    if (kind === undefined || name === undefined || line.startsWith('#')) continue;
    const text = textOf(codePoints);
    const bare = withoutEmojiStyle(text);
    const kinds = names.get(bare) ?? new Map<TypedKind, string[]>();
    names.set(bare, kinds);
    kinds.set(kind, [...(kinds.get(kind) ?? []), name]);
    if (kind === 'entity') entities.set(name, text);
  }
  return {
    of: (text) => names.get(withoutEmojiStyle(text)) ?? new Map(),
    entity: (name) => entities.get(name),
    entities: () => [...entities.keys()],
  };
}
