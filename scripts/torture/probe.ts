/** One more client, with nothing to do but to see how long the server makes it wait for a small reply. */
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { createHistogram } from 'node:perf_hooks';
import { PROMPT } from '../../src/client/protocol.ts';
import { header } from './open.ts';

export interface Probe {
  /** Milliseconds that the given part of all questions had to wait at most, in percent. */
  waited(percent: number): number;
  /** The longest wait since this was last asked, in milliseconds. */
  recently(): number;
  readonly questions: number;
  /** Why it can't go on, when it can't. */
  readonly fault: string | undefined;
  /** The last questions are over; what the server says of itself. */
  stop(): Promise<string>;
}

const EVERY = 50;

export function startProbe(port: number): Probe {
  const socket: Socket = connect({ host: '127.0.0.1', port, noDelay: true });
  const histogram = createHistogram();
  let reply = '';
  let expected: string | undefined;
  let asked = 0;
  let longest = 0;
  let fault: string | undefined;
  let stopping: ((stats: string) => void) | undefined;
  let line = '';
  let timer: NodeJS.Timeout | undefined;

  function ask(next: string): void {
    line = next;
    reply = '';
    asked = performance.now();
    socket.write(`${line}\n`);
  }

  function answered(): void {
    if (line === '/stats') return stopping?.(reply);
    if (line !== '') measure();
    if (stopping) ask('/stats');
    else timer = setTimeout(ask, EVERY, 'snowman');
  }

  function measure(): void {
    const waited = performance.now() - asked;
    longest = Math.max(longest, waited);
    histogram.record(Math.max(1, Math.round(waited * 1000)));
    expected ??= reply;
    if (reply !== expected) fault = `the probe got ${JSON.stringify(reply.slice(0, 200))}`;
  }

  socket
    .setEncoding('utf8')
    .on('connect', () => socket.write(header('192.0.2.1')))
    .on('data', (chunk: string) => {
      reply += chunk;
      if (reply.endsWith(PROMPT)) answered();
    })
    .on('error', (error) => (fault ??= `the probe lost its connection: ${error.message}`))
    .on('close', () => {
      if (!stopping) fault ??= `the probe was sent away: ${JSON.stringify(reply.slice(0, 300))}`;
      stopping?.(reply);
      clearTimeout(timer);
    });

  return {
    waited: (percent) => histogram.percentile(percent) / 1000,
    recently() {
      const waiting = line === 'snowman' && reply === '' ? performance.now() - asked : 0;
      const most = Math.max(longest, waiting);
      longest = 0;
      return most;
    },
    get questions() {
      return histogram.count;
    },
    get fault() {
      return fault;
    },
    stop() {
      return new Promise((resolve) => {
        setTimeout(resolve, 5000, 'no answer to /stats').unref();
        if (socket.closed) return resolve(fault ?? 'closed');
        stopping = resolve;
      });
    },
  };
}
