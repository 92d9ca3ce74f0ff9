import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Random } from '../../scripts/support/random.ts';
import { lineOf } from '../../src/bytes/line.ts';
import { answersFrom } from '../../src/search/answer.ts';
import { openIndex } from '../../src/search/index/moji-index.ts';
import { ordinalByRule } from '../../src/search/index/rule-words.ts';
import { allOf, othersOf } from '../../src/search/index/word-records.ts';
import { countOf, isEmpty } from '../../src/search/sets/runs.ts';
import { builtIndex } from '../program.ts';
import { RULE, ask, bytesOf, sinkOf } from './asking.ts';
import { codeOf, naiveCharacters, naiveWords } from './naive.ts';
import { forSeeds } from './seeded.ts';

/** Names as text in which a query is looked up by regular expressions: ` CAT FACE \n OTHER NAME \n`. */
interface Haystack {
  readonly code: string;
  readonly formal: string;
  readonly names: string;
  readonly all: string;
  /** Of a sequence, the name it is shown by. */
  readonly sequence: string | undefined;
}

interface NaiveTerm {
  readonly written: string;
  /** Whether a text of names holds it. */
  readonly isIn: (names: string) => boolean;
  readonly negative: boolean;
  readonly keywords: boolean;
  /** Whether it is a word without operators, which is asked for by meaning where nothing is found. */
  readonly plain: boolean;
}

function hay(names: readonly string[]): string {
  return names.map((name) => ` ${naiveWords(name).join(' ')} \n`).join('');
}

/** Every sequence, every character whose name is listed, and one in thirty of those whose names are made by rule. */
const byRule = /-[0-9A-F]{4,5}$|^HANGUL SYLLABLE/;
const sampled = naiveCharacters().filter(({ formal = '' }, at) => at % 30 === 0 || !byRule.test(formal));
const haystacks = sampled.map(({ text, formal, sequence, aliases, keywords }): Haystack => {
  const first = formal === undefined ? '' : hay([formal]);
  const names = first + hay(aliases);
  const all = names + hay(keywords);
  return { code: codeOf(text), formal: first, names, all, sequence: sequence && hay([sequence]) };
});
const index = openIndex(builtIndex());
const sink = sinkOf(index);
const quick = answersFrom(index, sink);
const sample = new Set(haystacks.map(({ code }) => code));

function matches(haystack: Haystack, terms: readonly NaiveTerm[]): boolean {
  return terms.every(({ isIn, negative, keywords }) => {
    if (keywords) return isIn(haystack.all) !== negative;
    const sequence = terms.some((term) => term.keywords) ? haystack.sequence : undefined;
    return isIn(sequence ?? haystack.names) !== negative;
  });
}

/** What a query finds: code points, each with whether its formal name alone made it a result. */
function naiveSearch(alternatives: readonly (readonly NaiveTerm[])[]): {
  readonly found: Map<string, boolean>;
  /** Alternatives that nothing matches. */
  readonly idle: readonly (readonly NaiveTerm[])[];
} {
  const found = new Map<string, boolean>();
  const idle = new Set(alternatives);
  for (const haystack of haystacks) {
    const hits = alternatives.filter((terms) => matches(haystack, terms));
    if (hits.length === 0) continue;
    for (const terms of hits) idle.delete(terms);
    const shown = haystack.sequence ?? haystack.formal;
    const byFormal = (terms: readonly NaiveTerm[]): boolean =>
      terms.every(({ isIn, negative }) => negative || isIn(shown));
    found.set(haystack.code, hits.some(byFormal));
  }
  return { found, idle: [...idle] };
}

function randomWords(random: Random, withKeywords: boolean): string[] {
  const { names, all } = random.pick(haystacks);
  const lines = (withKeywords ? all : names).split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? ['SNOW', 'MAN'] : random.pick(lines).trim().split(' ');
}

function holding(part: string): (names: string) => boolean {
  return (names) => names.includes(part);
}

function randomTerm(random: Random, near: readonly string[], keywords: boolean): NaiveTerm {
  const words = random.chance(1 / 3) ? randomWords(random, keywords) : near;
  const negative = random.chance(1 / 5);
  const widened = keywords && !random.chance(1 / 3);
  const before = `${negative ? '!' : ''}${widened ? '~' : ''}`;
  const word = random.pick(words);
  const common = { negative, keywords: widened, plain: false };
  switch (random.below(5)) {
    case 0: {
      const at = random.below(words.length);
      const run = words.slice(at, at + 1 + random.below(3));
      const joint = random.pick([' ', '-']);
      const isIn = holding(` ${run.join(' ')} `);
      return { ...common, written: `${before}"${run.join(joint).toLowerCase()}"`, isIn };
    }
    case 1: {
      const [from, to] = [random.below(word.length + 1), random.below(word.length + 1)].sort((a, b) => a - b);
      const kept = word.slice(from, to);
      if (kept.length < 2) break;
      const written = random.pick([`${word.slice(0, to)}*`, `*${word.slice(from)}`, `*${kept}*`, `${kept}*${kept}`]);
      if (written.replaceAll('*', '') === '') break;
      const pattern = new RegExp(` ${written.replaceAll('*', '[A-Z0-9]*')} `);
      return { ...common, written: `${before}${written}`, isIn: (names) => pattern.test(names) };
    }
  }
  return { ...common, plain: !widened, written: `${before}${word.toLowerCase()}`, isIn: holding(` ${word} `) };
}

function randomQuery(random: Random, keywords: boolean): NaiveTerm[][] {
  return Array.from({ length: random.chance(1 / 5) ? 2 : 1 }, () => {
    const near = randomWords(random, keywords);
    const terms = Array.from({ length: 1 + random.below(3) }, () => randomTerm(random, near, keywords));
    const [first, ...rest] = terms;
    if (!first || terms.some(({ negative }) => !negative)) return terms;
    return [{ ...first, written: first.written.replace('!', ''), negative: false }, ...rest];
  });
}

/** Asks for a query, and compares every line of the reply with what the scan has found. */
function compare(alternatives: readonly (readonly NaiveTerm[])[]): void {
  const line = alternatives.map((terms) => terms.map(({ written }) => written).join(' ')).join(' | ');
  const { lines, status } = ask(index, line);
  const results = lines.filter((each) => each.startsWith('U+')).map((each) => each.split('\t'));
  const codes = results.map(([code = '']) => code);
  if (codes.length > 0 && !codes.some((code) => sample.has(code))) return;
  const { found: expected, idle } = naiveSearch(alternatives);
  // Sides that names have nothing for are asked by meaning, which is compared with nothing here.
  if (idle.some((terms) => terms.some(({ plain, negative }) => plain && !negative))) return;
  assert.deepEqual(codes.filter((code) => sample.has(code)), [...expected.keys()], line);
  assert.equal(status, `${RULE}${codes.length} found`, line);
  for (const [code = '', , name = '', matched] of results) {
    if (!sample.has(code)) continue;
    if (expected.get(code)) {
      assert.equal(matched, undefined, `${line}: ${code} is found by its formal name`);
    } else if (alternatives.length === 1 && !code.includes(' ')) {
      const shown = hay([name, ...(matched ?? '').split(', ')]).replaceAll('\n', '');
      const told = hay((matched ?? '').split(', ')) + hay([name]);
      const positive = alternatives.flat().filter(({ negative }) => !negative);
      const isTold = positive.every(({ isIn }) => isIn(shown) || isIn(told));
      assert.ok(isTold, `${line}: ${code} tells what matched: ${name} | ${matched}`);
    }
  }
}

/** Asserts that the short way gives the reply and the count of the long one. */
function agrees(line: string): void {
  const long = ask(index, line);
  const tally = { results: 0 };
  const reply = bytesOf(sink, quick.answer(lineOf(line), 'plain', tally));
  assert.equal(String(reply), long.text, line);
  assert.equal(tally.results, long.tallied, line);
}

describe('the index, compared with a scan of all names', () => {
  test('finds the same characters by words, wildcards, phrases, negation and alternatives', () => {
    forSeeds(120, (random) => compare(randomQuery(random, false)));
  });

  test('finds the same characters and sequences by keywords', () => {
    forSeeds(60, (random) => compare(randomQuery(random, true)));
  });

  test('gives the same reply to each word of an alias on the fast path and the slow one', () => {
    const words = Array.from({ length: index.vocabulary.size }, (_, number) => number).filter((number) => {
      return !isEmpty(othersOf(index.records, number));
    });
    assert.ok(words.length > 1500, `${words.length}`);
    for (const word of words) agrees(index.vocabulary.word(word));
  });

  test('gives the same reply to each word that is in a keyword and also made by a rule', () => {
    const words = Array.from({ length: index.vocabulary.size }, (_, number) => number)
      .filter((number) => countOf(allOf(index.records, number)) === 1)
      .map((number) => index.vocabulary.word(number))
      .filter((word) => ordinalByRule(index.characters, word) >= 0);
    assert.ok(words.length > 100);
    for (const word of words) agrees(word);
  });

  test('gives the same reply on the fast path and the slow one, however often', () => {
    forSeeds(150, (random) => {
      const words = Array.from({ length: 1 + random.below(3) }, () => random.pick(randomWords(random, false)));
      const near = randomWords(random, false);
      const line = random
        .pick([words, near, [...near, ...words], [random.pick(near)]])
        .join(random.pick([' ', ' ', '-', '  ', ' -']))
        .toLowerCase();
      for (let times = 0; times < 3; times++) agrees(line);
    });
  });
});
