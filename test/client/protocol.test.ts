import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { utf8 } from '../../src/bytes/encoding.ts';
import { formatAddress, parseAddress } from '../../src/client/address.ts';
import type { Status } from '../../src/client/protocol.ts';
import {
  FORMATS,
  MAX_LINE_BYTES,
  PROMPT,
  ProtocolError,
  RULE,
  byMeaning,
  isFarewell,
  isJson,
  replySplitter,
  resultsOf,
  statusOf,
  unsendable,
} from '../../src/client/protocol.ts';
import * as format from '../../src/search/reply/format.ts';
import { RULE_BYTES } from '../../src/search/reply/status.ts';
import { SHUTTING_DOWN, UNANNOUNCED, crowded, farewell, full } from '../../src/server/farewells.ts';
import * as server from '../../src/server/finder.ts';
import { REASONS } from '../../src/server/journal.ts';

/** What a splitter makes of some pieces: the lines and the status of each reply. */
function split(...chunks: readonly Buffer[]): [lines: string, status: string][] {
  const replies: [string, string][] = [];
  let text = '';
  const take = replySplitter({
    lines: (bytes) => void (text += bytes.toString()),
    status(line) {
      replies.push([text, line.toString().trimEnd()]);
      text = '';
    },
  });
  for (const chunk of chunks) take(chunk);
  return replies;
}

const SESSION = Buffer.from(
  `?> U+2603\t☃\tSNOWMAN\r\n${RULE} 1 found\r\n?> ?> Did you mean: cat?\r\n${RULE} 0 found\r\n?> ${RULE} error: no\r\n?> `,
);
const REPLIES = [
  ['U+2603\t☃\tSNOWMAN\r\n', `${RULE} 1 found`],
  ['Did you mean: cat?\r\n', `${RULE} 0 found`],
  ['', `${RULE} error: no`],
];

test('client and server have the same words of the protocol', () => {
  assert.deepEqual(FORMATS, format.FORMATS);
  assert.deepEqual(FORMATS.map(isJson), FORMATS.map(format.isJson));
  assert.equal(PROMPT, server.PROMPT);
  assert.equal(utf8(`${RULE} `), RULE_BYTES);
});

describe('the splitter of replies', () => {
  test('drops prompts and tells lines from status lines', () => assert.deepEqual(split(SESSION), REPLIES));

  test('gives the same wherever the network cuts', () => {
    for (let cut = 0; cut <= SESSION.length; cut++) {
      assert.deepEqual(split(SESSION.subarray(0, cut), SESSION.subarray(cut)), REPLIES, `cut at ${cut}`);
    }
    assert.deepEqual(split(...Array.from(SESSION, (_, at) => SESSION.subarray(at, at + 1))), REPLIES);
  });

  test('reads JSON, which has no prompts', () => {
    const reply = '{"code":"U+2603","char":"☃","name":"SNOWMAN"}\r\n';
    const end = '{"status":"ok","found":1}';
    assert.deepEqual(split(Buffer.from(`${reply}${end}\r\n`)), [[reply, end]]);
  });

  test('accepts a line of the maximum length and refuses a longer one', () => {
    assert.deepEqual(split(Buffer.alloc(MAX_LINE_BYTES, 'x')), []);
    assert.throws(() => split(Buffer.alloc(MAX_LINE_BYTES, 'x'), Buffer.from('x')), ProtocolError);
  });
});

/** What a status line says. */
function said(line: string): Status {
  return statusOf(Buffer.from(`${line}\r\n`));
}

test('a status line says what was found, that a command was obeyed, or what was wrong', () => {
  const found = { kind: 'found', found: 1234, shown: 20, suggestions: [] };
  assert.deepEqual(said(`${RULE} 20 of 1234 found`), found);
  assert.deepEqual(said('{"status":"ok","found":1234,"shown":20}'), found);
  assert.deepEqual(said(`${RULE} 8 found`), { kind: 'found', found: 8, shown: 8, suggestions: [] });
  assert.deepEqual(said(`${RULE} ok`), { kind: 'ok', text: '' });
  assert.deepEqual(said('{"status":"ok","text":"hello"}'), { kind: 'ok', text: 'hello' });
  assert.deepEqual(said(`${RULE} error: so: not`), { kind: 'error', message: 'so: not' });
  assert.deepEqual(said('{"status":"error","message":"so"}'), { kind: 'error', message: 'so' });
  for (const line of [`${RULE} 8 lost`, '{"status":"odd"}', '{"status":']) {
    assert.throws(() => said(line), ProtocolError, line);
  }
});

/** All that a server may say before it ends a conversation. */
function farewells(): string[] {
  const reasons = REASONS.map((reason) => farewell(reason, 60)).filter((message) => message !== undefined);
  assert.equal(reasons.length, 10);
  return [...reasons, SHUTTING_DOWN, UNANNOUNCED, full(1), crowded(1)];
}

test('the protocol names how each message starts that ends a conversation, and none that no server sends', () => {
  const text = readFileSync(new URL('../../src/server/PROTOCOL.md', import.meta.url), 'utf8');
  const [, table = ''] = /^\| start of the message .*\n\| --- .*\n((?:\|.*\n)+)/m.exec(text) ?? [];
  const starts = [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, start = '']) => start);
  for (const message of farewells()) assert.ok(starts.some((start) => message.startsWith(start)), message);
  for (const start of starts) {
    assert.ok(farewells().some((message) => message.startsWith(start)), start);
    assert.ok(isFarewell({ message: start }), start);
  }
});

test('what a server says before it ends a conversation is no reply to a question', () => {
  for (const message of farewells()) assert.ok(isFarewell({ message }), message);
  for (const message of ["no block 'arows'", 'this line has more than 4096 bytes', 'this line is not UTF-8']) {
    assert.ok(!isFarewell({ message }), message);
  }
});

test('objects that are no results are refused', () => {
  for (const line of ['{}', '7', 'null', '{"code":1,"char":"a","name":"b"}', 'U+2603', '\xff']) {
    assert.throws(() => resultsOf(Buffer.from(line, 'latin1')), ProtocolError, line);
  }
});

test('words are asked by meaning, and anything with an operator is sent as it is', () => {
  for (const words of ['right arrow', "hangman's noose", 'st. andrew', '雪だるま', 'cat limit:5', 'x-ray', 'Straße', '2728', 'flag: Japan', 'what is this?']) {
    assert.equal(byMeaning(words), `?${words}`);
  }
  for (const face of [':)', ':D', '8-)', 'O:)', 'D:', 'T_T', '\\o/', ':-|', '</3', '->', '<=>', '|->', '>= limit:2']) {
    assert.equal(byMeaning(face), `?${face}`);
  }
  for (const line of [
    'snow*', '"less than"', 'cat !face', 'cat | dog', '~happy', 'block:arrows', 'U+2603', 'u2603', '0x2603', '\\u2603',
    '&#9731;', '%E2%98%83', '2600..26FF', '☃', 'é', '?right', '/stats', 'letter -A', 'limit:5', '( )',
    '!', '!!', '~a', '*a', 'a|b', '-A', 'is:a', '"|"', '&lt;', '\\x41', '\\101', 'U+41', '/a', 'a..c',
  ]) {
    assert.equal(byMeaning(line), line);
  }
});

test('text that is not a single question is not sent', () => {
  for (const text of ['', '  ', '\ufeff', 'cat\ndog', 'cat\rdog', 'a\0', '\x04', ' \x1b']) {
    assert.notEqual(unsendable(text), undefined, JSON.stringify(text));
  }
  for (const text of ['cat', '\tcat', '☃']) assert.equal(unsendable(text), undefined);
});

test('addresses are read as people write them', () => {
  for (const [text, host, port] of [
    ['example.org:23', 'example.org', 23],
    ['example.org', 'example.org', 2323],
    [':23', '127.0.0.1', 23],
    ['[::1]:23', '::1', 23],
    ['[::1]', '::1', 2323],
    ['::1', '::1', 2323],
    ['localhost:1', 'localhost', 1],
    ['localhost:65535', 'localhost', 65_535],
  ] as const) {
    assert.deepEqual(parseAddress(text), { host, port }, text);
    assert.deepEqual(parseAddress(formatAddress({ host, port })), { host, port });
  }
  for (const text of ['', ':', 'localhost:0', 'localhost:65536', 'localhost:', 'a b:1', 'http://localhost:1', 'a:b', '[::1']) {
    assert.throws(() => parseAddress(text), RangeError, text);
  }
});
