/** What people should know about characters that they listed, and what no result says. */
import { notation } from '../../bytes/encoding.ts';
import { firstAtLeast, ordinalOf } from '../../unicode/characters.ts';
import type { NormalForms } from '../../unicode/normal-forms.ts';
import type { UnnamedKind } from '../../unicode/unnamed.ts';
import { countUnnamed } from '../../unicode/unnamed.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import type { CharactersTerm, Term } from '../query/terms.ts';
import { isList } from '../query/terms.ts';
import type { Search } from './search.ts';

/** How many composed characters a line gets notes on. */
const MAX_COMPOSED = 5;

/** How the kinds of code points without a name are called, for one and for more. */
const KINDS: Record<UnnamedKind, readonly [one: string, more: string]> = {
  'private-use': ['is for private use', 'are for private use'],
  surrogate: ['is a surrogate', 'are surrogates'],
  noncharacter: ['is a noncharacter', 'are noncharacters'],
  reserved: ['is unassigned', 'are unassigned'],
};

/** Notes on the terms of one side that list characters. */
export function* notesOn(search: Search, terms: readonly Term[]): Generator<undefined, string[]> {
  const notes: string[] = [];
  for (const term of terms.filter(isList)) {
    const note = term.kind === 'range' ? onRange(search.index, term) : undefined;
    if (note !== undefined) notes.push(note);
    if (term.kind !== 'text' || !mayCompose(term.text)) continue;
    const forms = yield* search.index.facts.normalForms();
    if (search.spend(2 + term.text.length / 8)) yield;
    notes.push(...onComposition(search.index, forms, term.text));
  }
  return notes;
}

/** Says how many code points of a range are not among the results because they have no names. */
function onRange({ characters }: MojiIndex, { first, last }: CharactersTerm & { kind: 'range' }): string | undefined {
  const named = firstAtLeast(characters, last + 1) - firstAtLeast(characters, first);
  const counts = [...countUnnamed(first, last, named)].filter(([, count]) => count > 0);
  if (counts.length === 0) return undefined;
  const said = counts.map(([kind, count]) => `${count} ${KINDS[kind][count === 1 ? 0 : 1]}`);
  return `Of ${notation(first)}..${notation(last)}, ${said.join(', ')}.`;
}

/** Nothing below U+0300 is composed with what stands before it, and one character alone is composed already. */
function mayCompose(text: string): boolean {
  return text.length > 1 && /[^\0-\u02ff]/.test(text);
}

/** Names the composed forms of characters that a text spells decomposed. */
function onComposition({ characters }: MojiIndex, { composed }: NormalForms, text: string): string[] {
  const written = new Set(text);
  // Some characters compose to another one by themselves, such as the ohm sign.
  for (const char of [...written]) for (const other of composed(char)) written.add(other);
  const notes: string[] = [];
  for (const char of new Set(composed(text))) {
    if (written.has(char) || notes.length === MAX_COMPOSED) continue;
    const codePoint = char.codePointAt(0) ?? 0;
    const ordinal = ordinalOf(characters, codePoint);
    notes.push(`Composed, it is ${notation(codePoint)} ${char} ${characters.nameOf(ordinal)}.`);
  }
  return notes;
}
