/** The listening socket that a service manager passes to the server at start: sd_listen_fds(3). */
import { fstatSync, readFileSync } from 'node:fs';

/** The first descriptor handed over, `SD_LISTEN_FDS_START`. */
const FIRST = 3;

/**
 * The descriptor of the socket that was passed to this process, or undefined if there is none. The variables that say
 * so are removed from the environment: they are not meant for the processes that this one starts.
 *
 * A `LISTEN_PID` that names another process means that the variables were left over; if it is missing, the parent could
 * not know the process id beforehand.
 *
 * @throws {Error} where it is no socket or not open, or there are several: the server listens on one
 */
export function inheritedSocket(environment: NodeJS.ProcessEnv, pid: number): number | undefined {
  const { LISTEN_FDS: count = '', LISTEN_PID: meant = String(pid) } = environment;
  for (const name of ['LISTEN_FDS', 'LISTEN_PID', 'LISTEN_FDNAMES']) delete environment[name];
  if (meant !== String(pid) || !/^[1-9]\d*$/.test(count)) return undefined;
  if (count !== '1') throw new Error(`Can't listen on ${count} inherited sockets (LISTEN_FDS): hand over one.`);
  const fault = faultOf(FIRST);
  if (fault !== undefined) throw new Error(`Can't listen on descriptor ${FIRST} (LISTEN_FDS): ${fault}.`);
  return FIRST;
}

/** Why a descriptor is no socket; undefined if it is one. */
function faultOf(descriptor: number): string | undefined {
  try {
    return fstatSync(descriptor).isSocket() ? undefined : 'no socket';
  } catch {
    return 'it is not open';
  }
}

/** Throws where an inherited socket is bound to no port: to listen on it would open any free one. */
export function checkListening(descriptor: number): void {
  if (isListening(descriptor)) return;
  throw new Error(`Can't listen on descriptor ${descriptor} (LISTEN_FDS): this socket does not listen on a TCP port.`);
}

/** The state of a TCP socket that listens, in the kernel's tables (`TCP_LISTEN` of its `tcp_states.h`). */
const LISTENING = '0A';

/** Whether a socket is in the kernel's tables as one that listens. Without such tables, it is assumed to be. */
function isListening(descriptor: number): boolean {
  const inode = String(fstatSync(descriptor).ino);
  const tables = ['/proc/self/net/tcp', '/proc/self/net/tcp6'].map(readTable).filter((table) => table !== undefined);
  const rows = tables.flatMap((table) => table.split('\n').map((row) => row.trim().split(/\s+/)));
  return tables.length === 0 || rows.some((columns) => columns[3] === LISTENING && columns[9] === inode);
}

function readTable(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
}
