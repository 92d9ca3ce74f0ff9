/** The whole server, with all of Unicode, on a free port. */
import { answersFrom } from '../../src/search/answer.ts';
import type { MojiIndex } from '../../src/search/moji-index.ts';
import { finder } from '../../src/server/finder.ts';
import type { House } from '../../src/server/house.ts';
import { journal } from '../../src/server/journal.ts';
import { outbox } from '../../src/server/outflow.ts';
import type { Settings } from '../../src/server/settings.ts';
import { DEFAULTS, FIXED } from '../../src/server/settings.ts';
import { startStats } from '../../src/server/stats.ts';
import { supervisor } from '../../src/server/supervisor.ts';
import { turns } from '../../src/server/turns.ts';

export interface WholeServer extends AsyncDisposable {
  readonly port: number;
}

/** Serves an index; `await using` closes the server. */
export async function serveIndex(index: MojiIndex, settings: Partial<Settings> = {}): Promise<WholeServer> {
  const all = { ...DEFAULTS, port: 0, grace: 0, ...settings };
  const silent = { line: () => {}, flush: () => Promise.resolve() };
  const house: House = {
    settings: all,
    answerer: answersFrom(index),
    stats: startStats(),
    journal: journal(silent, false),
    outbox: outbox(),
    turns: turns(FIXED.turnOfAll),
    help: 'help',
    version: 'version',
  };
  const running = await supervisor(house, finder(house));
  return {
    port: running.port,
    async [Symbol.asyncDispose]() {
      await running.close();
      house.stats.eventLoop.disable();
    },
  };
}
