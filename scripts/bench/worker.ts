/** Worker processes of the bench, from both sides. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Children } from './children.ts';
import type { Reply, Request } from './messages.ts';
import { isReply, isRequest } from './messages.ts';

export interface Worker {
  readonly pid: number;
  /** Sends a request and waits for its reply, which is of the kind expected. One request at a time. */
  ask<Kind extends Reply['kind']>(request: Request, kind: Kind): Promise<Extract<Reply, { kind: Kind }>>;
  end(): Promise<void>;
}

/** Starts a module of this folder in a process of its own, with the loader that this process has. */
export function startWorker(children: Children, module: string): Worker {
  const path = fileURLToPath(new URL(module, import.meta.url));
  const child = children.adopt(fork(path, { serialization: 'advanced' }));

  function ask<Kind extends Reply['kind']>(request: Request, kind: Kind): Promise<Extract<Reply, { kind: Kind }>> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        child.off('message', message);
        child.off('exit', exit);
      };
      const message = (reply: unknown): void => {
        settle();
        if (isReply(reply) && isOfKind(reply, kind)) resolve(reply);
        else reject(new Error(isReply(reply) && reply.kind === 'failed' ? reply.message : `${module}: no ${kind}`));
      };
      const exit = (): void => {
        settle();
        reject(new Error(`${module} ended before it replied`));
      };
      child.on('message', message);
      child.on('exit', exit);
      child.send(request);
    });
  }

  return { pid: child.pid ?? 0, ask, end: () => children.end(child) };
}

function isOfKind<Kind extends Reply['kind']>(reply: Reply, kind: Kind): reply is Extract<Reply, { kind: Kind }> {
  return reply.kind === kind;
}

/** Serves requests in a worker process, until the bench has gone. */
export function serveRequests(serve: (request: Request) => Promise<Reply>): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (message: unknown) => {
    const reply = isRequest(message) ? serve(message) : Promise.reject(new Error('no request'));
    reply
      .catch((error: unknown): Reply => ({ kind: 'failed', message: String(error) }))
      .then((settled) => process.send?.(settled));
  });
}
