/** The search alone, with no server around it: microseconds for a reply, by kind of query. */
import { clear, newArena } from '../../src/bytes/arena.ts';
import { lineOf } from '../../src/bytes/line.ts';
import { gathering, drainSink } from '../../src/bytes/sink.ts';
import { answer, searcher } from '../../src/search/answer.ts';
import { openIndex } from '../../src/search/index/moji-index.ts';
import { plainFinder } from '../../src/search/match/plain.ts';
import { seeded } from '../support/random.ts';
import { significant, table } from '../support/table.ts';
import type { Finding } from './findings.ts';
import { distinct, queries } from './queries.ts';
import { LONGEST_REPLY, SEED } from './stage.ts';

/** Kinds of queries besides plain words, each with some to ask. */
const KINDS: { readonly [kind: string]: readonly string[] } = {
  'a large script': ['cjk'],
  wildcard: ['snow*', '*ball', '*now*', 'arrow* left*'],
  phrase: ['"less than"', '"cat face"', '"small letter e with"'],
  without: ['cat !face', 'arrow !right !left'],
  either: ['cat face | dog face', 'snowman | sun | cloud'],
  property: ['block:arrows', 'script:cherokee', 'category:Sc', 'is:emoji cat'],
  keywords: ['~happy', '~weather', '~cat'],
  text: ['☃', 'é', 'naïve café', '🇯🇵'],
  'code points': ['U+2603', 'U+2600..U+26FF', '\\u{1F600}'],
  page: ['letter limit:20', 'arrow skip:40 limit:20'],
  'found by keywords': ['joyful', 'thermometer weather'],
  'by meaning': ['?right arrow', '?us flag', '?sad face', '?corazón', '?square root',
    '?treble clef', '?superscript 2'],
  'nearest words': ['snoowmann', 'elephhantt'],
};

/** How many queries of plain words are asked, and for how many milliseconds each kind is. */
const SAMPLE = 3000;
const WARM_UP = 100;
const MEASURED = 150;

export function measureSearch(): Finding {
  const index = openIndex(new URL('../../dist/search/index/', import.meta.url));
  const sink = gathering(index.characters.block);
  const search = searcher(index, sink);
  const findPlain = plainFinder(index);
  const arena = newArena();

  /** Answers as the server does, but for its cache. */
  function bytesOf(query: string): number {
    clear(arena);
    const finding = findPlain(lineOf(query), arena);
    const steps = finding ? search.renderer.write(finding, 'plain') : answer(search, query, 'plain', { results: 0 });
    let bytes = 0;
    for (const piece of drainSink(sink, steps)) bytes += piece.length;
    return bytes;
  }

  /** Asks the queries in turn for some milliseconds; microseconds and bytes of a reply, on average. */
  function repeat(asked: readonly string[], milliseconds: number): { micros: number; bytes: number } {
    let bytes = 0;
    let count = 0;
    const start = performance.now();
    let time = 0;
    while (time < milliseconds) {
      for (const query of asked) bytes += bytesOf(query);
      count += asked.length;
      time = performance.now() - start;
    }
    return { micros: (time / count) * 1000, bytes: bytes / count };
  }

  const drawn = distinct(queries(seeded(SEED)), SAMPLE, new Set());
  const plain = drawn.filter((query) => bytesOf(query) <= LONGEST_REPLY);
  const words = (count: number): string[] => plain.filter((query) => query.split(' ').length === count);

  const kinds = { 'one word': words(1), 'two words': words(2), 'three words': words(3), ...KINDS };
  const rows = Object.entries(kinds).map(([kind, asked]) => {
    repeat(asked, WARM_UP);
    const { micros, bytes } = repeat(asked, MEASURED);
    return [kind, `\`${asked[0]?.replaceAll('|', '\\|') ?? ''}\``, significant(bytes), significant(micros)];
  });
  return { text: table(['search alone', 'for example', 'bytes', 'µs'], rows), goals: [] };
}
