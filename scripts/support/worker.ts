/**
 * Modules in processes of their own, whose functions are called from here: the two ends of the conversation. Both are
 * this program, so that what has an id is a message, and its types are those of the functions.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { adopt, end } from './children.ts';

/** The functions of a module; each takes one value, or none. */
interface Functions {
  readonly [name: string]: (given: never) => unknown;
}

export interface Worker<Served extends Functions> {
  readonly pid: number;
  /** Calls a function there; rejects when it fails, or when the process ends before it has returned. */
  call<Name extends keyof Served>(
    name: Name,
    ...given: Parameters<Served[Name]>
  ): Promise<Awaited<ReturnType<Served[Name]>>>;
  end(): Promise<void>;
}

interface Call<Given, Name extends keyof Given> {
  readonly id: number;
  readonly name: Name;
  readonly given: Given[Name];
}

/** What a function returned, or why it failed. */
type Returned<Value> = { readonly id: number } & ({ readonly value: Value } | { readonly failure: string });

/** Starts a module in a process of its own, with the loader that this process has. */
export function startWorker<Served extends Functions>(module: URL, ...args: readonly string[]): Worker<Served> {
  const child = adopt(fork(fileURLToPath(module), args, { serialization: 'advanced' }));
  let last = 0;
  child.setMaxListeners(0);

  return {
    pid: child.pid ?? 0,
    end: () => end(child),
    call<Name extends keyof Served>(name: Name, ...[given]: Parameters<Served[Name]>) {
      type Value = Awaited<ReturnType<Served[Name]>>;
      const id = ++last;
      return new Promise<Value>((resolve, reject) => {
        const ended = (): void => reject(new Error(`${module.pathname} ended`));
        function take(message: unknown): void {
          if (!isMessage<Returned<Value>>(message) || message.id !== id) return;
          child.off('message', take).off('exit', ended);
          if ('failure' in message) reject(new Error(message.failure));
          else resolve(message.value);
        }
        if (!child.connected) return ended();
        child.on('message', take).on('exit', ended);
        child.send({ id, name, given }, (error) => error && reject(error));
      });
    },
  };
}

/** Serves calls in such a process, until the one that started it has gone. */
export function serveCalls<Given>(
  functions: { readonly [Name in keyof Given]: (given: Given[Name]) => unknown },
): void {
  const run = <Name extends keyof Given>({ name, given }: Call<Given, Name>): unknown => functions[name](given);

  process.on('disconnect', () => process.exit());
  process.on('message', (message: unknown) => {
    if (!isMessage<Call<Given, keyof Given>>(message)) return;
    const { id } = message;
    Promise.resolve(message).then(run).then(
      (value) => process.send?.({ id, value }),
      (error: unknown) => process.send?.({ id, failure: error instanceof Error ? error.message : String(error) }),
    );
  });
}

function isMessage<Message extends { readonly id: number }>(message: unknown): message is Message {
  return typeof message === 'object' && message !== null && 'id' in message;
}
