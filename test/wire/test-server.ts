/** The whole server, with all of Unicode, on a free port. */
import type { Answerer } from '../../src/search/answer.ts';
import { answersFrom } from '../../src/search/answer.ts';
import type { MojiIndex } from '../../src/search/index/moji-index.ts';
import { finder } from '../../src/server/finder.ts';
import type { Services } from '../../src/server/services.ts';
import { journal } from '../../src/server/journal.ts';
import type { Outbox } from '../../src/server/outflow.ts';
import { outbox } from '../../src/server/outflow.ts';
import type { Settings } from '../../src/server/settings.ts';
import { FIXED } from '../../src/server/settings.ts';
import { startStats } from '../../src/server/stats.ts';
import { supervisor } from '../../src/server/supervisor.ts';
import { turns } from '../../src/server/turns.ts';
import { DEFAULTS } from '../support/defaults.ts';

export interface WholeServer extends AsyncDisposable {
  readonly port: number;
}

/** What servers of one index share, as if they were one. */
interface Shared {
  readonly outbox: Outbox;
  readonly answerer: Answerer;
}

const shared = new Map<MojiIndex, Shared>();

function share(index: MojiIndex): Shared {
  const replies = outbox(index.characters.block);
  const made = { outbox: replies, answerer: answersFrom(index, replies) };
  shared.set(index, made);
  return made;
}

/** Serves an index; `await using` closes the server. */
export async function serveIndex(index: MojiIndex, settings: Partial<Settings> = {}): Promise<WholeServer> {
  const all = { ...DEFAULTS, port: 0, grace: 0, ...settings };
  const { outbox: replies, answerer } = shared.get(index) ?? share(index);
  const silent = { line: () => {}, flush: () => Promise.resolve() };
  const services: Services = {
    settings: all,
    outbox: replies,
    answerer,
    stats: startStats(),
    journal: journal(silent, false),
    turns: turns(FIXED.turnOfAll, FIXED.turnOfLong, replies.flush),
    help: 'help',
    version: 'version',
  };
  const running = await supervisor(services, finder(services));
  return {
    port: running.port,
    async [Symbol.asyncDispose]() {
      await running.close();
      services.stats.eventLoop.disable();
    },
  };
}
