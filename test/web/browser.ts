/** A real browser, driven over its DevTools protocol through a pair of pipes. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { adopt, end } from '../../scripts/support/children.ts';

export interface Page {
  /** Goes to an address, and waits until it is loaded. */
  open(url: string): Promise<void>;
  /** What an expression is in the page, as JSON can tell; a promise is waited for. */
  evaluate(expression: string): Promise<unknown>;
  /** Waits until an expression is true in the page. */
  until(expression: string): Promise<void>;
  /** Types a text where the focus is. */
  types(text: string): Promise<void>;
  /** Presses a key, such as `Enter`. */
  presses(key: string): Promise<void>;
  send(method: string, parameters?: object): Promise<Record<string, unknown>>;
  /** Errors, warnings and violations of the page so far. */
  readonly complaints: readonly string[];
}

export interface Browser extends AsyncDisposable {
  page(): Promise<Page>;
  send(method: string, parameters?: object): Promise<Record<string, unknown>>;
}

/** Milliseconds after which what is waited for in a page will not come. */
const PATIENCE = 10_000;

/** Codes of keys that are no text (UI Events KeyboardEvent key and code values), for `Input.dispatchKeyEvent`. */
const KEYS: Readonly<Record<string, number>> = {
  Enter: 13,
  Escape: 27,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
};

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

type Settle = (message: Message) => void;

/** Starts the browser; `await using` ends it and removes what it has written. */
export async function launch(program: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'mojifinder-browser-'));
  const flags = [
    '--headless=new',
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    // Root, as in containers, has no sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  // It reads commands from its descriptor 3 and writes to 4.
  const child = adopt(spawn(program, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true }));
  const [commands, replies] = [child.stdio[3], child.stdio[4]];
  if (!(commands instanceof Writable) || !(replies instanceof Readable)) throw new Error('no pipes');
  const pipe: Writable = commands;

  const waiting = new Map<number, Settle>();
  const listeners = new Set<(message: Message) => void>();
  let last = 0;
  let rest = '';
  commands.on('error', () => {});
  replies.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const each of messages) {
      const message: Message = JSON.parse(each);
      if (message.id === undefined) for (const listener of listeners) listener(message);
      else waiting.get(message.id)?.(message);
    }
  });
  child.on('exit', () => {
    for (const settle of waiting.values()) settle({ error: { message: 'the browser has ended' } });
  });

  function command(method: string, params: object, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++last;
    return new Promise((resolve, reject) => {
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error === undefined) resolve(result ?? {});
        else reject(new Error(`${method}: ${error.message}`));
      });
      pipe.write(`${JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) })}\0`);
    });
  }

  async function page(): Promise<Page> {
    const { targetId } = await command('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await command('Target.attachToTarget', { targetId, flatten: true });
    if (typeof sessionId !== 'string') throw new Error('no session');
    const complaints: string[] = [];
    // Loads by their loader: the event of an earlier page may come after the command that leaves it.
    const loads = new Set<unknown>();
    let loaded = (): void => {};
    listeners.add((message) => {
      if (message.sessionId !== sessionId) return;
      if (message.method === 'Page.lifecycleEvent' && message.params?.['name'] === 'load') {
        loads.add(message.params['loaderId']);
        loaded();
      }
      if (/exceptionThrown|entryAdded/.test(message.method ?? '')) complaints.push(JSON.stringify(message.params));
    });
    const send = (method: string, parameters: object = {}) => command(method, parameters, sessionId);
    for (const domain of ['Page', 'Runtime', 'Log']) await send(`${domain}.enable`);
    await send('Page.setLifecycleEventsEnabled', { enabled: true });

    async function evaluate(expression: string): Promise<unknown> {
      const evaluated = await send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
        userGesture: true,
      });
      if (evaluated['exceptionDetails'] !== undefined) throw new Error(JSON.stringify(evaluated['exceptionDetails']));
      const { result } = evaluated;
      return typeof result === 'object' && result !== null && 'value' in result ? result.value : undefined;
    }

    return {
      complaints,
      send,
      evaluate,
      async open(url) {
        const { loaderId } = await send('Page.navigate', { url });
        while (!loads.has(loaderId)) await new Promise<void>((resolve) => (loaded = resolve));
      },
      async until(expression) {
        // The page itself looks, so that nothing is asked over the pipe in vain.
        const seen = await evaluate(`new Promise((resolve) => {
          const end = performance.now() + ${PATIENCE};
          const look = () => {
            if (${expression}) resolve(true);
            else if (performance.now() > end) resolve(false);
            else setTimeout(look, 10);
          };
          look();
        })`);
        if (seen === true) return;
        throw new Error(`not so: ${expression}\n${String(await evaluate('document.body.innerText'))}`);
      },
      async types(text) {
        await send('Input.insertText', { text });
      },
      async presses(key) {
        const code = { key, code: key, windowsVirtualKeyCode: KEYS[key] };
        await send('Input.dispatchKeyEvent', { type: 'keyDown', ...code, ...(key === 'Enter' && { text: '\r' }) });
        await send('Input.dispatchKeyEvent', { type: 'keyUp', ...code });
      },
    };
  }

  return {
    page,
    send: (method, parameters = {}) => command(method, parameters),
    async [Symbol.asyncDispose]() {
      await end(child);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
