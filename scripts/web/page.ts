/** The page: one document with its style and its script in it, which works without the script, too. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Fact, Found } from './finding.ts';
import { LONGEST } from './finding.ts';

/** What the page shows. */
export interface Shown {
  readonly question: string;
  /** The code points of the character whose card is shown; empty if there is none. */
  readonly code: string;
  readonly found?: Found;
  readonly facts?: readonly Fact[] | undefined;
  /** What is wrong with the question. */
  readonly problem?: string;
  /** Whether no server answers. */
  readonly isAway?: boolean;
}

const STYLE = readFileSync(new URL('page.css', import.meta.url), 'utf8');
const SCRIPT = readFileSync(new URL('browser.js', import.meta.url), 'utf8');

/** Nothing is loaded but what is in the page, and nothing runs that was not written here (CSP Level 3, section 6.1). */
export const POLICY = [
  "default-src 'none'",
  `script-src '${digest(SCRIPT)}'`,
  `style-src '${digest(STYLE)}'`,
  "connect-src 'self'",
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

export function page(shown: Shown): string {
  const { question, isAway = false } = shown;
  const title = question === '' ? 'mojifinder' : `${question} – mojifinder`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${isAway ? '<noscript><meta http-equiv="refresh" content="5"></noscript>\n' : ''}\
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>mojifinder</h1>
<form id="form" role="search" action="/" method="get">
<label for="q">Find a character by what it is, or by what it means</label>
<div class="field">
<input id="q" name="q" type="search" value="${escaped(question)}" maxlength="${LONGEST}" placeholder="right arrow" \
autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" aria-controls="results" autofocus>
<button>Find</button>
</div>
</form>
</header>
<main>
<p id="status" role="status">${escaped(statusOf(shown))}</p>
<ul id="results" aria-label="Characters">
${(shown.found?.results ?? []).map(({ char, name, code }) => item(question, char, name, code)).join('\n')}
</ul>
<section id="card" aria-label="Card" aria-live="polite"${shown.facts === undefined ? ' hidden' : ''}>
${shown.facts === undefined ? '' : card(shown.code, shown.facts)}
</section>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** What is said above the results. The script says the same. */
function statusOf({ question, found, problem, isAway }: Shown): string {
  if (isAway) return 'The server is not responding. Trying again…';
  if (problem !== undefined) return problem;
  if (found === undefined) return question === '' ? 'Type a word, such as snowman.' : '';
  const { results, suggestions } = found;
  if (results.length < found.found) return `${results.length} of ${found.found} found`;
  const hint = suggestions.length > 0 ? `. Did you mean: ${suggestions.join(', ')}?` : '';
  return `${found.found} found${hint}`;
}

function item(question: string, char: string, name: string, code: string): string {
  const address = `/?${new URLSearchParams({ q: question, card: code }).toString()}#card`;
  return `<li><a class="result" href="${escaped(address)}" data-code="${escaped(code)}">\
<span class="char"><bdi>${escaped(visible(char))}</bdi></span>\
<span class="name">${escaped(name)}</span><span class="code">${escaped(code)}</span></a></li>`;
}

function card(code: string, facts: readonly Fact[]): string {
  const rows = facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd><bdi>${escaped(value)}</bdi></dd>`);
  return `<h2>${escaped(code)}</h2>\n<dl>${rows.join('')}</dl>`;
}

/** A character as it can be seen: a mark needs something to stand on, and what has no look of its own gets a symbol. */
function visible(char: string): string {
  if (/^[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(char)) return '\u2424';
  return /^\p{M}/u.test(char) ? `\u25cc${char}` : char;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
