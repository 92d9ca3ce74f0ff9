/** The page, served from this process in front of servers of the line protocol. */
import { once } from 'node:events';
import { listen } from '../../scripts/support/listen.ts';
import { finding } from '../../scripts/web/finding.ts';
import { webServer } from '../../scripts/web/web-server.ts';

export interface Serving extends AsyncDisposable {
  /** `http://127.0.0.1:…`, without a slash at its end. */
  readonly url: string;
}

/** Serves on a free port; `await using` closes it. */
export async function servePage(servers: readonly string[], timeout = 20_000): Promise<Serving> {
  const found = finding(servers, timeout);
  const server = webServer(found);
  // A process that runs tests may be busy for longer than a connection is kept by default.
  server.keepAliveTimeout = 60_000;
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await found[Symbol.asyncDispose]();
    },
  };
}
