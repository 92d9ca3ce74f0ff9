/**
 * Asking by meaning: which characters people mean by some words, best first.
 *
 * **Names.** Every character has many names, each from a source: formal name, aliases, CLDR name and keywords in all
 * languages, shortcodes, HTML entities, TeX commands, keysyms, regions, everyday names, definitions of ideographs. What
 * a name of each source is worth is in worth.ts.
 *
 * **Words.** A word of the question fits terms (folded words of names) with a quality between 0 and 1: itself, a
 * synonym, another form of it, a longer word that it starts, a part of one, one with another ending, one that is a
 * typing error away; see terms.ts. A word weighs as much as it is rare; small words (`of`, `sign`) weigh little.
 *
 * **A name's score** is its worth, times the share of the question that it covers, times (1 + the share of it that the
 * question covers) / 2. A keyword scores {@link MANY} less for each doubling of the character's names past 256. A name
 * that is all of the question and nothing else scores {@link EXACT} more, {@link AS_WRITTEN} more if it is written as
 * the question is, which tells `&Delta;` from `\delta`, {@link AS_FORM} more if the question has its delimiters, and
 * half of that if only the case is another. A formal name scores {@link IN_ORDER} more if its words stand in the order
 * of the question, `right to left mark`; the name of another language {@link AS_MARKED} more if it has the marks of the
 * question, `trái tim màu tím`.
 *
 * **A character's score** is the score of its best name, plus {@link TOGETHER} times the share of the question that all
 * its names cover together, plus {@link NAMED} times the largest share that one name other than a keyword covers, plus
 * {@link COMMON} times how common it is (commonness.ts), which decides among equals. There are no rules for single
 * characters or for single questions.
 *
 * **Variants.** A sentence is reduced to what it asks for (`is there a snowman`), and a described letter to its name
 * (described.ts). Neighbours are joined (`for all`, `forall`) and words are split (`thumbsup`) where that gives a known
 * word, and one is corrected; groups of words give way to what they mean (`upside down`, `turned`). Some variants are
 * looked for among a part: where an ideograph is asked for (`kanji for fire`), in definitions; after an article (`le
 * chat`), in its languages; in a context (`rest music`), among its characters. The best score of all variants counts.
 * A word that fits nothing is taken apart before: a compound, or one of a script without spaces.
 *
 * **Found** is every character that covers at least {@link MIN_COVER} of what the best one covers.
 *
 * Invariant: an answer depends on the index and the question alone. What is written while working one out is cleared
 * afterwards or stamped with a number, and whatever has another stamp is ignored.
 */
import type { Names } from './decode.ts';
import {
  endOfTargets,
  freeField,
  listOfGroups,
  nextGroup,
  sourceOfGroup,
  startOfGroups,
  startOfTargets,
  weightOf,
} from './name-records.ts';
import type { Question, Variant } from './question.ts';
import { SEQUENCE, lowered } from './question.ts';
import { cleared } from './room.ts';
import { FIRST_LANGUAGE, SOURCE, isNameSource, isTyped, sourceLanguage } from './sources.ts';
import type { Match } from './terms.ts';
import { worthsOf } from './worth.ts';

/** The share of a question from which on a name covers all of it: sums are not exact. */
const WHOLE = 0.999;

const EXACT = 0.15;
const AS_WRITTEN = 0.06;
const AS_FORM = 0.3;
const IN_ORDER = 0.06;
const AS_MARKED = 0.04;
const TOGETHER = 0.5;
const COMMON = 0.5;
const NAMED = 0.12;
const MANY = 0.04;
const MIN_COVER = 0.5;

/** The part of its worth that a name keeps when the question covers hardly anything of it. */
const HALF = 0.5;

/**
 * Names that a word brings in by itself; further names of a common word count only if other words have brought them in.
 */
const MAX_NAMES = 1000;

export interface Result {
  readonly ordinal: number;
  /** The name that matched, where it is not the formal one. It is decoded when it is asked for. */
  name(): string | undefined;
  /** Its language, where that is known and not English. */
  readonly language: string | undefined;
}

export interface Answer {
  /** How many characters were found in all. */
  readonly found: number;
  /** The best of them, best first. */
  readonly results: readonly Result[];
  /** The languages that there are names in, English among them. */
  readonly languages: readonly string[];
}

export interface AskOptions {
  /** Which characters may be found. */
  readonly accepts?: ((ordinal: number) => boolean) | undefined;
  /** How many results to return. */
  readonly limit: number;
  /** Names of this language alone, and everyday names that may be of it. */
  readonly language?: string | undefined;
}

/** Works out the answer to a question, in a millisecond or so. */
type Asker = (question: Question, options: AskOptions) => Answer;

/** Words of a variant that count; the rarest of more. */
const MAX_SLOTS = 16;

/** The most names that one question looks at; further ones do not count. */
const MAX_TOUCHED = 1 << 15;

/** A word below this share of the question brings in no names by itself; a name that covers less is dropped. */
const MIN_SHARE = 0.12;

/**
 * Makes what answers questions, in steps.
 *
 * @param codePoints of characters, by ordinal
 */
export function* asker(names: Names, codePoints: Uint32Array): Generator<undefined, Asker> {
  const { room, records, postings, rarity, nameCounts, commonness, ordinals } = names;
  /** In the free short of each record: the place of the name among those looked at, from 1; 0 for the others. */
  const { shorts } = records;
  const touched = room.numbers(MAX_TOUCHED + 1);
  const covered = room.floats(MAX_TOUCHED + 1);
  const used = room.floats(MAX_TOUCHED + 1);
  const masks = room.shorts(MAX_TOUCHED + 1);
  /**
   * The place of each target among those met, in the same way. These places, and what is written by place, fit in the
   * processor's caches; lists by target would cost a memory access for each.
   */
  const targets = ordinals.length;
  const places = yield* cleared(room.shorts(targets));
  const touchedTargets = room.shorts(targets + 1);
  /** Of the variant with this stamp: the score of the best name, with its source, and what all names cover. */
  const stamps = room.numbers(targets + 1);
  const best = room.floats(targets + 1);
  const variantName = room.numbers(targets + 1);
  const variantSource = room.shorts(targets + 1);
  const named = room.floats(targets + 1);
  const targetMask = room.shorts(targets + 1);
  const variantPlaces = room.shorts(targets + 1);
  /** Of all variants: the best. */
  const scores = room.floats(targets + 1);
  const covers = room.floats(targets + 1);
  const bestName = room.numbers(targets + 1);
  const bestSource = room.shorts(targets + 1);
  const worths = worthsOf(names.languages);
  const languages = ['en', ...names.languages];
  let nameCount = 0;
  let targetCount = 0;
  let variantCount = 0;
  let stamp = 0;

  function addWord(matches: readonly Match[], bit: number, weight: number, most: number): void {
    let budget = most;
    const { starts, items } = postings;
    for (const { term, quality } of matches) {
      const from = starts[term] ?? 0;
      const to = starts[term + 1] ?? 0;
      const use = (rarity[term] ?? 0) * quality;
      const gain = weight * quality;
      budget -= to - from;
      const onlyKnown = budget < 0;
      for (let i = from; i < to; i++) {
        const name = items[i] ?? 0;
        let place = shorts[freeField(name)] ?? 0;
        if (place === 0) {
          if (onlyKnown || nameCount === MAX_TOUCHED) continue;
          place = ++nameCount;
          shorts[freeField(name)] = place;
          touched[place] = name;
          covered[place] = used[place] = masks[place] = 0;
        }
        const mask = masks[place] ?? 0;
        if ((mask & bit) !== 0) continue;
        masks[place] = mask | bit;
        covered[place] = (covered[place] ?? 0) + gain;
        used[place] = (used[place] ?? 0) + use;
      }
    }
  }

  /** Gives the score of a name to all that it is a name of. */
  function spread(place: number, total: number, factor: number, question: Question, worth: Float32Array): void {
    const name = touched[place] ?? 0;
    const share = (covered[place] ?? 0) / total;
    if (share < MIN_SHARE) return;
    const use = Math.min(1, (used[place] ?? 0) / weightOf(records, name));
    const isExact = share > WHOLE && use > 0.99;
    const score = factor * share * (HALF + (1 - HALF) * use);
    const mask = masks[place] ?? 0;
    const list = listOfGroups(records, name);
    for (let group = startOfGroups(records, name); group >= 0; group = nextGroup(list, group)) {
      const source = sourceOfGroup(list, group);
      const signed = worth[source] ?? 0;
      if (signed === 0 || (signed < 0 && share < WHOLE)) continue;
      const value = Math.abs(signed);
      if (source === SOURCE.toned && !isExact && question.form === undefined) continue;
      const isName = isNameSource(source);
      let gain = score * value;
      if (isExact) gain += EXACT * value + asSaid(name, source, question);
      const end = endOfTargets(list, group);
      for (let i = startOfTargets(list, group); i < end; i++) {
        const target = list[i] ?? 0;
        const at = placeOf(target);
        targetMask[at] = (targetMask[at] ?? 0) | mask;
        if (isName && share > (named[at] ?? 0)) named[at] = share;
        const many = isName ? 0 : MANY * Math.max(0, (nameCounts[target] ?? 0) - 8);
        const here = Math.max(0, gain - many);
        if (here > (best[at] ?? 0)) {
          best[at] = here;
          variantName[at] = name;
          variantSource[at] = source;
        }
      }
    }
  }

  /** The place of a target, which gets one if it has none. */
  function placeOf(target: number): number {
    let at = places[target] ?? 0;
    if (at === 0) {
      places[target] = at = ++targetCount;
      touchedTargets[at] = target;
      scores[at] = covers[at] = stamps[at] = 0;
    }
    if (stamps[at] !== stamp) {
      stamps[at] = stamp;
      named[at] = targetMask[at] = 0;
      // Less than any score, so that the first name counts, whatever it is worth.
      best[at] = -1;
      variantPlaces[variantCount++] = at;
    }
    return at;
  }

  /** What a name that is all of a question gains for how it is written. */
  function asSaid(name: number, source: number, { isInOrder, written, lower, form }: Question): number {
    if (source === SOURCE.formal) return isInOrder(names.text(name)) ? IN_ORDER : 0;
    if (isTyped(source)) {
      const asForm = form === source ? AS_FORM : 0;
      return bare(names.text(name)) === written ? AS_WRITTEN + asForm : asForm / 2;
    }
    const isMarked = lower !== undefined && source >= FIRST_LANGUAGE && isNameSource(source);
    return isMarked && lowered(names.text(name)) === lower ? AS_MARKED : 0;
  }

  function runVariant({ slots, factor, includes }: Variant, question: Question, worth: Float32Array): void {
    stamp++;
    nameCount = variantCount = 0;
    const ranked = [...slots].sort((a, b) => b.weight - a.weight).slice(0, MAX_SLOTS);
    const total = ranked.reduce((sum, { weight }) => sum + weight, 0);
    for (const [i, { matches, weight }] of ranked.entries()) {
      addWord(matches, 1 << i, weight, i === 0 ? Infinity : weight < MIN_SHARE * total ? 0 : MAX_NAMES);
    }
    for (let place = 1; place <= nameCount; place++) {
      spread(place, total, factor, question, worth);
      shorts[freeField(touched[place] ?? 0)] = 0;
    }
    const coverOf = coverTable(ranked.map(({ weight }) => (factor * weight) / total));
    for (let i = 0; i < variantCount; i++) {
      const at = variantPlaces[i] ?? 0;
      if (includes !== undefined && !includes(codePoints[ordinalAt(at)] ?? SEQUENCE)) continue;
      const cover = coverOf(targetMask[at] ?? 0);
      const common = (COMMON * (commonness[touchedTargets[at] ?? 0] ?? 0)) / 255;
      const score = (best[at] ?? 0) + TOGETHER * cover + NAMED * (named[at] ?? 0) + common;
      if (cover > (covers[at] ?? 0)) covers[at] = cover;
      if (score > (scores[at] ?? 0)) {
        scores[at] = score;
        bestName[at] = variantName[at] ?? 0;
        bestSource[at] = variantSource[at] ?? 0;
      }
    }
  }

  const ordinalAt = (place: number): number => ordinals[touchedTargets[place] ?? 0] ?? 0;

  function isBefore(a: number, b: number): boolean {
    const score = scores[a] ?? 0;
    const other = scores[b] ?? 0;
    return score > other || (score === other && ordinalAt(a) < ordinalAt(b));
  }

  function answer(question: Question, { accepts, limit, language }: AskOptions): Answer {
    stamp = targetCount = 0;
    for (const variant of question.variants) {
      const worth = worths(variant, language);
      if (worth !== undefined) runVariant(variant, question, worth);
    }
    let most = 0;
    for (let at = 1; at <= targetCount; at++) {
      places[touchedTargets[at] ?? 0] = 0;
      most = Math.max(most, covers[at] ?? 0);
    }
    const top = leaders(limit, isBefore);
    let found = 0;
    for (let at = 1; at <= targetCount; at++) {
      if ((covers[at] ?? 0) < MIN_COVER * most) continue;
      if (accepts !== undefined && !accepts(ordinalAt(at))) continue;
      found++;
      top.add(at);
    }
    const results = top.sorted().map((at): Result => {
      const source = bestSource[at] ?? 0;
      const name = bestName[at] ?? 0;
      return {
        ordinal: ordinalAt(at),
        name: () => (source === SOURCE.formal ? undefined : names.text(name)),
        language: sourceLanguage(source, names.languages),
      };
    });
    return { found, results, languages };
  }

  return answer;
}

/** Gives a function that tells how much of a question the words of a mask cover. */
function coverTable(weights: readonly number[]): (mask: number) => number {
  const known = new Map<number, number>();
  let [lastMask, lastCover] = [0, 0];
  return (mask) => {
    if (mask === lastMask) return lastCover;
    const cover = known.get(mask) ?? weights.reduce((sum, weight, i) => sum + ((mask >> i) & 1) * weight, 0);
    known.set(mask, cover);
    [lastMask, lastCover] = [mask, cover];
    return cover;
  };
}

/** A name that is typed in programs, without its delimiters. */
function bare(name: string): string {
  return name.replace(/^[:&\\]|[:;]$/g, '');
}

/** Keeps the best of what is added, up to `size`. */
function leaders(
  size: number,
  isBefore: (a: number, b: number) => boolean,
): { add(target: number): void; sorted(): number[] } {
  const compare = (a: number, b: number): number => (isBefore(a, b) ? -1 : 1);
  let kept: number[] = [];
  let last: number | undefined;
  return {
    add(target) {
      if (last !== undefined && !isBefore(target, last)) return;
      kept.push(target);
      if (kept.length < 2 * size + 16) return;
      kept = kept.sort(compare).slice(0, size);
      last = kept.at(-1);
    },
    sorted: () => kept.sort(compare).slice(0, size),
  };
}
