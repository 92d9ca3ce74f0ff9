/** Remembers what was asked for last, so that asking again costs a look. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/**
 * @param most how many values it remembers
 * @param longest how long a key may be: it remembers no longer one
 */
export function recent<Value>(most: number, longest: number): Recent<Value> {
  /** From the one that was asked for the longest time ago to the last. */
  const values = new Map<string, Value>();
  return {
    get(key) {
      const value = values.get(key);
      if (value === undefined) return undefined;
      values.delete(key);
      values.set(key, value);
      return value;
    },
    set(key, value) {
      if (key.length > longest) return;
      values.set(key, value);
      const [oldest] = values.size > most ? values.keys() : [];
      if (oldest !== undefined) values.delete(oldest);
    },
  };
}
