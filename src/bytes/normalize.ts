/** Normalization of text that anybody may have written. */

/** More marks in a row than anybody needs (UAX #15, Stream-Safe Text Format). */
const OVERLOADED = /\p{M}{31}/u;

/** The parts of a text, none of which has more marks in a row than that. */
const PARTS = /\P{M}+\p{M}{0,30}|\p{M}{1,30}/gu;

/**
 * The normalized form of a text. Of more than 30 marks in a row, each 30 are normalized alone: putting them in order
 * takes V8 the square of their number, which for the marks of one line is seconds.
 */
export function normalized(text: string, form: 'NFC' | 'NFD' | 'NFKC'): string {
  if (!OVERLOADED.test(text)) return text.normalize(form);
  return text.replace(PARTS, (part) => part.normalize(form));
}
