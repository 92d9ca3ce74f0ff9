import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { connect } from '../../scripts/support/client.ts';
import { exchange } from '../../scripts/support/exchange.ts';
import { openIndex } from '../../src/search/index/moji-index.ts';
import { builtIndex } from '../program.ts';
import type { WholeServer } from './test-server.ts';
import { serveIndex } from './test-server.ts';

const RULE = '─'.repeat(66);

const CAT_FACES = [
  'U+1F431\t🐱\tCAT FACE',
  'U+1F638\t😸\tGRINNING CAT FACE WITH SMILING EYES',
  'U+1F639\t😹\tCAT FACE WITH TEARS OF JOY',
  'U+1F63A\t😺\tSMILING CAT FACE WITH OPEN MOUTH',
  'U+1F63B\t😻\tSMILING CAT FACE WITH HEART-SHAPED EYES',
  'U+1F63C\t😼\tCAT FACE WITH WRY SMILE',
  'U+1F63D\t😽\tKISSING CAT FACE WITH CLOSED EYES',
  'U+1F63E\t😾\tPOUTING CAT FACE',
  'U+1F63F\t😿\tCRYING CAT FACE',
  'U+1F640\t🙀\tWEARY CAT FACE',
  `${RULE} 10 found`,
  '',
].join('\r\n');

const NOTHING = `${RULE} 0 found\r\n`;

describe('a session', () => {
  const index = openIndex(builtIndex());
  let server: WholeServer;
  const says = (sent: string | Buffer): Promise<string> => exchange(server.port, sent);
  before(async () => {
    server = await serveIndex(index);
  });
  after(async () => {
    await server[Symbol.asyncDispose]();
  });

  it('is byte for byte that of the server in Fluent Python', async () => {
    assert.equal(await says('cat face\n'), `?> ${CAT_FACES}?> `);
  });

  it('answers a last line without its line end', async () => {
    assert.equal(await says('cat face'), `?> ${CAT_FACES}?> `);
  });

  it('takes CRLF for LF, and drops the white space around a line', async () => {
    assert.equal(await says(' \tcat face  \r\n'), `?> ${CAT_FACES}?> `);
  });

  it('takes any case, and a hyphen for a space', async () => {
    assert.equal(await says('Cat-FACE\n'), `?> ${CAT_FACES}?> `);
  });

  it('answers an empty line with a prompt and nothing else', async () => {
    assert.equal(await says('\n\r\n  \n'), '?> ?> ?> ?> ');
  });

  it('answers pipelined lines in their order', async () => {
    assert.equal(await says('qqqqqqqqqq\ncat face\nqqqqqqqqqq\n'), `?> ${NOTHING}?> ${CAT_FACES}?> ${NOTHING}?> `);
  });

  it('takes a control character for goodbye, and answers nothing after it', async () => {
    assert.equal(await says('cat face\n\x1b\ncat face\n'), `?> ${CAT_FACES}?> `);
  });

  it('goes on after a line that is not UTF-8, and loses none of the others', async () => {
    const sent = Buffer.concat([Buffer.from('cat face\n'), Buffer.from([0xc3, 0x28, 0x0a]), Buffer.from('cat face\n')]);
    assert.equal(await says(sent), `?> ${CAT_FACES}?> ${RULE} error: this line is not UTF-8\r\n?> ${CAT_FACES}?> `);
  });

  it('goes on after a line that is too long, and loses none of the others', async () => {
    const reply = await says(`cat face\n${'x'.repeat(5000)}\ncat face\n`);
    assert.match(reply, /^\?> U\+1F431[^]* 10 found\r\n\?> ─{66} error: [^\r]*4096 bytes[^\r]*\r\n/);
    assert.ok(reply.endsWith(`\r\n?> ${CAT_FACES}?> `));
  });

  it('sends a reply of four megabytes in full to a client that has ended its side', async () => {
    const reply = await says('cjk');
    const lines = reply.split('\r\n');
    assert.equal(lines.length, 103_204 + 2);
    assert.equal(lines[103_204], `${RULE} 103204 found`);
    assert.equal(lines[0], '?> U+2E80\t⺀\tCJK RADICAL REPEAT');
    assert.equal(lines[103_203], 'U+33479\t\u{33479}\tCJK UNIFIED IDEOGRAPH-33479');
  });

  it('finds each of the 172,808 named characters by its own name', { timeout: 60_000 }, async () => {
    const { characters } = index;
    const ordinals = Array.from({ length: characters.count }, (_, ordinal) => ordinal).filter(
      (ordinal) => !characters.nameOf(ordinal).startsWith('<'),
    );
    assert.equal(ordinals.length, 172_808);
    const size = 20_000;
    for (let at = 0; at < ordinals.length; at += size) {
      const part = ordinals.slice(at, at + size);
      const replies = (await says(part.map((ordinal) => `${characters.nameOf(ordinal)}\n`).join(''))).split('?> ');
      assert.equal(replies.length, part.length + 2);
      for (const [i, ordinal] of part.entries()) {
        const codePoint = characters.codePoints[ordinal] ?? 0;
        const notation = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
        const found = replies[i + 1]?.split('\r\n').find((line) => line.startsWith(`${notation}\t`));
        assert.equal(found?.split('\t')[2], characters.nameOf(ordinal));
      }
    }
  });

  it('is not kept waiting by clients that leave in the middle of their searches', async () => {
    for (let round = 0; round < 3; round++) {
      const leaving = await Promise.all(Array.from({ length: 20 }, () => connect(server.port)));
      for (const client of leaving) client.sends('*a*|*e*|*i*|*o*|*u*|*n*|*r*|*s* limit:1');
      // Others are answered while the searches are under way.
      assert.match(await says('cat face\n'), / 10 found\r\n\?> $/);
      await Promise.all(leaving.map((client) => client.resets()));
    }
    assert.match(await says('*a*|*e*|*i* limit:1\n'), / 1 of \d+ found\r\n\?> $/);
  });
});
