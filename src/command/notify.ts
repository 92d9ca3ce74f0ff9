/** Reports the state of the server to the service manager: sd_notify(3). */
import type { Log } from '../server/log.ts';

/** What there is to say. */
type State = 'READY=1' | 'STOPPING=1';

/**
 * Tells the manager, if it wants to know (`NOTIFY_SOCKET`). Node can't send datagrams to a Unix socket, so the program
 * `systemd-notify` does it; where that fails, it is logged, and the server serves all the same.
 */
export function notifyManager(state: State, log: Log): void {
  if (process.env['NOTIFY_SOCKET'] === undefined) return;
  void import('node:child_process').then(({ spawn }) => {
    const teller = spawn('systemd-notify', [state], { stdio: 'ignore' });
    teller.on('error', ({ message }) => log.line(`notify ${state} failed: ${message}`));
    teller.on('exit', (status) => {
      if (status !== 0) log.line(`notify ${state} failed: systemd-notify ended with ${String(status)}`);
    });
  });
}
