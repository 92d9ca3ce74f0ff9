/** Phrases: words that mean something together where they stand next to each other, `upside down`, `box drawing`. */

/** A phrase among some words: where it starts, how many words it has, and what it means. */
interface FoundPhrase<Meaning> {
  readonly at: number;
  readonly length: number;
  readonly meaning: Meaning;
}

/** A phrase, and what it means. */
type Phrase<Meaning> = readonly [said: string, meaning: Meaning];

/** Yields the phrases among some words, by the word at which they start; then in the order in which they are listed. */
export type FindPhrases<Meaning> = (words: readonly string[]) => Generator<FoundPhrase<Meaning>>;

/** Makes a function that finds these phrases. */
export function phraseFinder<Meaning>(phrases: readonly Phrase<Meaning>[]): FindPhrases<Meaning> {
  const byFirstWord = new Map<string, { readonly said: readonly string[]; readonly meaning: Meaning }[]>();
  for (const [phrase, meaning] of phrases) {
    const said = phrase.split(' ');
    const [first = ''] = said;
    byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), { said, meaning }]);
  }
  return function* (words) {
    for (const [at, word] of words.entries()) {
      for (const { said, meaning } of byFirstWord.get(word) ?? []) {
        if (said.every((each, i) => words[at + i] === each)) yield { at, length: said.length, meaning };
      }
    }
  };
}
