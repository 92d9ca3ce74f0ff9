/**
 * The web server: `/` is the page, `/search?q=…` the characters as JSON, `/card?code=…` the facts of one as JSON.
 *
 * Invariant: nothing of a request gets into a reply unescaped, and no request takes more than its bound of memory,
 * time, or questions in flight.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { ConnectionError, QueryError } from '../../src/client/errors.ts';
import type { Finding } from './finding.ts';
import { POLICY, page } from './page.ts';

/** Requests that are answered at once; what a person types ahead is cancelled, so that there are few for each. */
const MAX_REQUESTS = 256;

/** Bytes of a request's line and headers: the longest question, percent-encoded, and what browsers send with it. */
const MAX_HEADER_BYTES = 16 * 1024;

const MAX_CONNECTIONS = 1000;

/** Milliseconds for a request to come in. There is no body to wait for. */
const REQUEST_TIME = 10_000;

/** Seconds after which to ask again, where no server answers. */
const RETRY_AFTER = 1;

/** What to reply. */
interface Reply {
  readonly status: number;
  readonly type: 'text/html' | 'application/json' | 'text/plain';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The server, which does not listen yet. */
export function webServer(finding: Finding): Server {
  let requests = 0;
  const options = {
    maxHeaderSize: MAX_HEADER_BYTES,
    requestTimeout: REQUEST_TIME,
    headersTimeout: REQUEST_TIME,
    connectionsCheckingInterval: 1000,
  };
  const server = createServer(options, (request, response) => void serve(request, response));
  server.maxConnections = MAX_CONNECTIONS;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const left = new AbortController();
    response.on('close', () => left.abort());
    if (requests >= MAX_REQUESTS) return send(response, problem(503, 'too many requests at once'), request.method);
    requests++;
    try {
      send(response, await answer(finding, request, left.signal), request.method);
    } catch (error) {
      if (left.signal.aborted) return;
      console.error(error);
      send(response, problem(500, 'this should not have happened'), request.method);
    } finally {
      requests--;
    }
  }

  return server;
}

async function answer(finding: Finding, request: IncomingMessage, left: AbortSignal): Promise<Reply> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return problem(405, 'only GET and HEAD are served', { Allow: 'GET, HEAD' });
  }
  const url = addressOf(request);
  const question = (url?.searchParams.get('q') ?? '').trim();
  const code = url?.searchParams.get('card') ?? url?.searchParams.get('code') ?? '';
  switch (url?.pathname) {
    case '/':
      return home(finding, question, code, left);
    case '/search':
      return search(finding, question, left);
    case '/card':
      return card(finding, code, left);
    default:
      return problem(404, 'there is nothing here; / is the page');
  }
}

/** Where a request goes; undefined for what is not an address. */
function addressOf({ url = '' }: IncomingMessage): URL | undefined {
  return URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost') : undefined;
}

/** The page as it is without JavaScript, with what the question in its address finds. */
async function home(finding: Finding, question: string, code: string, left: AbortSignal): Promise<Reply> {
  if (question === '') return html(200, page({ question, code }));
  try {
    const [found, facts] = await Promise.all([
      finding.search(question, left),
      code === '' ? undefined : finding.card(code, left),
    ]);
    return html(200, page({ question, code, found, facts }));
  } catch (error) {
    if (error instanceof QueryError) return html(400, page({ question, code, problem: error.message }));
    if (error instanceof ConnectionError) return html(503, page({ question, code, isAway: true }));
    throw error;
  }
}

async function search(finding: Finding, question: string, left: AbortSignal): Promise<Reply> {
  return orProblem(async () => {
    const { results, found, suggestions } = await finding.search(question, left);
    // The list is what the protocol of the page promises; what goes with it is in headers.
    const headers = { Found: String(found), ...(suggestions.length > 0 && { Suggestions: suggestions.join(',') }) };
    return json(200, results.map(({ char, name, code }) => ({ char, name, code })), headers);
  });
}

async function card(finding: Finding, code: string, left: AbortSignal): Promise<Reply> {
  return orProblem(async () => {
    const facts = await finding.card(code, left);
    return facts === undefined ? problem(400, 'write code points, as in /card?code=U%2B2603') : json(200, facts);
  });
}

async function orProblem(reply: () => Promise<Reply>): Promise<Reply> {
  try {
    return await reply();
  } catch (error) {
    if (error instanceof QueryError) return problem(400, error.message);
    if (error instanceof ConnectionError) {
      return problem(503, 'no server answers', { 'Retry-After': String(RETRY_AFTER) });
    }
    throw error;
  }
}

function problem(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return json(status, { error }, headers);
}

function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, type: 'application/json', body: JSON.stringify(value), headers };
}

function html(status: number, body: string): Reply {
  return { status, type: 'text/html', body, headers: { 'Content-Security-Policy': POLICY } };
}

function send(response: ServerResponse, { status, type, body, headers }: Reply, method: string | undefined): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Length': Buffer.byteLength(body),
    // What servers find changes when they are replaced, and a page is asked for again by going back to it.
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...headers,
  });
  response.end(method === 'HEAD' ? undefined : body);
}
