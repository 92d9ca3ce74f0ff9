/** Listening to signals that many wait on at once. */
import { setMaxListeners } from 'node:events';

/**
 * Calls a function once when a signal is aborted. A signal may end any number of questions, so Node must not warn about
 * more than ten listeners.
 *
 * @returns a function that stops listening
 */
export function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal === undefined) return () => {};
  setMaxListeners(0, signal);
  signal.addEventListener('abort', act, { once: true });
  return () => signal.removeEventListener('abort', act);
}
