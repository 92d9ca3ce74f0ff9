import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seeded } from '../../scripts/support/random.ts';
import { Splitter } from '../../src/server/splitter.ts';

/** The lines of some chunks; anything that is not a line is in angle brackets. */
function lines(chunks: readonly string[], maxLine = 20): string[] {
  const splitter = new Splitter(maxLine);
  const all: string[] = [];
  /** Takes all lines there are; false when there are none after them. */
  const takeAll = (): boolean => {
    while (splitter.next()) {
      const { bytes, from, to, special } = splitter;
      all.push(special === undefined ? bytes.toString('latin1', from, to) : `<${special}>`);
      if (special !== undefined && special !== 'overlong') return false;
    }
    return true;
  };
  for (const chunk of chunks) {
    splitter.feed(Buffer.from(chunk, 'latin1'));
    if (!takeAll()) return all;
  }
  splitter.end();
  takeAll();
  assert.equal(splitter.next(), false, 'nothing comes after the last line');
  return all;
}

describe('lines', () => {
  test('end with LF, CR LF or CR NUL', () => {
    assert.deepEqual(lines(['a\nb\r\nc\r\0d\n']), ['a', 'b', 'c', 'd']);
  });

  test('may come in several chunks, or several in one', () => {
    assert.deepEqual(lines(['ca', 't fa', 'ce\ndog', ' face\nx\ny\n']), ['cat face', 'dog face', 'x', 'y']);
  });

  test('may have their end cut in two', () => {
    assert.deepEqual(lines(['a\r', '\nb\r', '\0c\r', '\n']), ['a', 'b', 'c']);
  });

  test('keep a CR that ends no line', () => {
    assert.deepEqual(lines(['a\rb\r\n']), ['a\rb']);
  });

  test('lose surrounding white space, and may be empty', () => {
    assert.deepEqual(lines([' \t cat face\v\f \n \n\n']), ['cat face', '', '']);
  });

  test('include the last one, when its end is missing', () => {
    assert.deepEqual(lines(['a\nb']), ['a', 'b']);
    assert.deepEqual(lines(['a\nb\r']), ['a', 'b']);
  });

  test('come as bytes', () => {
    assert.deepEqual(lines(['\xe2\x98', '\x83\n']), ['\xe2\x98\x83']);
  });

  test('are where their bytes are, until the next one is taken', () => {
    const splitter = new Splitter(20);
    const chunk = Buffer.from('a\n bc \nd');
    splitter.feed(chunk);
    assert.ok(splitter.next() && splitter.next());
    assert.deepEqual([splitter.bytes, splitter.from, splitter.to], [chunk, 3, 5]);
    assert.equal(splitter.next(), false);
    splitter.feed(Buffer.from('e\n'));
    assert.ok(splitter.next());
    assert.equal(splitter.bytes.toString('latin1', splitter.from, splitter.to), 'de');
  });

  test('keep nothing of their chunk but the line that has not ended', () => {
    const splitter = new Splitter(20);
    splitter.feed(Buffer.from(`${'x\n'.repeat(30_000)}unfinished`));
    while (splitter.next());
    assert.equal(splitter.bytes.buffer.byteLength, 'unfinished'.length);
    splitter.feed(Buffer.from('\n'));
    while (splitter.next());
    assert.equal(splitter.bytes.length, 0);
  });

  test('are counted in bytes as they are fed', () => {
    const splitter = new Splitter(20);
    splitter.feed(Buffer.from('a\nb'));
    splitter.feed(Buffer.from('\xff\xf6c', 'latin1'));
    assert.equal(splitter.takeCount(), 6);
    assert.equal(splitter.takeCount(), 0);
  });
});

describe('a line that is too long', () => {
  for (const end of ['\n', '\r\n', '\r\0', '']) {
    test(`has more than the limit before ${JSON.stringify(end)}`, () => {
      assert.deepEqual(lines([`${'x'.repeat(19)}${end}`]), ['x'.repeat(19)]);
      assert.deepEqual(lines([`${'x'.repeat(20)}${end}`]), ['x'.repeat(20)]);
      assert.deepEqual(lines([`${'x'.repeat(21)}${end}`]), ['<overlong>']);
    });
  }

  test('is skipped to its end, and the next one is a line', () => {
    assert.deepEqual(lines(['a\n', 'x'.repeat(50), 'x'.repeat(50), 'x\nb\n']), ['a', '<overlong>', 'b']);
  });

  test('still counts as the first line, so that nothing after it is another protocol', () => {
    assert.deepEqual(lines(['x'.repeat(21), '\x16\x03\x01\xff\xff\n\xff\xff\n']), ['<overlong>', '\xff']);
    assert.deepEqual(lines([`${'x'.repeat(21)}\n`, 'GET / HTTP/1.1\n']), ['<overlong>', 'GET / HTTP/1.1']);
  });

  test('is known before it ends', () => {
    const splitter = new Splitter(20);
    splitter.feed(Buffer.from('x'.repeat(21)));
    assert.ok(splitter.next());
    assert.equal(splitter.special, 'overlong');
  });

  test('is counted in bytes', () => {
    assert.deepEqual(lines(['\xc3\xa9'.repeat(10), '\n']), ['\xc3\xa9'.repeat(10)]);
    assert.deepEqual(lines(['\xc3\xa9'.repeat(11), '\n']), ['<overlong>']);
  });
});

describe('goodbye', () => {
  test('is a line that starts with a control character', () => {
    assert.deepEqual(lines(['a\n\x03\nb\n']), ['a', '<goodbye>']);
    assert.deepEqual(lines(['a\n \x1b[A\nb\n']), ['a', '<goodbye>']);
  });

  test('is Ctrl-D at the start of a line that has not ended', () => {
    assert.deepEqual(lines(['a\n', '\x04']), ['a', '<goodbye>']);
    assert.deepEqual(lines(['a\nb', '\x04', '\n']), ['a', 'b\x04']);
  });

  test("is telnet's interrupt, and the line it cuts off is none", () => {
    assert.deepEqual(lines(['a\nb', '\xff\xf4\xff\xfd\x06', 'c\n']), ['a', '<interrupt>']);
  });
});

describe('another protocol', () => {
  test('is HTTP when the first line is a request', () => {
    assert.deepEqual(lines(['GET / HTTP/1.1\r\nHost: x\r\n\r\n']), ['<http>']);
    assert.deepEqual(lines(['M-SEARCH * HTTP/1.1\r\n']), ['<http>']);
  });

  test('is HTTP when the first line is too long to be read to its end, and starts like a request', () => {
    assert.deepEqual(lines([`GET /${'x'.repeat(15)}`, 'y HTTP/1.1\r\nHost: x\r\n']), ['<http>']);
    assert.deepEqual(lines([`POST https://x/${'x'.repeat(20)} HTTP/1.1\r\n`]), ['<http>']);
    assert.deepEqual(lines([`CONNECT ${'x'.repeat(20)}:443 HTTP/1.1\r\n`]), ['<http>']);
    assert.deepEqual(lines([`GET /${'x'.repeat(15)}\n`]), [`GET /${'x'.repeat(15)}`]);
    assert.deepEqual(lines([`cat\nGET /${'x'.repeat(16)}\ndog\n`]), ['cat', '<overlong>', 'dog']);
    assert.deepEqual(lines([`get the ${'x'.repeat(20)}\ndog\n`]), ['<overlong>', 'dog']);
  });

  test('is TLS when the first bytes are those of a handshake', () => {
    assert.deepEqual(lines(['\x16\x03\x01\x02\0\x01\0\n']), ['<tls>']);
    assert.deepEqual(lines(['\x16', '\x03\x01\x02\0\x01']), ['<tls>']);
  });

  test('is SSH, SMTP, Redis or a PROXY header by the first line', () => {
    assert.deepEqual(lines(['SSH-2.0-x\r\n']), ['<ssh>']);
    assert.deepEqual(lines(['EHLO mx\r\n']), ['<smtp>']);
    assert.deepEqual(lines(['helo mx\r\n']), ['<smtp>']);
    assert.deepEqual(lines(['*1\r\n$4\r\nPING\r\n']), ['<redis>']);
    assert.deepEqual(lines(['*1\r\n', '$4\r\nPING\r\n']), ['*1', '<redis>']);
    assert.deepEqual(lines(['PROXY TCP4 1.1.1.1\r\ncat\r\n']), ['<proxy>']);
    assert.deepEqual(lines(['PROXY UNKNOWN\r\n']), ['<proxy>']);
    assert.deepEqual(lines(['\r\n\r\n\0\r\nQUIT\n\x20\0\0\0cat\n']), ['<proxy>']);
  });

  test('is UTF-16, with a byte order mark or without', () => {
    assert.deepEqual(lines(['\xff\xfes\0n\0\n\0']), ['<utf16>']);
    assert.deepEqual(lines(['\xfe\xff\0s\0n\0\n']), ['<utf16>']);
    assert.deepEqual(lines(['s\0n\0\n\0']), ['<utf16>']);
    assert.deepEqual(lines(['\0s\0n\0\n']), ['<utf16>']);
    assert.deepEqual(lines(['s', '\0', 'n', '\0']), ['<utf16>']);
  });

  test('is not recognized after the first line', () => {
    for (const line of ['GET / HTTP/1.1', 'SSH-2.0-x', 'EHLO mx', 'PROXY UNKNOWN', '$4', 's\0n\0']) {
      assert.deepEqual(lines([`cat\n${line}\n`]), ['cat', line]);
    }
    assert.deepEqual(lines(['*1\r\ncat\r\n$4\r\n']), ['*1', 'cat', '$4']);
  });

  test('is not recognized in lines that only look like it', () => {
    const near = ['ssh', 'SSH', 'helo', 'proxy', 'PROXY', 'PROXY TCP', '*', '*1', '*ball', '$4'];
    for (const line of ['get', 'put litter', 'get / http/1.1', 'GET /', 'TRACE HTTP/1.1', ...near]) {
      assert.deepEqual(lines([`${line}\n`]), [line]);
    }
  });
});

describe('what telnet erases', () => {
  test('is the same, wherever the bytes were cut', () => {
    const input = 'dog\nmou\xc3\xa9\xff\xf7\xff\xf7\xff\xf7m\xff\xff\xff\xf8ca\xe2\x98\x83\xff\xf7t\n';
    for (let at = 1; at < input.length; at++) {
      assert.deepEqual(lines([input.slice(0, at), input.slice(at)]), ['dog', 'cat'], `cut at ${at}`);
    }
    assert.deepEqual(lines([...input]), ['dog', 'cat']);
  });

  for (const [name, end] of [['LF', '\n'], ['CR LF', '\r\n'], ['CR NUL', '\r\0']] as const) {
    test(`never reaches past ${name}`, () => {
      for (const erase of ['\xff\xf7', '\xff\xf8', 'x\xff\xf8', 'x\xff\xf7\xff\xf7']) {
        const input = `cat${end}${erase}dog${end}`;
        assert.deepEqual(lines([input]), ['cat', 'dog'], JSON.stringify(input));
        for (let at = 1; at < input.length; at++) {
          assert.deepEqual(lines([input.slice(0, at), input.slice(at)]), ['cat', 'dog'], `cut at ${at}`);
        }
        assert.deepEqual(lines([...input]), ['cat', 'dog']);
      }
    });
  }
});

describe('the cuts between chunks', () => {
  const PARTS = [
    ...['a', 'b c', ' ', '\t', '\r', '\n', '\r\n', '\r\0', '\0', '\x04', '\x01', '\xc3\xa9', 'xxxxxxxxxx', '\n', '\n'],
    ...['\xff', '\xff\xff', '\xff\xfd\x01', '\xff\xfa\x1f', '\xff\xf0', '\xff\xf4', '\xff\xf6', '\xfb', '\x06'],
    ...['\xe2\x98\xff\xf4', '\xf0', '\xff\xf3', '\x16\x03\x01', 'GET / HTTP/1.1\r\n'],
  ];

  function cutEverywhere(parts: readonly string[], maxLine: number): void {
    const start = Number(process.env['SEED'] ?? Date.now() % 1e6);
    for (let seed = start; seed < start + 3000; seed++) {
      const random = seeded(seed);
      const some = Array.from({ length: random.between(1, 16) }, () => random.pick(parts));
      const input = some.join('');
      const whole = lines([input], maxLine);
      const told = `SEED=${seed}: ${JSON.stringify(input)}`;
      for (let at = 1; at < input.length; at++) {
        assert.deepEqual(lines([input.slice(0, at), input.slice(at)], maxLine), whole, `${told} cut at ${at}`);
      }
      assert.deepEqual(lines([...input], maxLine), whole, `${told} byte by byte`);
    }
  }

  test('do not change the lines, wherever they are', () => cutEverywhere(PARTS, 20));

  test('do not change what is erased, as long as no line is too long', () => {
    // Ctrl-D and binary protocols end the conversation as soon as they come, and can't be taken back.
    const lasting = PARTS.filter((part) => !['\x04', '\0', '\x16\x03\x01'].includes(part));
    cutEverywhere([...lasting, '\xff\xf7', '\xff\xf8', '\xff\xf7', '\xff\xf8'], 1000);
  });
});
