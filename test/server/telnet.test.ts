import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { strip } from '../../src/server/telnet.ts';

describe('telnet commands', () => {
  test('are taken out of the text', () => {
    assert.equal(strip('cat\xff\xf1 face\xff\xf9\n').text, 'cat face\n');
  });

  test('options are refused: DO with WONT, WILL with DONT', () => {
    assert.equal(strip('\xff\xfd\x01\xff\xfb\x1f').replies, '\xff\xfc\x01\xff\xfe\x1f');
  });

  test('DONT and WONT need no answer, or negotiations would never end', () => {
    assert.deepEqual(strip('\xff\xfe\x01\xff\xfc\x1fcat'), {
      text: 'cat',
      replies: '',
      unfinished: '',
      interrupted: false,
    });
  });

  test('no more than 64 options of one chunk are refused', () => {
    assert.equal(strip('\xff\xfd\x01'.repeat(64)).replies.length, 3 * 64);
    assert.equal(strip('\xff\xfd\x01'.repeat(65)).replies.length, 3 * 64);
  });

  test('Are You There is answered once per chunk', () => {
    assert.equal(strip('\xff\xf6\xff\xf6').replies, '[mojifinder is here]\r\n');
  });

  test('IAC IAC is the byte FF', () => {
    assert.equal(strip('a\xff\xffb').text, 'a\xffb');
  });

  test('subnegotiations are skipped, with the bytes FF in them', () => {
    assert.equal(strip('a\xff\xfa\x1f\0\x50\xff\xff\xf0\0\xff\xf0b').text, 'ab');
  });

  test('a subnegotiation that does not end stops after 1 KiB, and what follows is text', () => {
    for (const length of [1023, 1024, 1025]) {
      const open = `\xff\xfa${'x'.repeat(length)}`;
      assert.equal(strip(open).unfinished, open);
      assert.equal(strip(`${open}\xff\xf0cat`).text, length > 1024 ? 'x\xff\xf0cat'.replace('\xff\xf0', '') : 'cat');
    }
    assert.equal(strip(`\xff\xfa${'x'.repeat(1024)}cat\n`).text, 'cat\n');
  });

  test('Erase Character takes back a character, however many bytes it has, and never a line end', () => {
    assert.equal(strip('cart\xff\xf7\xff\xf7t').text, 'cat');
    assert.equal(strip('a\xe2\x98\x83\xff\xf7b').text, 'ab');
    assert.equal(strip('a\xf0\x9f\x98\x80\xff\xf7b').text, 'ab');
    assert.equal(strip('a\n\xff\xf7b').text, 'a\nb');
    assert.equal(strip('a\r\0\xff\xf7b').text, 'a\r\0b');
    assert.equal(strip('\x83\x83\xff\xf7\xff\xf7\xff\xf7b').text, 'b');
    assert.equal(strip('\xff\xf7b').text, 'b');
    assert.equal(strip('\xff\xf7b', 'a').text, 'b');
  });

  test('Erase Line deletes the line, and none before it', () => {
    assert.equal(strip('dog\nmouse\xff\xf8\xff\xf8cat').text, 'dog\ncat');
    assert.equal(strip('dog\r\0mouse\xff\xf8cat').text, 'dog\r\0cat');
    assert.equal(strip('mouse\xff\xf8cat', 'dog').text, 'cat');
  });

  test('a million commands take no longer than as many bytes', { timeout: 20_000 }, () => {
    const many = 1 << 20;
    const line = 'x'.repeat(many);
    for (const command of ['\xff\xf7', '\xff\xf8', '\xff\xf4', '\xff\xff', '\xff\xf1']) {
      const { text } = strip(line + '\xe2\x98' + command.repeat(command === '\xff\xf4' ? 1 : many) + 'cat');
      assert.ok(text.endsWith('cat'));
    }
  });

  test('a command that is cut off goes in front of the next chunk', () => {
    assert.equal(strip('cat\xff').unfinished, '\xff');
    assert.equal(strip('cat\xff\xfd').unfinished, '\xff\xfd');
    assert.equal(strip('cat\xff\xfd\x01').unfinished, '');
  });

  const interrupts = { 'Interrupt Process': '\xf4', Break: '\xf3', Abort: '\xee', EOF: '\xec' };
  for (const [name, command] of Object.entries(interrupts)) {
    test(`${name} interrupts, and what follows is dropped`, () => {
      assert.deepEqual(strip(`cat\xff${command}dog`), { text: 'cat', replies: '', unfinished: '', interrupted: true });
    });
  }

  test('that stand for the last byte of a character are that byte', () => {
    assert.deepEqual(strip('\xe2\x98\xff\xf4\xff\xfd\x06\r\n'), {
      text: '\xe2\x98\x83\r\n',
      replies: '\xff\xfc\x06',
      unfinished: '',
      interrupted: false,
    });
    assert.equal(strip('\xe2\xff\xf3\xff\xf3').text, '\xe2\x9c\x9c');
    assert.equal(strip('\xe2\x96\xff\xf5\xe2\x98\xff\xed').text, '\xe2\x96\x8f\xe2\x98\x9a');
    assert.equal(strip('\xff\xf4', 'a\xe2\x98').text, '\x83');
    assert.equal(strip('\xff\xf4', '\xf0\x9f\x98').text, '\x83');
  });

  test('that stand for no byte of a character are commands', () => {
    for (const text of ['', 'cat', '\xc3\xa9', '\xe2\x98\x83', '\xf0\x9f\x98\x83', '\x98', '\xf5', '\xc1']) {
      assert.equal(strip(`${text}\xff\xf4`).interrupted, true, JSON.stringify(text));
      assert.equal(strip('\xff\xf4', text.slice(-3)).interrupted, true, JSON.stringify(text));
    }
  });

  test('after an interrupt, the timing mark that the client waits for is answered', () => {
    assert.equal(strip('\xff\xf4\xff\xfd\x06').replies, '\xff\xfc\x06');
  });

  test('the timing mark is found after a Synch that lost its last byte to urgent data', () => {
    assert.equal(strip('\xff\xf4\xff\xff\xfd\x06').replies, '\xff\xfc\x06');
  });
});
