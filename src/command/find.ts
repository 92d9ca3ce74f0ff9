/** `mojifinder find`: one query, answered without a server. */
import { once } from 'node:events';
import { gathering, taken } from '../bytes/sink.ts';
import { reply, searcher } from '../search/answer.ts';
import { openIndex } from '../search/index/moji-index.ts';
import { COMMANDS } from './commands.ts';
import { UsageError, readFlags } from './flags.ts';
import { tellIfAsked } from './help.ts';
import { endWithoutOutput } from './output.ts';

/**
 * Answers the query that the words of a command line are; throws QueryError for a bad one.
 *
 * @returns the exit status: 0 if anything was found, else 1
 */
export async function find(args: readonly string[]): Promise<number> {
  const line = readFlags(args, COMMANDS.find.flags);
  if (await tellIfAsked(line)) return 0;
  const query = line.words.join(' ').trim();
  if (query === '') throw new UsageError("find what? Write words of a name, as in 'mojifinder find cat face'");
  const tally = { results: 0 };
  endWithoutOutput();
  const index = openIndex();
  const sink = gathering(index.characters.block);
  for (const piece of taken(sink, reply(searcher(index, sink), query, line.settings.format, tally))) {
    const text = Buffer.from(piece.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  }
  return tally.results > 0 ? 0 : 1;
}
