/** What the server asks of whoever knows the answers. The server itself knows nothing of Unicode. */
import type { ByteString } from '../unicode/encoding.ts';

export type { ByteString };

/** How a conversation's replies are written: for people, for programs, or as cards for people. */
export type Format = 'plain' | 'json' | 'detail';

export const FORMATS: readonly Format[] = ['plain', 'json', 'detail'];

/** Counts the results of replies. */
export interface Tally {
  results: number;
}

export interface Answerer {
  /**
   * The whole reply to one line, without the prompt: result lines, notes and the status line.
   * A small one is best returned as it is. A long one comes in pieces that end where a line ends, so that it can wait
   * for its reader; an empty piece says that there was work to do, and that it is a good moment to let others have
   * their turn.
   *
   * @param query the line as text, neither empty nor surrounded by white space
   * @param tally the number of results is added to it
   */
  answer(query: string, format: Format, tally: Tally): ByteString | Iterable<ByteString>;
  /** The status line `error: …`, without the prompt. */
  fail(message: string, format: Format): ByteString;
  /** The lines of a text, if there are any, and the status line `ok`, without the prompt. */
  ok(text: string, format: Format): ByteString;
}
