interface Work<Value> {
  readonly steps: Generator<undefined, Value>;
  made?: { readonly value: Value };
  fault?: { readonly error: unknown };
}

/**
 * What a function gives for a key, made once and kept. It is made in steps, which all who wait for it take in turn: a
 * hundred clients who ask at the same time share the work, and one who leaves does not stop it.
 *
 * @param make it throws to all who ask, if it throws
 */
export function once<Key, Value>(make: (key: Key) => Generator<undefined, Value>): typeof make {
  const all = new Map<Key, Work<Value>>();
  return function* (key) {
    const work: Work<Value> = all.get(key) ?? { steps: make(key) };
    all.set(key, work);
    while (work.made === undefined) {
      if (work.fault !== undefined) throw work.fault.error;
      let step: IteratorResult<undefined, Value>;
      try {
        step = work.steps.next();
      } catch (error) {
        work.fault = { error };
        throw error;
      }
      if (step.done === true) work.made = { value: step.value };
      else yield;
    }
    return work.made.value;
  };
}
