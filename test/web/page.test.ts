import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openIndex } from '../../src/search/index/moji-index.ts';
import { needs } from '../needs.ts';
import type { WholeServer } from '../wire/test-server.ts';
import { serveIndex } from '../wire/test-server.ts';
import { builtIndex } from '../program.ts';
import type { Browser, Page } from './browser.ts';
import { launch } from './browser.ts';
import type { Serving } from './serving.ts';
import { servePage } from './serving.ts';

const BROWSER = 'chromium';
const skip = needs(BROWSER);

const STATUS = "document.getElementById('status').textContent";
const CODES = "[...document.querySelectorAll('.result')].map((each) => each.dataset.code)";
const FOCUSED = 'document.activeElement.dataset.code';

describe('the page in a browser', { skip }, () => {
  let browser: Browser;
  let server: WholeServer;
  let web: Serving;
  let page: Page;
  before(async () => {
    server = await serveIndex(openIndex(builtIndex()));
    web = await servePage([`127.0.0.1:${server.port}`], 3000);
    // A server from the checkout takes some seconds for its first question by meaning.
    while (!(await fetch(`${web.url}/search?q=first`)).ok);
    browser = await launch(BROWSER);
    await browser.send('Browser.grantPermissions', {
      origin: web.url,
      permissions: ['clipboardReadWrite', 'clipboardSanitizedWrite'],
    });
    page = await browser.page();
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await web[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  /** Has a question typed into an empty field. */
  async function asks(question: string): Promise<void> {
    await page.evaluate("document.getElementById('q').focus(); document.getElementById('q').select()");
    await page.types(question);
  }

  test('finds as one types, and keeps the question in the address', async () => {
    await page.open(`${web.url}/`);
    // A browser moves the focus to a field with `autofocus` when it next draws the page.
    await page.until("document.activeElement.id === 'q'");
    await asks('snowm');
    await asks('snowman');
    // What was typed before finds a snowman, too.
    await page.until(`location.search === '?q=snowman' && document.title === 'snowman – mojifinder'`);
    await page.until(`${CODES}.includes('U+2603')`);
    assert.match(String(await page.evaluate(STATUS)), /^\d+( of \d+)? found$/);
  });

  test('shows what was asked for last, whatever came in between', async () => {
    for (const question of ['c', 'ca', 'cat', 'd', 'do', 'dog face']) await asks(question);
    await page.until(`${CODES}.includes('U+1F436') && location.search === '?q=dog+face'`);
  });

  test('moves by arrow keys, shows the card, and copies with Enter', async () => {
    await asks('U+2603..U+2605');
    await page.until(`${CODES}.join() === 'U+2603,U+2604,U+2605'`);
    await page.presses('ArrowDown');
    assert.equal(await page.evaluate(FOCUSED), 'U+2603');
    await page.presses('ArrowRight');
    assert.equal(await page.evaluate(FOCUSED), 'U+2604');
    await page.until("/UTF-8/.test(document.getElementById('card').textContent)");
    assert.match(String(await page.evaluate("document.getElementById('card').innerText")), /U\+2604 COMET[^]*E2 98 84/);
    await page.presses('Enter');
    await page.until(`${STATUS} === 'Copied ☄ COMET'`);
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), '☄');
    await page.presses('ArrowLeft');
    assert.equal(await page.evaluate(FOCUSED), 'U+2603');
    await page.presses('ArrowUp');
    assert.equal(await page.evaluate('document.activeElement.id'), 'q');
  });

  test('copies with a click', async () => {
    await asks('U+1F431');
    await page.until(`${CODES}.join() === 'U+1F431'`);
    await page.evaluate("document.querySelector('.result').click()");
    await page.until(`${STATUS} === 'Copied 🐱 CAT FACE'`);
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), '🐱');
  });

  test('says what is wrong with a question, and suggests words', async () => {
    await asks('block:arows');
    await page.until(`${STATUS} === "no block 'arows'; did you mean 'arrows'?"`);
    assert.equal(await page.evaluate(`${CODES}.length`), 0);
    await asks('!cat');
    await page.until(`/only says what to leave out/.test(${STATUS})`);
  });

  test('runs nothing that is asked, and breaks no rule of its policy', async () => {
    await asks('<img src=x onerror=alert(1)>');
    await page.until(`/found|no /.test(${STATUS})`);
    await page.open(`${web.url}/?q=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`);
    assert.equal(await page.evaluate("document.querySelectorAll('img').length"), 0);
    const violations = page.complaints.filter((each) => /Content Security Policy|exception/i.test(each));
    assert.deepEqual(violations, []);
  });

  test('opens at an address with a query, and does not scroll sideways on a phone', async () => {
    const phone = { width: 320, height: 640, deviceScaleFactor: 2, mobile: true };
    await page.send('Emulation.setDeviceMetricsOverride', phone);
    await page.open(`${web.url}/?q=greek+small`);
    assert.ok(Number(await page.evaluate(`${CODES}.length`)) > 10);
    assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
    await page.send('Emulation.clearDeviceMetricsOverride');
  });

  test('is light or dark, as the browser prefers', async () => {
    const paper = 'getComputedStyle(document.body).backgroundColor';
    const papers = [];
    for (const value of ['light', 'dark']) {
      await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
      papers.push(await page.evaluate(paper));
    }
    assert.notEqual(papers[0], papers[1]);
  });

  test('is read out by a screen reader: a search, its field, what was found, and buttons that copy', async () => {
    await page.open(`${web.url}/?q=U%2B2603`);
    await page.send('Accessibility.enable');
    // The browser makes the tree after the page, when it finds the time.
    let tree = '';
    for (const end = Date.now() + 10_000; !tree.includes('"SNOWMAN"') && Date.now() < end; ) {
      tree = JSON.stringify((await page.send('Accessibility.getFullAXTree'))['nodes']);
    }
    for (const [role, name] of [
      ['search', ''],
      ['searchbox', 'Find a character by what it is, or by what it means'],
      ['button', 'SNOWMAN'],
      ['status', ''],
    ] as const) {
      assert.match(tree, new RegExp(`"role":\\{"type":"(internalRole|role)","value":"${role}"\\}`), role);
      assert.ok(tree.includes(name), name);
    }
  });

  test('works without its script', async () => {
    const plain = await browser.page();
    await plain.send('Emulation.setScriptExecutionDisabled', { value: true });
    await plain.open(`${web.url}/?q=snowman&card=U%2B2603`);
    await plain.send('Emulation.setScriptExecutionDisabled', { value: false });
    assert.ok(await plain.evaluate(`${CODES}.includes('U+2603')`));
    assert.match(String(await plain.evaluate("document.getElementById('card').innerText")), /E2 98 83/);
  });

  test('says when the server is away, and goes on by itself when it is back', async () => {
    await page.open(`${web.url}/`);
    const { port } = server;
    await server[Symbol.asyncDispose]();
    await asks('snowman');
    await page.until(`${STATUS} === 'The server is not responding. Trying again…'`);
    server = await serveIndex(openIndex(builtIndex()), { port });
    await page.until(`${CODES}.includes('U+2603')`);
  });
});
