/** Asks a server over a socket, many lines ahead. */
import type { Conversation } from '../../src/client/conversation.ts';
import { dial } from '../../src/client/conversation.ts';
import type { Format } from '../../src/client/protocol.ts';
import { linesOf } from '../support/lines-of.ts';

/** Milliseconds without a line after which a server counts as gone: machines may be busy. */
const PATIENCE = 60_000;

/** Lines that are under way at once. */
const AHEAD = 32;

export interface Asker {
  /** The lines of each reply, without its status line; an error is a line that starts with `error: `. */
  ask(questions: Iterable<string>): AsyncGenerator<{ readonly question: string; readonly lines: string[] }>;
  close(): Promise<void>;
}

/** Connects to a server on this machine. */
export async function asker(port: number, format: Format): Promise<Asker> {
  const conversation = await dial({ host: '127.0.0.1', port, format, timeout: PATIENCE });
  return {
    close: conversation.close,
    async *ask(questions) {
      const pending: { question: string; reply: Promise<string[]> }[] = [];
      for (const question of questions) {
        pending.push({ question, reply: replyTo(conversation, question) });
        const next = pending.length < AHEAD ? undefined : pending.shift();
        if (next) yield { question: next.question, lines: await next.reply };
      }
      for (const { question, reply } of pending) yield { question, lines: await reply };
    },
  };
}

async function replyTo(conversation: Conversation, question: string): Promise<string[]> {
  const reply = conversation.send(question);
  const lines = await linesOf(reply);
  const { status } = reply.ending();
  if (status.kind === 'error') return [`error: ${status.message}`];
  return lines.toString('utf8').split('\r\n').filter((line) => line !== '');
}
