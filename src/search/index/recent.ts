/** Remembers the latest values, so that asking again costs a lookup. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/**
 * @param most how many values it remembers
 * @param longest the longest key that it remembers
 */
export function recent<Value>(most: number, longest: number): Recent<Value> {
  /** From the least recently used one to the latest. */
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
