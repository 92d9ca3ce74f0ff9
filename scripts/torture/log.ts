/** The log under attack: a line for an event, no stack trace, nothing a client wrote that moves a terminal. */

/** What is seen of a log: how many lines it has, and what is wrong with some of them. */
export type Log = ReturnType<typeof watchLog>;

const MAX_FAULTS = 10;
export function watchLog() {
  const faults: string[] = [];
  const log = {
    lines: 0,
    faults,
    take(line: string): void {
      log.lines++;
      const fault = faultOf(line);
      if (fault !== undefined && faults.length < MAX_FAULTS) faults.push(`${fault}: ${line.slice(0, 300)}`);
    },
  };
  return log;
}

function faultOf(line: string): string | undefined {
  if (/^\s+at |^node:|Unhandled|Uncaught|MaxListeners|heap|^[\dTZ:.-]+ fault /.test(line)) return 'an exception';
  return /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(line) ? 'a control character' : undefined;
}
