/** Terms that write characters by name, as the text they stand for. */
import { allOf, numberOfWord } from '../index/word-records.ts';
import { nearestOf } from '../index/nearest.ts';
import { QueryError, quote } from '../query/error.ts';
import { codes } from '../query/notation.ts';
import type { NamedPart, NamedTerm, PropertyTerm, Term, WrittenTerm } from '../query/terms.ts';
import { intersectAll, newOperand, selfEvident } from '../sets/operand.ts';
import { NO_RUNS, ordinalsOf } from '../sets/runs.ts';
import { foldName, wordsOf } from '../words/fold.ts';
import { asWord } from '../words/pattern.ts';
import { ordinalByRule } from '../index/rule-words.ts';
import type { Search } from './search.ts';

/** Whether no term has to be spelled out: none writes characters by name, and none asks for look-alikes. */
export function isSpelledOut(terms: readonly WrittenTerm[]): terms is readonly Term[] {
  return terms.every((term) => term.kind !== 'named' && !isLookAlike(term));
}

/** The same terms, with names looked up and with the code points in values of fields decoded. */
export function* spelledOut(search: Search, terms: readonly WrittenTerm[]): Generator<undefined, Term[]> {
  const spelled: Term[] = [];
  for (const term of terms) {
    if (term.kind === 'named') spelled.push(yield* spell(search, term));
    else if (isLookAlike(term)) spelled.push({ ...term, value: yield* valueOf(search, term.value) });
    else spelled.push(term);
  }
  return spelled;
}

/** Whether the value of a term is characters. */
function isLookAlike(term: Term): term is PropertyTerm {
  return term.kind === 'property' && term.field === 'looks';
}

/** The text that a value is, which may be written as code points or by name. */
function* valueOf(search: Search, value: string): Generator<undefined, string> {
  const listed = codes(value, false);
  if (listed === undefined || listed.kind === 'range') return value;
  return listed.kind === 'text' ? listed.text : yield* textOf(search, listed.parts);
}

function* spell(search: Search, { isNegative, parts }: NamedTerm): Generator<undefined, Term> {
  const { index, reader } = search;
  const [only] = parts;
  if (typeof only === 'object' && only.of === 'word') {
    const letters = only.name.toUpperCase();
    const isInNames = numberOfWord(index.records, reader, letters) >= 0;
    if (isInNames) return { kind: 'words', isNegative, keywords: false, words: [asWord(letters)] };
  }
  return { kind: 'text', isNegative, text: yield* textOf(search, parts) };
}

function* textOf(search: Search, parts: NamedTerm['parts']): Generator<undefined, string> {
  let text = '';
  for (const part of parts) text += typeof part === 'string' ? part : yield* named(search, part);
  return text;
}

function* named(search: Search, part: NamedPart): Generator<undefined, string> {
  if (part.of === 'word') return part.text;
  return part.of === 'entity' ? yield* byEntity(search, part.name) : yield* byName(search, part.name);
}

function* byEntity({ index, spend }: Search, name: string): Generator<undefined, string> {
  const { entity, entities } = yield* index.facts.typedNames();
  const text = entity(name);
  if (text !== undefined) return text;
  if (spend(50)) yield;
  const near = nearestOf(name, entities());
  const advice = near === undefined ? 'write &eacute;, &#9731; or &#x2603;' : `did you mean '&${near};'?`;
  throw new QueryError(`no HTML entity ${quote(`&${name};`)}; ${advice}`);
}

/** The character or named sequence with exactly this name, compared as words: a formal name before an alias. */
function* byName(search: Search, written: string): Generator<undefined, string> {
  const { index } = search;
  const { folded } = foldName(written);
  let byAlias: string | undefined;
  for (const ordinal of candidates(search, wordsOf(written))) {
    if (search.spend(1)) yield;
    const codePoint = index.characters.codePoints[ordinal] ?? 0;
    const text = String.fromCodePoint(codePoint);
    const isLabeled = index.characters.isLabeled(ordinal);
    if (!isLabeled && foldName(index.characters.nameOf(ordinal)).folded === folded) return text;
    const aliases = index.aliasesOf(codePoint).filter(({ kind }) => kind !== 'informal' && kind !== 'common');
    if (aliases.some(({ name }) => foldName(name).folded === folded)) byAlias ??= text;
  }
  if (byAlias !== undefined) return byAlias;
  const { named } = yield* index.facts.sequences();
  if (search.spend(named.size / 20)) yield;
  for (const [text, name] of named) {
    // These names are nearly folded: between two spaces they are as long as when they are.
    if (name.length + 2 === folded.length && foldName(name).folded === folded) return text;
  }
  throw new QueryError(`no character has the name ${quote(written)}; write a whole name, as in \\N{SNOWMAN}`);
}

/** The characters that have all words in their names. */
function* candidates({ index, arena, reader }: Search, words: readonly string[]): Generator<number> {
  const numbers = words.map((word) => numberOfWord(index.records, reader, word));
  const last = words.at(-1);
  const byRule = last === undefined ? -1 : ordinalByRule(index.characters, last);
  if (byRule >= 0) yield byRule;
  const operands = numbers.map((number) => selfEvident(number < 0 ? NO_RUNS : allOf(index.records, number)));
  if (operands.length === 0) return;
  const out = newOperand();
  intersectAll(operands, operands.length, arena, out);
  for (const ordinal of [...ordinalsOf(out.all)]) if (ordinal < index.characters.count) yield ordinal;
}
