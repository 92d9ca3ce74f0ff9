'use strict';
// The page's script: searches as one types, copies, moves by arrow keys, and asks again where the server is away.
{
  const form = document.getElementById('form');
  const input = document.getElementById('q');
  const status = document.getElementById('status');
  const list = document.getElementById('results');
  const card = document.getElementById('card');

  /** Milliseconds after which a server that is away is asked again. */
  const RETRY = 1000;

  let searching = new AbortController();
  let looking = new AbortController();
  let retry = 0;

  const say = (text) => {
    status.textContent = text;
  };

  /** The results on the page, as links that are pressed like buttons. */
  const results = () => [...list.querySelectorAll('.result')];

  const charOf = (code) =>
    code.split(' ').map((each) => String.fromCodePoint(Number.parseInt(each.slice(2), 16))).join('');

  /** A character as it can be seen. */
  const visible = (char) => {
    if (/^[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(char)) return '\u2424';
    return /^\p{M}/u.test(char) ? `\u25cc${char}` : char;
  };

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const itemOf = ({ char, name, code }, question) => {
    const link = element('a', undefined, 'result');
    link.href = `/?${new URLSearchParams({ q: question, card: code })}#card`;
    link.dataset.code = code;
    const shown = element('span', undefined, 'char');
    shown.append(element('bdi', visible(char)));
    link.append(shown, element('span', name, 'name'), element('span', code, 'code'));
    prepare(link);
    const item = element('li');
    item.append(link);
    return item;
  };

  const prepare = (link) => {
    link.setAttribute('role', 'button');
    link.title = 'Copy';
  };

  /** The latest question wins: those before it are aborted, and what they find is not shown. */
  const search = async () => {
    searching.abort();
    clearTimeout(retry);
    const mine = (searching = new AbortController());
    const question = input.value.trim();
    remember(question);
    if (question === '') {
      list.replaceChildren();
      hideCard();
      say('Type a word, such as snowman.');
      return;
    }
    try {
      const response = await fetch(`/search?${new URLSearchParams({ q: question })}`, { signal: mine.signal });
      if (response.status === 503) throw new Error('away');
      const found = await response.json();
      if (mine.signal.aborted) return;
      if (response.ok) show(found, question, response.headers);
      else say(found.error);
      if (!response.ok) list.replaceChildren();
    } catch {
      if (mine.signal.aborted) return;
      say('The server is not responding. Trying again…');
      retry = setTimeout(search, RETRY);
    }
  };

  const show = (found, question, headers) => {
    list.replaceChildren(...found.map((result) => itemOf(result, question)));
    hideCard();
    const all = Number(headers.get('Found'));
    const words = headers.get('Suggestions');
    const hint = words ? `. Did you mean: ${words.split(',').join(', ')}?` : '';
    say(found.length < all ? `${found.length} of ${all} found` : `${all} found${hint}`);
  };

  /** Keeps the question in the address, so that it can be sent, and come back to. */
  const remember = (question) => {
    document.title = question === '' ? 'mojifinder' : `${question} – mojifinder`;
    history.replaceState(null, '', question === '' ? '/' : `/?${new URLSearchParams({ q: question })}`);
  };

  const copy = async (link) => {
    const char = charOf(link.dataset.code);
    try {
      await navigator.clipboard.writeText(char);
    } catch {
      if (!copyTheOldWay(char)) return say('This browser does not let a page copy.');
    }
    say(`Copied ${visible(char)} ${link.querySelector('.name').textContent}`);
  };

  /** Where a page that is not served over TLS may not use the clipboard. */
  const copyTheOldWay = (char) => {
    const area = element('textarea');
    area.value = char;
    const focused = document.activeElement;
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    focused?.focus();
    return copied;
  };

  const hideCard = () => {
    looking.abort();
    card.hidden = true;
    card.replaceChildren();
  };

  /** Shows what there is to know of a character. */
  const look = async (link) => {
    looking.abort();
    const mine = (looking = new AbortController());
    const { code } = link.dataset;
    try {
      const response = await fetch(`/card?${new URLSearchParams({ code })}`, { signal: mine.signal });
      if (!response.ok) return;
      const facts = await response.json();
      if (mine.signal.aborted) return;
      const rows = element('dl');
      for (const [name, value] of facts) {
        const fact = element('dd');
        fact.append(element('bdi', value));
        rows.append(element('dt', name), fact);
      }
      card.replaceChildren(element('h2', `${code} ${link.querySelector('.name').textContent}`), rows);
      card.hidden = false;
    } catch {
      // The next result that is looked at shows its card.
    }
  };

  /** The result that an arrow key leads to: the next, the one before, or the nearest in the row above or below. */
  const neighbour = (all, at, key) => {
    if (key === 'ArrowRight') return all[at + 1];
    if (key === 'ArrowLeft') return all[at - 1];
    const from = all[at].getBoundingClientRect();
    const rows = all.filter((each) => {
      const { top } = each.getBoundingClientRect();
      return key === 'ArrowDown' ? top > from.top + 1 : top < from.top - 1;
    });
    if (key === 'ArrowUp') rows.reverse();
    const row = rows[0]?.getBoundingClientRect().top;
    const distance = (each) => Math.abs(each.getBoundingClientRect().left - from.left);
    return rows
      .filter((each) => Math.abs(each.getBoundingClientRect().top - row) < 1)
      .sort((one, other) => distance(one) - distance(other))[0];
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void search();
  });
  input.addEventListener('input', () => void search());
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' || event.isComposing) return;
    const [first] = results();
    if (!first) return;
    event.preventDefault();
    first.focus();
  });
  list.addEventListener('keydown', (event) => {
    const all = results();
    const at = all.indexOf(document.activeElement);
    if (at < 0) return;
    if (event.key === ' ') {
      event.preventDefault();
      void copy(all[at]);
    } else if (event.key === 'Escape') {
      input.focus();
    } else if (event.key.startsWith('Arrow')) {
      event.preventDefault();
      (neighbour(all, at, event.key) ?? (event.key === 'ArrowUp' ? input : all[at])).focus();
    }
  });
  list.addEventListener('click', (event) => {
    const link = event.target.closest('.result');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void copy(link);
    void look(link);
  });
  list.addEventListener('focusin', (event) => {
    const link = event.target.closest('.result');
    if (link) void look(link);
  });
  results().forEach(prepare);
  // Where the page came without what was asked for, such as from a server that was away.
  if (input.value.trim() !== '' && results().length === 0) void search();
}
