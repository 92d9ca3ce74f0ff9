/** The client library: what `import … from 'mojifinder'` gives. */
export type { Answer, AskOptions } from './answer.ts';
export type { Client, ConnectOptions } from './connect.ts';
export { connect } from './connect.ts';
export { ConnectionError, QueryError } from './errors.ts';
export type { Pool, PoolOptions } from './pool.ts';
export { pool } from './pool.ts';
export type { ProbeOptions, ServerState } from './probe.ts';
export { probe } from './probe.ts';
export type { Result } from './protocol.ts';
