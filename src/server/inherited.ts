/** The listening socket that a service manager holds, and hands to the server when it starts it: sd_listen_fds(3). */

import { fstatSync } from 'node:fs';

/** The first descriptor handed over, `SD_LISTEN_FDS_START`. */
const FIRST = 3;

/**
 * The descriptor of the socket that was handed to this process, or undefined where none was. The variables that say so
 * are taken out of the environment: they are not meant for the processes that this one starts.
 *
 * A `LISTEN_PID` that names another process means that the variables were left over; where it is missing, whoever
 * started the process could not know its id beforehand.
 *
 * @throws {Error} where it is no socket, or there are several: the server listens on one
 */
export function inheritedSocket(environment: NodeJS.ProcessEnv, pid: number): number | undefined {
  const { LISTEN_FDS: count = '', LISTEN_PID: meant = String(pid) } = environment;
  for (const name of ['LISTEN_FDS', 'LISTEN_PID', 'LISTEN_FDNAMES']) delete environment[name];
  if (meant !== String(pid) || !/^[1-9]\d*$/.test(count)) return undefined;
  if (count !== '1') throw new Error(`Can't listen on ${count} inherited sockets (LISTEN_FDS): hand over one.`);
  if (!fstatSync(FIRST).isSocket()) throw new Error(`Can't listen on descriptor ${FIRST} (LISTEN_FDS): no socket.`);
  return FIRST;
}
