/** What good clients ask, and the bytes that are the only right reply: the index makes them in this process, too. */
import { PROMPT } from '../../src/client/protocol.ts';
import { fromUtf8 } from '../../src/bytes/encoding.ts';
import type { Gathering } from '../../src/bytes/sink.ts';
import { gathering, drainSink } from '../../src/bytes/sink.ts';
import type { Searcher } from '../../src/search/answer.ts';
import { answer, searcher } from '../../src/search/answer.ts';
import type { MojiIndex } from '../../src/search/index/moji-index.ts';
import { openIndex } from '../../src/search/index/moji-index.ts';
import { linesOf } from '../../src/unicode/characters.ts';
import type { Random } from '../support/random.ts';
import { seeded } from '../support/random.ts';

export interface Question {
  readonly line: string;
  /** The reply, and the prompt after it. */
  readonly reply: Buffer;
}

export type Questions = ReturnType<typeof makeQuestions>;

/** Most bytes of the reply to a small question. */
const SMALL = 8192;

const MIDDLING = ['script:greek', 'digit', 'is:emoji', 'a', 'sign', 'arrow', 'script:arabic', 'block:dingbats'];
const BIG = ['cjk', 'category:Lo', 'cjk | small', 'U+0..U+10FFFF', 'hangul'];

const PLAIN = [
  ...['snowman', 'cat face', 'CAT FACE', 'less than', 'tibetan letter -a', 'hyphen-minus', 'white chess king', 'lf'],
  ...['nbsp', 'bom', 'ampersand', 'cyrillic yat', 'roman numeral ten', 'cjk unified ideograph 4e00'],
];

const SPECIAL = [
  ...["st. andrew's cross", 'flag: Japan', 'face !cat', '"less than"', '"white chess king"', 'cat face | dog face'],
  ...['limit:20 skip:40 cjk', 'limit:3 letter', 'block:arrows', 'script:ogham', 'category:Zs', 'age:15.1 limit:9'],
  ...['is:Bidi_Control', 'U+2603', 'U+2600..U+264F', '0x2603', '\\u2603', '\\u{1F600}', '&#9731;', '&#x2603;'],
  ...['U+D800', 'U+FFFF', 'U+0A', '☃', '☃ é', '…', '#', '|', '"'],
  ...['🏳️‍🌈', '👩🏽‍🚀', '🇯🇵', 'ﷺ', '\u202e', 'é', '1', '~'],
  ...['foo:bar', 'U+110000', 'cat |', '!cat', 'block:nowhere', 'limit:none cat', '"open', '~!cat', 'pound sign'],
];

const COSTLY = [
  ...['snow*', '*ball', '*now*', 'chess *ing', '~happy', '~snow', '~flag japan', 'snowmen', 'qwxz', 'smilling fase'],
  ...['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'grinnning'],
];

/** Builds the same questions for the same seed. */
export function makeQuestions(seed: number) {
  const index = openIndex();
  const sink = gathering(index.characters.block);
  const search = searcher(index, sink);
  const random = seeded(seed, 'questions');
  const known = new Map<string, Question>();

  function of(line: string): Question {
    const question = known.get(line) ?? { line, reply: replyTo(search, sink, line) };
    known.set(line, question);
    return question;
  }

  function small(lines: readonly string[]): Question[] {
    return lines.filter((line) => !/^[\s/]|\s$/.test(line)).map(of).filter(({ reply }) => reply.length <= SMALL);
  }

  return {
    /** Words of names, which is what nearly everybody asks for. Like the next two, with replies of a few kilobytes. */
    plain: small([...PLAIN, ...times(400, () => names(index, random))]),
    /** Aliases, phrases, properties, text, code points, errors. */
    special: small([...SPECIAL, ...times(60, () => otherThanNames(index, random))]),
    /** Wildcards, keywords, and words that no name has: what takes a search through all words. */
    costly: small([...COSTLY, ...times(5, () => wildcards(index, random))]),
    /** Replies of some ten thousand bytes. */
    middling: MIDDLING.map(of),
    /** Replies of megabytes. */
    big: BIG.map(of),
    /** Any line with its right reply. */
    of,
  };
}

function times(count: number, make: () => string[]): string[] {
  return Array.from({ length: count }, make).flat();
}

/** The reply as it is worked out without a cache or a fast path. */
function replyTo(search: Searcher, sink: Gathering, line: string): Buffer {
  const steps = answer(search, line, 'plain', { results: 0 });
  const pieces = Array.from(drainSink(sink, steps), (piece) => Buffer.from(piece));
  return Buffer.concat([...pieces, Buffer.from(PROMPT)]);
}

/** The code point, text and name of some character. */
function someCharacter({ characters }: MojiIndex, random: Random): { code: string; char: string; words: string[] } {
  const at = random.between(0, characters.count - 1);
  const [code = '', char = '', name = ''] = fromUtf8(linesOf(characters, at, at + 1)).trimEnd().split('\t');
  return { code, char, words: name.split(' ') };
}

function names(index: MojiIndex, random: Random): string[] {
  const { words } = someCharacter(index, random);
  const from = random.between(0, words.length - 1);
  return [words.join(' '), words.join(' ').toLowerCase(), words.slice(from).reverse().join(' ')];
}

function otherThanNames(index: MojiIndex, random: Random): string[] {
  const { code, char, words } = someCharacter(index, random);
  const from = random.between(0, words.length - 1);
  const two = `${char}${someCharacter(index, random).char}`;
  return [`"${words.slice(from).join(' ')}" limit:5`, `${words.join('\t')} !${random.pick(words)}x`, code, char, two];
}

function wildcards(index: MojiIndex, random: Random): string[] {
  const longest = someCharacter(index, random).words.reduce((a, b) => (b.length > a.length ? b : a));
  return [`${longest.slice(0, 4)}* limit:7`, `*${longest.slice(-4)} limit:7`, `*${longest.slice(1, -1)}* limit:7`];
}
