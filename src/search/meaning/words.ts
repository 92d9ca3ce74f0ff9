/**
 * How names and questions are cut into words. A **piece** is one word as it is written, with the punctuation at it; the
 * pieces of a name, joined again, give the name.
 */
import type { Texts } from './lookup.ts';
import { lengthOf } from './lookup.ts';

/** At the end of a piece: the next one follows without a space. */
const JOINED = 0x01;
const SPACE = 0x20;

/** At the start of a piece: it is a face in letters and punctuation, which is compared as it is. */
export const FACE = 0x02;

/** Faces that have letters or digits, which are no words there: `:D`, `8-)`, `O:)`, `D:`, `T_T`, `\o/`, `</3`. */
const FACES = [
  /^[<>]?[:;=]['^~-]?[dposqx3cbl]$/i,
  /^[:;=]o[)(]$/i,
  /^(?:[8b]-?|x-)[)(dpo]$/i,
  /^[o03]:-?\)$/i,
  /^[dc]['-]?[:=]$/i,
  /^([tuxqvo0])\1?[_.-]+(?:\1|o)\1?$/i,
  /^\\?o\/$/i,
  /^<\/?3$/,
];

/** Whether a text is such a face. */
export function isFace(text: string): boolean {
  return text.length < 8 && FACES.some((face) => face.test(text));
}

/** A word: letters, digits and marks, with apostrophes inside, or a signed number that starts a text: `+1`, `:-1:`. */
const WORD = /(?:(?<=^|[\s:])[+-](?=\p{N}))?[\p{L}\p{N}\p{M}\u200C\u200D]+(?:['’ʼ](?=\p{L})[\p{L}\p{M}\u200C\u200D]+)*/gu;

/** A short word that an apostrophe ties to the next one: `l’œil`. */
const ELISION = /^\p{L}{1,2}['’ʼ](?=\p{L}{3})/u;

/** The pieces of a name, one for each of its words; a name without words is one piece. */
export function piecesOf(name: string): string[] {
  if (isFace(name)) return [String.fromCharCode(FACE) + name];
  const spans = spansOf(name);
  if (spans.length === 0) return [name];
  const pieces: string[] = [];
  let start = 0;
  for (const [i, [, end]] of spans.entries()) {
    const next = spans[i + 1]?.[0] ?? name.length;
    const space = i === spans.length - 1 ? -1 : name.slice(end, next).indexOf(' ');
    const cut = i === spans.length - 1 ? name.length : space < 0 ? next : end + space;
    const isJoined = i < spans.length - 1 && space < 0;
    pieces.push(name.slice(start, cut) + (isJoined ? String.fromCharCode(JOINED) : ''));
    start = space < 0 ? cut : cut + 1;
  }
  return pieces;
}

/** Makes a function that gives the name that some pieces make. */
export function nameReader(pieces: Texts): (of: readonly number[]) => string {
  const { bytes, starts } = pieces;
  let out = Buffer.alloc(256);
  return (of) => {
    const longest = of.reduce((sum, piece) => sum + lengthOf(pieces, piece) + 1, 0);
    if (longest > out.length) out = Buffer.alloc(2 * longest);
    let end = 0;
    for (const piece of of) {
      const start = starts[piece] ?? 0;
      for (let at = bytes[start] === FACE ? start + 1 : start; at < (starts[piece + 1] ?? 0); at++) {
        out[end++] = bytes[at] ?? 0;
      }
      if (out[end - 1] === JOINED) end--;
      else out[end++] = SPACE;
    }
    // All but the space after the last piece.
    return out.toString('utf8', 0, end - 1);
  };
}

/** The words of a question, as they are written. */
export function wordsOf(question: string): string[] {
  if (isFace(question)) return [String.fromCharCode(FACE) + question];
  const words = spansOf(question).map(([start, end]) => question.slice(start, end));
  return words.length > 0 ? words : question.split(/\s+/).filter(Boolean);
}

/** Where the words of a text start and end. */
function spansOf(text: string): [number, number][] {
  const spans: [number, number][] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!/[\p{L}\p{N}]/u.test(word)) continue;
    const elided = ELISION.exec(word)?.[0].length ?? 0;
    if (elided > 0) spans.push([index, index + elided - 1]);
    spans.push([index + elided, index + word.length]);
  }
  return spans;
}
