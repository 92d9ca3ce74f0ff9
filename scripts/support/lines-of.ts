import type { Reply } from '../../src/client/reply.ts';

/** All lines of a reply, once it is complete; its ending tells the rest. */
export async function linesOf(reply: Reply): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let part = await reply.next(); part !== undefined; part = await reply.next()) parts.push(part);
  return Buffer.concat(parts);
}
