/** A serving process: the index, the finder and the supervisor, put together. */
import { setFlagsFromString } from 'node:v8';
import { answersFrom } from '../search/answer.ts';
import { openIndex } from '../search/index/moji-index.ts';
import { hostOf } from '../server/addresses.ts';
import { finder } from '../server/finder.ts';
import { journal } from '../server/journal.ts';
import type { Log } from '../server/log.ts';
import { openLog } from '../server/log.ts';
import { openFilesLimit, underOpenFiles } from '../server/open-files.ts';
import { outbox } from '../server/outflow.ts';
import type { Settings } from '../server/settings.ts';
import { FIXED } from '../server/settings.ts';
import type { Stats } from '../server/stats.ts';
import { startStats } from '../server/stats.ts';
import type { Listen, Supervisor } from '../server/supervisor.ts';
import { supervisor } from '../server/supervisor.ts';
import { turns } from '../server/turns.ts';
import { UNICODE_VERSION } from '../unicode/characters.ts';
import { grouped } from './grouped.ts';
import { LANGUAGE_HELP, VERSION_TEXT } from './help.ts';

/** What clients are told where an answer needs a file that can't be used; the log says which one, and why. */
const DAMAGED = 'a file of this server is damaged; its log says which one';

/** What there is to say of a service that has just been opened. */
export interface Opening {
  /** In numbers. */
  readonly address: string;
  readonly port: number;
  /** Characters that have names. */
  readonly characters: number;
  /** Time it took to open the index, in milliseconds. */
  readonly indexed: number;
}

export interface Service {
  readonly opening: Opening;
  readonly stats: Stats;
  readonly log: Log;
  readonly server: Supervisor;
}

/** @param inherited the descriptor of a listening socket, if one was handed over */
export function listenOn({ host, port }: Settings, inherited: number | undefined): Listen {
  const { backlog } = FIXED;
  return inherited === undefined ? { host, port, backlog } : { fd: inherited, backlog };
}

/** Opens the index and listens; throws where it can't. */
export async function openService(
  settings: Settings,
  listen: Listen,
  log: Log = openLog(process.stderr.fd),
): Promise<Service> {
  growNewSpaceBy(4);
  const started = performance.now();
  const index = openIndex();
  const indexed = performance.now() - started;
  const events = journal(log, settings.verbose);
  const openFiles = openFilesLimit();
  const lowered = underOpenFiles(settings, openFiles);
  if (lowered !== settings) events.lowered(lowered.maxConnections, openFiles);
  const stats = startStats();
  const replies = outbox(index.characters.block);
  const services = {
    settings: lowered,
    answerer: answersFrom(index, replies, (error) => {
      events.failed('answer', error);
      return DAMAGED;
    }),
    stats,
    journal: events,
    outbox: replies,
    turns: turns(FIXED.turnOfAll, FIXED.turnOfLong, replies.flush),
    help: LANGUAGE_HELP,
    version: VERSION_TEXT,
  };
  const server = await supervisor(services, finder(services), listen);
  growNewSpaceBy(1);
  // The first answers do not need them; nobody should have to wait for them later.
  setTimeout(() => index.keywords(), FIXED.warmUp).unref();
  const { address, port } = server;
  return { opening: { address, port, characters: index.characters.named, indexed }, stats, log, server };
}

/**
 * Sets by what factor V8's new space grows when much of it survives. What survives the start makes it grow from 1 MB to
 * 4, which takes up to a fifth off the time of a query that leaves garbage. After that it must not grow: what survives
 * then is connections, for which it would grow to 16 MB, and they outlive any new space. V8 makes it small again when
 * nothing has been asked for half a minute.
 */
function growNewSpaceBy(factor: number): void {
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
}

/** Says where the service is, on stdout. */
export function announce({ address, port, characters, indexed }: Opening, workers = 1): void {
  console.log(`Serving on ${hostOf(address)}:${port}. Hit CTRL-C to stop.`);
  const pool = workers === 1 ? '' : `${workers} workers, `;
  const known = `Unicode ${UNICODE_VERSION}, ${grouped(characters)} characters`;
  console.log(`${known}, ${pool}ready in ${Math.round(indexed)} ms.`);
}
