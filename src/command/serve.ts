/** `mojifinder serve`: the server, from its flags to its last connection. */
import { answersFrom } from '../search/answer.ts';
import type { MojiIndex } from '../search/moji-index.ts';
import { openIndex } from '../search/moji-index.ts';
import { finder } from '../server/finder.ts';
import { journal } from '../server/journal.ts';
import { openLog } from '../server/log.ts';
import { openFilesLimit, underOpenFiles } from '../server/open-files.ts';
import { startStats } from '../server/stats.ts';
import type { Supervisor } from '../server/supervisor.ts';
import { supervisor } from '../server/supervisor.ts';
import { UNICODE_VERSION } from '../unicode/characters.ts';
import { UsageError, readFlags } from './flags.ts';
import { COMMAND_HELP, LANGUAGE_HELP, SERVE_FLAGS, VERSION_TEXT } from './help.ts';

/** Serves until it is told to stop; the exit status. */
export async function serve(args: readonly string[]): Promise<number> {
  const { settings: wanted, words, help, version } = readFlags(args, SERVE_FLAGS);
  if (help || version) {
    console.log(help ? COMMAND_HELP : VERSION_TEXT);
    return 0;
  }
  if (words[0] !== undefined) throw new UsageError(`no command '${words[0]}'; commands are serve and find`);

  const started = performance.now();
  const index = openIndex();
  const indexed = performance.now() - started;
  const log = openLog(process.stderr.fd);
  const events = journal(log, wanted.verbose);
  const openFiles = openFilesLimit();
  const settings = underOpenFiles(wanted, openFiles);
  if (settings !== wanted) events.lowered(settings.maxConnections, openFiles);
  const answerer = answersFrom(index);
  const house = {
    settings,
    answerer,
    stats: startStats(),
    journal: events,
    help: LANGUAGE_HELP,
    version: VERSION_TEXT,
  };
  const server = await supervisor(house, finder(house));
  announce(server, index, indexed);
  // The first answers did not need them; nobody should have to wait for them later.
  setImmediate(() => index.keywords());
  await stopped(server);
  console.log('Server shut down.');
  await log.flush();
  return 0;
}

function announce({ address, port }: Supervisor, index: MojiIndex, milliseconds: number): void {
  console.log(`Serving on ${address.includes(':') ? `[${address}]` : address}:${port}. Hit CTRL-C to stop.`);
  const characters = index.characters.named.toLocaleString('en');
  console.log(`Unicode ${UNICODE_VERSION}, ${characters} characters, ready in ${Math.round(milliseconds)} ms.`);
}

/** Resolves when a signal has stopped the server. A second signal ends the process at once. */
function stopped(server: Supervisor): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false;
    const stop = (): void => {
      if (stopping) process.exit(1);
      stopping = true;
      void server.close().then(resolve);
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  });
}
