/** What people type for characters in other programs: shortcodes, HTML entities, TeX commands and keysyms. */
import { columnsAt, lineStarts } from './data.ts';
import { textOf } from './records.ts';
import { withoutEmojiStyle } from './sequences.ts';

type TypedKind = 'shortcode' | 'entity' | 'tex' | 'keysym';

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

/**
 * Reads typed-names.txt, in steps. Only the places of the lines of each text are kept, and the names of entities: a
 * line is parsed when its names are asked for.
 */
export function* readTypedNames(file: Buffer): Generator<undefined, TypedNames> {
  const places = new Map<string, number[]>();
  const entities = new Map<string, string>();
  let lines = 0;
  for (const start of lineStarts(file)) {
    if (++lines % LINES_PER_STEP === 0) yield;
    const { text, kind, name } = lineAt(file, start);
    if (kind === undefined) continue;
    const bare = withoutEmojiStyle(text);
    const known = places.get(bare);
    if (known === undefined) places.set(bare, [start]);
    else known.push(start);
    if (kind === 'entity') entities.set(name, text);
  }
  return {
    of(text) {
      const names = new Map<TypedKind, string[]>();
      for (const start of places.get(withoutEmojiStyle(text)) ?? []) {
        const { kind, name } = lineAt(file, start);
        if (kind !== undefined) names.set(kind, [...(names.get(kind) ?? []), name]);
      }
      return names;
    },
    entity: (name) => entities.get(name),
    entities: () => [...entities.keys()],
  };
}

/** The line that starts at a place; without a kind where it is of no kind that is known here, such as a region. */
function lineAt(file: Buffer, start: number): { text: string; kind: TypedKind | undefined; name: string } {
  const [codePoints = '', written, name = ''] = columnsAt(file, start);
  return { text: textOf(codePoints), kind: KINDS.find((known) => known === written), name };
}
