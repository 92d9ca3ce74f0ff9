import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { run, SERVING } from '../../scripts/support/program.ts';
import { LONGEST, MAX_RESULTS } from '../../scripts/web/finding.ts';
import { openIndex } from '../../src/search/index/moji-index.ts';
import { eachLine, impostor } from '../client/impostor.ts';
import { builtIndex } from '../program.ts';
import type { WholeServer } from '../wire/test-server.ts';
import { serveIndex } from '../wire/test-server.ts';
import type { Serving } from './serving.ts';
import { servePage } from './serving.ts';

let server: WholeServer;
let web: Serving;
before(async () => {
  server = await serveIndex(openIndex(builtIndex()));
  web = await servePage([`127.0.0.1:${server.port}`]);
});
after(async () => {
  await web[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

function get(path: string, options: RequestInit = {}): Promise<Response> {
  return fetch(web.url + path, options);
}

describe('/search', () => {
  test('gives a list of characters, names and codes', async () => {
    const response = await get('/search?q=cat+face');
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
    const found: unknown = await response.json();
    assert.ok(Array.isArray(found));
    const face = { char: '🐱', name: 'CAT FACE', code: 'U+1F431' };
    assert.deepEqual(found.find((each) => each.code === face.code), face);
    assert.equal(response.headers.get('found'), String(found.length));
  });

  test('gives no more than a few screens of results, and says how many there are', async () => {
    for (const query of ['block:cuneiform', 'block:cuneiform limit:5000']) {
      const response = await get(`/search?q=${query}`);
      const found: unknown = await response.json();
      assert.ok(Array.isArray(found) && found.length === MAX_RESULTS);
    }
    assert.ok(Number((await get('/search?q=block:cuneiform')).headers.get('found')) > 900);
    assert.equal((await get('/search?q=cat limit:0')).status, 400);
  });

  test('says what is wrong with a question', async () => {
    const response = await get('/search?q=block:arows');
    assert.equal(response.status, 400);
    assert.deepEqual(await response.json(), { error: "no block 'arows'; did you mean 'arrows'?" });
    for (const query of ['', 'q=', 'q=%0a', 'q=a%0ab', 'q=%2Fquit', 'q=%01']) {
      assert.equal((await get(`/search?${query}`)).status, 400, query);
    }
    assert.equal((await get(`/search?q=${'x'.repeat(LONGEST)}`)).status, 200);
    assert.equal((await get(`/search?q=${'x'.repeat(LONGEST + 1)}`)).status, 400);
  });
});

describe('/card', () => {
  test('gives what is known of a character, and of a sequence', async () => {
    const snowman: unknown = await (await get('/card?code=U%2B2603')).json();
    assert.match(JSON.stringify(snowman), /\["UTF-8","E2 98 83"\]/);
    const flag: unknown = await (await get('/card?code=U%2B1F1E7+U%2B1F1F7')).json();
    assert.match(JSON.stringify(flag), /"UTF-8","F0 9F 87 A7 F0 9F 87 B7"/);
    const tatweel: unknown = await (await get('/card?code=U%2B0640')).json();
    assert.match(JSON.stringify(tatweel), /\["used with","Adlam, Arabic, [^"]+"\]/);
    const ideograph: unknown = await (await get('/card?code=U%2B4E0E')).json();
    assert.match(JSON.stringify(ideograph), /\["traditional","U\+8207 與"\]/);
    // Characters that would break a line are asked for by their code points.
    assert.match(JSON.stringify(await (await get('/card?code=U%2B000A')).json()), /"UTF-8","0A"/);
  });

  test('sends nothing that could change the conversation that all visitors share', async () => {
    const codeOf = (text: string): string =>
      Array.from(text, (char) => `U%2B${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`).join('+');
    for (const text of ['/format json', '/quit', '\n\n', 'a\n', '\u0004A', '  ', '\u{1F600}\n\u{1F600}']) {
      assert.equal((await get(`/card?code=${codeOf(text)}`)).status, 400, JSON.stringify(text));
      assert.match(await (await get('/card?code=U%2B2603')).text(), /E2 98 83/);
    }
  });

  test('refuses what is no code point', async () => {
    for (const code of ['', 'snowman', 'U%2B26', 'U%2B2603x', 'U%2B2603%0aU%2B2604']) {
      assert.equal((await get(`/card?code=${code}`)).status, 400, code);
    }
  });
});

describe('/', () => {
  test('is a page with a form, and with results where the address has a question', async () => {
    assert.match(await (await get('/')).text(), /<form id="form" role="search" action="\/" method="get">/);
    const page = await (await get('/?q=cat+face&card=U%2B1F431')).text();
    assert.match(page, /<span class="char"><bdi>🐱<\/bdi><\/span><span class="name">CAT FACE<\/span>/);
    assert.match(page, /<dt>UTF-8<\/dt><dd><bdi>F0 9F 90 B1<\/bdi><\/dd>/);
    assert.match(page, /href="\/\?q=cat\+face&amp;card=U%2B1F431#card"/);
  });

  test('escapes all that is asked', async () => {
    const response = await get(`/?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    const page = await response.text();
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.ok(page.includes('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;'));
  });

  test('may load and run nothing but what is in it', async () => {
    const { headers } = await get('/');
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; /);
    assert.ok(!policy.includes('unsafe'));
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
  });

  test('says what is wrong with a question', async () => {
    const response = await get('/?q=block:arows');
    assert.equal(response.status, 400);
    assert.match(await response.text(), /<p id="status" role="status">no block &#39;arows&#39;; did you mean/);
  });
});

describe('the web server', () => {
  test('has nothing elsewhere, and takes nothing but GET and HEAD', async () => {
    assert.equal((await get('/favicon.ico')).status, 404);
    assert.equal((await get('/search/..%2f..%2fetc/passwd')).status, 404);
    const refused = await get('/search?q=cat', { method: 'POST', body: 'x' });
    assert.equal(refused.status, 405);
    assert.equal(refused.headers.get('allow'), 'GET, HEAD');
    const head = await get('/search?q=cat+face', { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal(await head.text(), '');
  });

  test('limits the size of a request', async () => {
    assert.equal((await get(`/?q=${'x'.repeat(20_000)}`)).status, 431);
  });

  test('says that no server answers, and answers again when one is back', async () => {
    const gone = await impostor(() => {});
    await gone[Symbol.asyncDispose]();
    await using page = await servePage([gone.address], 500);
    const away = await fetch(`${page.url}/search?q=cat`);
    assert.equal(away.status, 503);
    assert.equal(away.headers.get('retry-after'), '1');
    const shown = await fetch(`${page.url}/?q=cat`);
    assert.equal(shown.status, 503);
    assert.match(await shown.text(), /The server is not responding/);
    await using back = await serveIndex(openIndex(builtIndex()), { port: gone.port });
    assert.equal(back.port, gone.port);
    let status = 503;
    // The pool tries again at its own pace.
    while (status === 503) ({ status } = await fetch(`${page.url}/search?q=cat`));
    assert.equal(status, 200);
  });

  test('stops asking for a client that has left', async () => {
    let hear = (): void => {};
    const asked = new Promise<void>((resolve) => (hear = resolve));
    await using silent = await impostor((socket) => eachLine(socket, () => hear()));
    await using page = await servePage([silent.address], 60_000);
    const leaving = request(`${page.url}/search?q=cat`).on('error', () => {});
    leaving.end();
    await asked;
    leaving.destroy();
    // Closing waits for no reply.
  });

  test('is a program that says where it serves, and stops', async () => {
    const flags = ['--server', `127.0.0.1:${server.port}`, '--port', '0'];
    await using program = run(process.execPath, ['--import', 'tsx', 'scripts/web/web.ts', ...flags]);
    const [, url = ''] = await program.line(SERVING);
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
    assert.equal((await fetch(`${url}search?q=snowman`)).status, 200);
    program.kill('SIGINT');
    assert.equal(await program.ended, 0);
  });

  test('refuses wrong flags in one line', async () => {
    for (const [flags, message] of [
      [['--port', 'x'], /^web: --port takes a whole number from 0 to 65535, not 'x'$/],
      [['--server', 'a b'], /^web: 'a b' is not the address of a server/],
      [['cat'], /^web: what is 'cat'\?/],
    ] as const) {
      await using program = run(process.execPath, ['--import', 'tsx', 'scripts/web/web.ts', ...flags]);
      assert.equal(await program.ended, 2);
      assert.match(program.lines.join('\n'), message);
    }
  });
});
