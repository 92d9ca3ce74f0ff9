/** `mojifinder serve`: the server, from its flags to its last connection. */
import cluster from 'node:cluster';
import { checkListening, inheritedSocket } from '../server/inherited.ts';
import type { Settings } from '../server/settings.ts';
import type { Listen } from '../server/supervisor.ts';
import { COMMANDS } from './commands.ts';
import { UsageError, readFlags } from './flags.ts';
import { tellIfAsked } from './help.ts';
import { notifyManager } from './notify.ts';
import { announce, listenOn, openService } from './service.ts';

/** Serves until it is told to stop; the exit status. */
export async function serve(args: readonly string[]): Promise<number> {
  const line = readFlags(args, COMMANDS.serve.flags);
  if (await tellIfAsked(line)) return 0;
  if (line.words[0] !== undefined) {
    throw new UsageError(`no command '${line.words[0]}'; did you mean: mojifinder ${meant(line.words).join(' ')}`);
  }
  if (cluster.isWorker && process.channel === undefined) {
    throw new Error('NODE_UNIQUE_ID is set, so Node takes this process for a worker of another; unset it.');
  }
  const inherited = inheritedSocket(process.env, process.pid);
  // A worker has the socket from the process that started it, which has checked it.
  if (inherited !== undefined && !cluster.isWorker) checkListening(inherited);
  const listen = listenOn(line.settings, inherited);
  if (line.settings.workers === 1) return serveAlone(line.settings, listen);
  const { serveTogether } = await import('./workers/serve.ts');
  return serveTogether(line.settings, listen);
}

/** What was probably meant: a command or a flag that is spelled similarly, or else `find`. */
function meant([first = '', ...rest]: readonly string[]): string[] {
  const letters = (word: string): string => [...word].sort().join('');
  const near = [...Object.keys(COMMANDS), 'help', 'version'].find((name) => {
    return letters(name) === letters(first) || (first.length > 2 && (name.startsWith(first) || first.startsWith(name)));
  });
  if (near === 'help' || near === 'version') return [`--${near}`];
  return near === undefined ? ['find', first, ...rest] : [near, ...rest];
}

async function serveAlone(settings: Settings, listen: Listen): Promise<number> {
  const service = await openService(settings, listen);
  // Before anybody is told that it serves: whoever started it may stop it at once.
  const ended = stopped(() => {
    notifyManager('STOPPING=1', service.log);
    return service.server.close();
  });
  announce(service.opening);
  notifyManager('READY=1', service.log);
  await ended;
  console.log('Server shut down.');
  await service.log.flush();
  return 0;
}

/** Resolves when a signal has stopped the server. A second signal ends the process at once. */
function stopped(close: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false;
    const stop = (): void => {
      if (stopping) process.exit(1);
      stopping = true;
      void close().then(resolve);
    };
    process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  });
}
