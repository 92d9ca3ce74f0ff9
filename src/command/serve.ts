/** `mojifinder serve`: the server, from its flags to its last connection. */
import { inheritedSocket } from '../server/inherited.ts';
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
    throw new UsageError(`no command '${line.words[0]}'; commands are ${Object.keys(COMMANDS).join(', ')}`);
  }
  const listen = listenOn(line.settings, inheritedSocket(process.env, process.pid));
  if (line.settings.workers === 1) return serveAlone(line.settings, listen);
  const { serveTogether } = await import('./workers.ts');
  return serveTogether(line.settings, listen);
}

async function serveAlone(settings: Settings, listen: Listen): Promise<number> {
  const service = await openService(settings, listen);
  announce(service.opening);
  notifyManager('READY=1', service.log);
  await stopped(() => {
    notifyManager('STOPPING=1', service.log);
    return service.server.close();
  });
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
