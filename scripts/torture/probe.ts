/** One more client, with nothing to do but to see how long the server makes it wait for a small reply. */
import { setTimeout as sleep } from 'node:timers/promises';
import { PROMPT } from '../../src/client/protocol.ts';
import { connect } from '../support/client.ts';
import { header } from './open.ts';

/** Milliseconds between two questions. */
const EVERY = 50;

export async function startProbe(port: number) {
  const client = await connect(port);
  const waits: number[] = [];
  let asked = Infinity;
  let longest = 0;
  let isStopping = false;
  let fault: string | undefined;

  async function ask(line: string): Promise<string> {
    client.sends(line);
    return await client.until(PROMPT);
  }

  async function measure(): Promise<string> {
    asked = performance.now();
    const reply = await ask('snowman');
    const waited = performance.now() - asked;
    asked = Infinity;
    longest = Math.max(longest, waited);
    waits.push(waited);
    return reply;
  }

  async function probe(): Promise<string> {
    client.sendsBytes(header('192.0.2.1'));
    await client.until(PROMPT);
    const expected = await measure();
    while (!isStopping) {
      const reply = await measure();
      if (reply !== expected) fault ??= `the probe got ${JSON.stringify(reply.slice(0, 200))}`;
      await sleep(EVERY);
    }
    return await ask('/stats');
  }

  const stats = probe().catch((error: unknown) => (fault ??= `the probe failed: ${String(error)}`));
  return {
    /** Milliseconds that each question had to wait. */
    waits,
    /** The longest wait since this was last asked, in milliseconds. */
    recently(): number {
      const most = Math.max(longest, performance.now() - asked);
      longest = 0;
      return most;
    },
    /** Why it can't go on, when it can't. */
    fault: (): string | undefined => fault,
    /** The last questions are over; what the server says of itself. */
    stop(): Promise<string> {
      isStopping = true;
      return stats;
    },
  };
}
