/** Fails the build with the message when a fact about the data does not hold. */
export function fact(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message);
}

/** Fails the build when a count is not the expected one. */
export function count(what: string, actual: number, expected: number): void {
  fact(actual === expected, `${what}: expected ${expected}, found ${actual}`);
}
