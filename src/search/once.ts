/** Values that are read or made once, when they are first asked for, in steps shared by all that wait. */

/**
 * Makes a value once and keeps it. All who wait for it take its steps in turn: a hundred clients who ask at the same
 * time share the work, and one who leaves does not stop it.
 *
 * @param make if it throws, all callers get the error
 */
export function once<Value>(make: () => Generator<undefined, Value>): () => Generator<undefined, Value> {
  let steps: Generator<undefined, Value> | undefined;
  let made: { readonly value: Value } | undefined;
  let fault: { readonly error: unknown } | undefined;
  return function* () {
    while (made === undefined) {
      if (fault !== undefined) throw fault.error;
      steps ??= make();
      let step: IteratorResult<undefined, Value>;
      try {
        step = steps.next();
      } catch (error) {
        fault = { error };
        throw error;
      }
      if (step.done === true) made = { value: step.value };
      else yield;
    }
    return made.value;
  };
}

/** The same for each key. */
export function onceFor<Key, Value>(make: (key: Key) => Generator<undefined, Value>): typeof make {
  const all = new Map<Key, () => Generator<undefined, Value>>();
  return (key) => {
    const value = all.get(key) ?? once(() => make(key));
    all.set(key, value);
    return value();
  };
}
