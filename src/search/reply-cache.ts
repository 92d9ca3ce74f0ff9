/**
 * Replies to lines that come again. Lines that never do cost a look and a mark, and nothing is kept of them: what is
 * admitted has come twice, so a stream of distinct queries leaves no garbage.
 */
import { flat } from '../unicode/encoding.ts';
import type { ByteString } from '../unicode/encoding.ts';

export interface Reply {
  readonly bytes: ByteString;
  readonly results: number;
}

export interface ReplyCache {
  get(line: string): Reply | undefined;
  /** Keeps the reply to a line if the line came before, as far as anybody remembers. */
  offer(line: string, reply: Reply): void;
}

/** Marks of lines that came once. Two lines with one mark do no harm: one of them is admitted too soon. */
const MARKS = 1 << 16;

/** Bytes of replies in one of the two generations; when the young one is full it becomes the old one. */
const GENERATION_BYTES = 8_000_000;

/** What an entry costs beside its bytes, about. */
const ENTRY_BYTES = 150;

/** Longer replies are not worth it: sending them takes longer than finding them. */
const LONGEST_REPLY = 8192;

export function replyCache(): ReplyCache {
  const marks = new Uint32Array(MARKS);
  let young = new Map<string, Reply>();
  let old = new Map<string, Reply>();
  let bytes = 0;

  function keep(line: string, reply: Reply): void {
    bytes += line.length + reply.bytes.length + ENTRY_BYTES;
    if (bytes > GENERATION_BYTES) {
      old = young;
      young = new Map();
      bytes = 0;
    }
    young.set(line, reply);
  }

  return {
    get(line) {
      const reply = young.get(line);
      if (reply !== undefined) return reply;
      const aged = old.get(line);
      if (aged !== undefined) keep(flat(line), aged);
      return aged;
    },
    offer(line, reply) {
      if (reply.bytes.length > LONGEST_REPLY) return;
      const mark = markOf(line);
      const slot = mark % MARKS;
      // A line is part of a chunk and a reply a tree of pieces, and both hold on to the whole: what is kept is a copy.
      if (marks[slot] === mark) keep(flat(line), { ...reply, bytes: flat(reply.bytes) });
      else marks[slot] = mark;
    },
  };
}

/** A number for a line, from all of it (FNV-1a). */
function markOf(line: string): number {
  let mark = 0x811c9dc5;
  for (let i = 0; i < line.length; i++) mark = Math.imul(mark ^ line.charCodeAt(i), 0x01000193);
  return mark >>> 0;
}
