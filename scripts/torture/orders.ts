/** What the processes of a storm say to each other. */

export type Role = 'good' | 'bad' | 'victims';

const ROLES: readonly Role[] = ['good', 'bad', 'victims'];

export interface Orders {
  readonly role: Role;
  readonly port: number;
  readonly seed: number;
  /** Good clients that stay; crowds are in proportion to them. */
  readonly clients: number;
  /** Clients that come in a flood. */
  readonly flood: number;
  /** How long the storm is, in milliseconds. It begins when the load is told so. */
  readonly length: number;
}

/** One behaviour's part in the table. */
export interface Row {
  readonly name: string;
  /** Clients at once. */
  crowd: number;
  /** Connections one after the other. */
  lives: number;
  /** Connections that were told that the server is full, while it was. */
  refused: number;
  wrong: number;
}

export interface Report {
  /** Good clients that are connected and were welcomed. */
  readonly open: number;
  readonly replies: number;
  readonly bytes: number;
  /** Whether the load knows that the server is being told to stop. */
  readonly stopping: boolean;
  /** Whether all its clients are gone. */
  readonly done: boolean;
  readonly rows: readonly Row[];
  /** The first wrong and lost replies. */
  readonly faults: readonly string[];
}

/** Whether a message is a report: the loads send nothing else. */
export function isReport(message: unknown): message is Report {
  return typeof message === 'object' && message !== null && 'rows' in message;
}

export function readOrders(written: string): Orders {
  const { role, ...numbers }: Record<string, unknown> = Object(JSON.parse(written));
  const known = ROLES.find((name) => name === role);
  if (known === undefined) throw new Error(`no such role: ${String(role)}`);
  const number = (name: string): number => Number(numbers[name]);
  return {
    role: known,
    port: number('port'),
    seed: number('seed'),
    clients: number('clients'),
    flood: number('flood'),
    length: number('length'),
  };
}
