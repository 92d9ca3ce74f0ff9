/** Texts as the lookups of the names take them. */
import type { Terms, Texts } from '../../src/search/meaning/lookup.ts';
import { byHash, byStart } from '../../src/search/meaning/lookup.ts';
import { newRoom } from '../../src/search/meaning/room.ts';

/** What a generator returns after its last step. */
export function done<Value>(steps: Generator<undefined, Value>): Value {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

export function textsOf(words: readonly string[]): Texts {
  const starts = [0];
  for (const word of words) starts.push((starts.at(-1) ?? 0) + Buffer.byteLength(word));
  return { bytes: Buffer.from(words.join('')), starts: Uint32Array.from(starts), count: words.length };
}

/** The same for different words, which are sorted by their bytes. */
export function termsOf(words: readonly string[]): Terms {
  const texts = textsOf(words);
  return { ...texts, byStart: done(byStart(texts)), table: done(byHash(texts, newRoom())) };
}
