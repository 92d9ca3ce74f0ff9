/** What the page asks of the servers: characters for a question, and the card of one of them. */
import type { Result } from '../../src/client/protocol.ts';
import { byMeaning, refusalOf } from '../../src/client/protocol.ts';
import { QueryError } from '../../src/client/errors.ts';
import { pool, rawPool } from '../../src/client/pool.ts';
import { linesOf } from '../support/lines-of.ts';

/** Characters for a question. */
export interface Found {
  readonly results: readonly Result[];
  /** How many there are; the results may be fewer. */
  readonly found: number;
  /** Words to ask for instead, where there are none. */
  readonly suggestions: readonly string[];
}

/** A fact about a character, as its card has it: a name and a value. */
export type Fact = readonly [name: string, value: string];

export interface Finding extends AsyncDisposable {
  /** Throws QueryError, and ConnectionError where no server answers. */
  search(question: string, signal: AbortSignal): Promise<Found>;
  /** The card of a character or sequence, by its code points, as in `U+2603`; undefined for what is none. */
  card(code: string, signal: AbortSignal): Promise<readonly Fact[] | undefined>;
}

/** Results of one question at most: some screens full. */
export const MAX_RESULTS = 100;

/** Longest question, in characters: a long paste, and less than a server takes in a line. */
export const LONGEST = 500;

const CODE = /^U\+[0-9A-F]{4,6}(?: U\+[0-9A-F]{4,6}){0,19}$/;

/** Finds through pools of connections to some servers, which need not be there yet. */
export function finding(servers: readonly string[], timeout: number): Finding {
  const results = pool({ servers, timeout });
  const cards = rawPool('detail', { servers, timeout, size: 1 });

  async function search(question: string, signal: AbortSignal): Promise<Found> {
    if (question.length > LONGEST) throw new QueryError(`a question has at most ${LONGEST} characters`, question);
    const refusal = refusalOf(question);
    if (refusal !== undefined) throw new QueryError(refusal, question);
    const [, asked = MAX_RESULTS] = /(?:^|[\s|])limit:(\d+)/i.exec(question) ?? [];
    const limit = Math.max(1, Math.min(Number(asked), MAX_RESULTS));
    const answer = results.ask(byMeaning(question), { limit, signal });
    const some = await answer.all();
    return { results: some, found: answer.found ?? some.length, suggestions: answer.suggestions };
  }

  async function card(code: string, signal: AbortSignal): Promise<readonly Fact[] | undefined> {
    if (!CODE.test(code)) return undefined;
    // One character is asked for by its code point, since some break a line; a sequence as the text it is.
    const line = code.includes(' ') ? code.split(' ').map(charOf).join('') : code;
    // All visitors share the connection: what is sent must get one reply, and change nothing.
    if (refusalOf(line) !== undefined || /[\p{Cc}\s]/u.test(line)) return undefined;
    const reply = cards.send(line, signal);
    return factsOf((await linesOf(reply)).toString('utf8'), code);
  }

  return {
    search,
    card,
    async [Symbol.asyncDispose]() {
      await Promise.all([results.close(), cards.close()]);
    },
  };
}

function charOf(notation: string): string {
  const codePoint = Number.parseInt(notation.slice('U+'.length), 16);
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\ufffd';
}

/** A row of a card: its label takes ten columns, or as many as it is long; then comes a space. */
const ROW = /^ {4}(?:(.{10})|(name \(\S+\)|\S+)) (.*?)\r?$/gm;

/** The facts in the card of one character, in a reply with cards. */
function factsOf(reply: string, code: string): Fact[] {
  const card = reply.split(/^(?=U\+)/m).find((part) => part.startsWith(`${code}\t`)) ?? '';
  return [...card.matchAll(ROW)].map(([, padded, long = '', value = '']) => [padded?.trimEnd() ?? long, value]);
}
