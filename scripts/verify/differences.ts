/** Counts comparisons, and prints those that fail. */
import { hex } from '../data/ranges.ts';

/** Differences of one kind that are printed; the rest is counted. */
const MAX_PRINTED = 10;

export interface Differences {
  /** Compares two values by their JSON. */
  same(what: string, actual: unknown, expected: unknown): void;
  /** Compares two sets of code points, and names the first code point that one of them lacks. */
  sameSet(what: string, actual: ReadonlySet<number>, expected: ReadonlySet<number>): void;
  /** Starts a kind of comparisons. */
  begin(kind: string): void;
  /** Prints the sum; returns how many differences there are. */
  end(): number;
}

export function differences(print: (line: string) => void): Differences {
  let kind = '';
  let compared = 0;
  let differing = 0;
  const all = { compared: 0, differing: 0 };

  function close(): void {
    if (kind !== '') print(`${kind}: ${compared} compared, ${differing} differences`);
    all.compared += compared;
    all.differing += differing;
    compared = differing = 0;
  }

  function tell(what: string, difference: string): void {
    if (++differing <= MAX_PRINTED) print(`  ${kind}: ${what}: ${difference}`);
  }

  return {
    begin(next) {
      close();
      kind = next;
    },
    same(what, actual, expected) {
      compared++;
      const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
      if (a !== b) tell(what, `found ${a}, expected ${b}`);
    },
    sameSet(what, actual, expected) {
      compared++;
      const missing = [...expected].filter((codePoint) => !actual.has(codePoint));
      const wrong = [...actual].filter((codePoint) => !expected.has(codePoint));
      const said = (codePoints: number[]): string =>
        `${codePoints.length}${codePoints.length === 0 ? '' : ` (U+${hex(codePoints[0] ?? 0)}…)`}`;
      if (missing.length + wrong.length > 0) tell(what, `${said(missing)} missing, ${said(wrong)} too many`);
    },
    end() {
      close();
      kind = '';
      print(`${all.compared} comparisons, ${all.differing} differences`);
      return all.differing;
    },
  };
}
