import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { RULE, statusOf } from '../../src/client/protocol.ts';
import { PendingReply } from '../../src/client/reply.ts';
import type { Asking } from '../../src/command/asking/many.ts';
import { askAsCompleted, askInOrder } from '../../src/command/asking/many.ts';
import { count, exitStatus, noOutcomes, summary } from '../../src/command/asking/outcomes.ts';
import { progress } from '../../src/command/asking/progress.ts';
import type { Question } from '../../src/command/asking/questions.ts';
import { MAX_LINE, questionsOf } from '../../src/command/asking/questions.ts';
import { lookOf, printer, shown } from '../../src/command/asking/screen.ts';

/** A pool that answers when a test wants it to, and what was printed. */
function staged(jobs: number) {
  const replies = new Map<string, PendingReply>();
  const output = new PassThrough();
  const flow = { hold() {}, release() {}, wait() {}, waited() {} };
  const asking: Asking = {
    pool: {
      send(line) {
        const reply = new PendingReply('', flow, undefined);
        replies.set(line, reply);
        return reply;
      },
      close: () => Promise.resolve(),
    },
    format: 'plain',
    jobs,
    lineFor: (question) => question,
    out: printer(output, { terminal: false, color: false }),
    outcomes: noOutcomes(),
  };
  function answer(line: string): void {
    const reply = replies.get(line);
    const status = Buffer.from(`${RULE} 1 found\r\n`);
    reply?.give(Buffer.from(`${line}!\r\n`));
    reply?.end({ line: status, status: statusOf(status) });
  }
  async function printed(): Promise<string> {
    await asking.out.flush();
    output.end();
    return (await text(output)).replaceAll(`${RULE} 1 found\n`, '');
  }
  return { asking, asked: () => [...replies.keys()], answer, printed };
}

async function* questions(...texts: readonly string[]): AsyncGenerator<readonly Question[]> {
  yield texts.map((each, at) => ({ number: at + 1, text: each, refusal: undefined }));
}

/** Until all that can happen without an answer has happened. */
function settled(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

describe('many questions', () => {
  test('are answered in their order, no more at once than allowed', async () => {
    const { asking, asked, answer, printed } = staged(2);
    const done = askInOrder(questions('a', 'b', 'c', 'd'), asking);
    await settled();
    assert.deepEqual(asked(), ['a', 'b']);
    answer('b');
    await settled();
    assert.deepEqual(asked(), ['a', 'b']);
    answer('a');
    await settled();
    assert.deepEqual(asked(), ['a', 'b', 'c', 'd']);
    answer('d');
    answer('c');
    await done;
    assert.equal(await printed(), 'a!\nb!\nc!\nd!\n');
    assert.equal(count(asking.outcomes), 4);
  });

  test('are answered as they are completed, each after its question, no more at once than allowed', async () => {
    const { asking, asked, answer, printed } = staged(2);
    const done = askAsCompleted(questions('a', 'b', 'c', 'd'), asking);
    await settled();
    assert.deepEqual(asked(), ['a', 'b']);
    for (const line of ['b', 'c', 'd', 'a']) {
      answer(line);
      await settled();
    }
    await done;
    assert.equal(await printed(), '?> b\nb!\n?> c\nc!\n?> d\nd!\n?> a\na!\n');
  });
});

describe('questions of a stream', () => {
  async function read(...chunks: readonly Buffer[]): Promise<Question[]> {
    async function* input(): AsyncGenerator<Buffer> {
      yield* chunks;
    }
    const all: Question[] = [];
    for await (const some of questionsOf(input())) all.push(...some);
    return all;
  }
  const bytes = Buffer.from('one\r\n\n zwei ☃ \n\t\nlast');

  test('are the same however it is cut', async () => {
    const expected = [
      { number: 1, text: 'one', refusal: undefined },
      { number: 3, text: 'zwei ☃', refusal: undefined },
      { number: 5, text: 'last', refusal: undefined },
    ];
    for (let cut = 0; cut <= bytes.length; cut++) {
      assert.deepEqual(await read(bytes.subarray(0, cut), bytes.subarray(cut)), expected, `cut at ${cut}`);
    }
    assert.deepEqual(await read(...Array.from(bytes, (_, at) => bytes.subarray(at, at + 1))), expected);
  });

  test('may be as long as the largest limit of a server, and no longer, in whatever pieces they come', async () => {
    for (const [length, refused] of [[MAX_LINE - 1, false], [MAX_LINE, false], [MAX_LINE + 1, true]] as const) {
      for (const end of ['\n', '\r\n']) {
        const lines = Buffer.from(`a\n${'x'.repeat(length)}${end}b\n`);
        for (const cut of [0, 2, 3, length + 1, length + 2, length + 3, length + 4]) {
          const all = await read(lines.subarray(0, cut), lines.subarray(cut));
          const how = `${length} bytes before ${JSON.stringify(end)}, cut at ${cut}`;
          assert.deepEqual(all.map(({ number }) => number), [1, 2, 3], how);
          assert.deepEqual(all.map(({ refusal }) => refusal !== undefined), [false, refused, false], how);
        }
      }
    }
  });

  test('that are no text are refused, and those around them are not', async () => {
    const all = await read(Buffer.from('caf\xe9\n', 'latin1'), Buffer.from('café\n'));
    assert.deepEqual(all.map(({ refusal }) => refusal), ['this line is not UTF-8', undefined]);
    assert.equal(all[1]?.text, 'café');
  });
});

describe('the report on many questions', () => {
  test('has the exit status of the worst one', () => {
    const none = noOutcomes();
    assert.equal(exitStatus(none), 1);
    assert.equal(exitStatus({ ...none, found: 1, nothing: 5 }), 0);
    assert.equal(exitStatus({ ...none, found: 1, bad: 1 }), 2);
    assert.equal(exitStatus({ ...none, found: 1, bad: 1, failed: 1 }), 3);
  });

  test('shows progress with a rate and, if the size is known, the time left', () => {
    const outcomes = { ...noOutcomes(), found: 1500, since: performance.now() - 3000 };
    assert.match(progress(outcomes, { size: undefined }), /^1,500 answered, (?:49\d|500)\/s$/);
    assert.match(progress(outcomes, { size: 4000, bytesRead: 1000 }), /^1,500 answered, \d+\/s, 25 %, 0:(09|10) left$/);
    const long = { ...outcomes, since: performance.now() - 3_600_000 };
    assert.match(progress(long, { size: 4000, bytesRead: 1000 }), /, 3:00:0[01] left$/);
  });

  test('names no more than ten complaints', () => {
    const complaints = Array.from({ length: 10 }, (_, at) => `line ${at + 1}: no`);
    const lines = summary({ ...noOutcomes(), bad: 12, complaints }).split('\n');
    assert.equal(lines.length, 12);
    assert.equal(lines[10], '… and 2 more');
  });
});

describe('a terminal', () => {
  test('gets colour, unless NO_COLOR says otherwise, and a pipe never', () => {
    assert.deepEqual(lookOf({ isTTY: true }, {}), { terminal: true, color: true });
    assert.deepEqual(lookOf({ isTTY: true }, { NO_COLOR: '1' }), { terminal: true, color: false });
    assert.deepEqual(lookOf({}, {}), { terminal: false, color: false });
  });

  test('shows what matched in colour, and the text is the same without it', () => {
    const lines = `U+00A0\t \tNO-BREAK SPACE\tNBSP\nDid you mean: cat?\n${RULE} 1 found\n${RULE} error: no\n`;
    const painted = shown(lines, { terminal: true, color: true });
    assert.match(painted, /^\x1b\[2mU\+00A0\x1b\[22m\t\x1b\[1m \x1b\[22m\tNO-BREAK SPACE\t\x1b\[36mNBSP\x1b\[39m\n/);
    assert.match(painted, /\x1b\[31m─+ error: no\x1b/);
    assert.equal(painted.replace(/\x1b\[\d+m/g, ''), lines);
  });

  test('gets nothing from a server that could move it', () => {
    const look = { terminal: true, color: false };
    assert.equal(shown('a\x1b[2Jb\x07\u009b\u202e\tc\n', look), 'a\ufffd[2Jb\ufffd\ufffd\ufffd\tc\n');
  });
});
