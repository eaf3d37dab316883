// phones.js: keeps the phones page up to date and sends replies without
// leaving it. Every text is put in as text, never as markup.
'use strict';

const { page, number, lang, live, lost, failed } = document.body.dataset;
const byId = (id) => document.getElementById(id);
const maxItems = { list: 200, phone: 200 }[page];

function element(tag, className, text) {
  const e = document.createElement(tag);
  if (className) e.className = className;
  if (text !== undefined) e.textContent = text;
  return e;
}

function time(at) {
  const e = element('time');
  e.dateTime = at;
  localise(e);
  return e;
}

function localise(e) {
  const at = new Date(e.dateTime);
  const today = at.toDateString() === new Date().toDateString();
  const options = today ? { hour: '2-digit', minute: '2-digit' }
    : { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' };
  e.textContent = at.toLocaleString(lang === 'zh' ? 'zh-CN' : 'en-GB', options);
}

// The list: the phone with news moves to the top.
function showInList({ phone, name, message }) {
  const list = byId('phones');
  const old = [...list.children].find((li) => li.dataset.number === phone);
  const li = element('li', message.direction === 'inbound' ? '' : 'fresh');
  li.dataset.number = phone;
  const a = element('a');
  a.href = `/phones/${encodeURIComponent(phone)}?lang=${lang}`;
  const who = element('span', 'who');
  who.append(element('b', '', name || phone));
  if (name) who.append(' ', element('span', 'number', phone));
  a.append(who, time(message.created_at), element('span', message.direction === 'inbound' ? 'last mine' : 'last', message.body));
  li.append(a);
  const focused = old?.contains(document.activeElement);
  old?.remove();
  list.prepend(li);
  if (focused) a.focus();
  while (list.children.length > maxItems) list.lastElementChild.remove();
}

// A conversation: the text comes last.
function showInConversation({ message }) {
  const list = byId('bubbles');
  if ([...list.children].some((li) => li.dataset.sid === message.sid)) return;
  const li = element('li', message.direction === 'inbound' ? 'mine' : 'theirs');
  li.dataset.sid = message.sid;
  const p = element('p');
  p.append(...linked(message.body));
  li.append(p, time(message.created_at));
  list.append(li);
  while (list.children.length > maxItems) list.firstElementChild.remove();
  li.scrollIntoView({ block: 'end' });
}

function linked(body) {
  const parts = [];
  let rest = body;
  for (let found; (found = /https?:\/\/[^\s<>"'，。；、（）]+/.exec(rest)); ) {
    const address = found[0].replace(/[.,;:!?)]+$/, '');
    const a = element('a', '', address);
    a.href = address;
    a.target = '_blank';
    a.rel = 'noopener noreferrer';
    parts.push(rest.slice(0, found.index), a);
    rest = rest.slice(found.index + address.length);
  }
  return [...parts, rest];
}

function follow() {
  const query = new URLSearchParams({ cursor: document.body.dataset.cursor });
  if (number) query.set('phone', number);
  const source = new EventSource(`/phones/stream?${query}`);
  const state = byId('state');
  source.onopen = () => { state.textContent = `● ${live}`; state.classList.remove('lost'); };
  source.onerror = () => {
    state.textContent = lost;
    state.classList.add('lost');
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 5000);
  };
  source.addEventListener('reset', () => location.reload());
  source.addEventListener('text', (e) => {
    byId('empty').hidden = true;
    (page === 'list' ? showInList : showInConversation)(JSON.parse(e.data));
  });
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', (e) => { if (e.persisted) location.reload(); });
}

async function reply(form, body) {
  const buttons = [...document.querySelectorAll('footer button')];
  buttons.forEach((b) => { b.disabled = true; });
  byId('failed').textContent = '';
  try {
    const answer = await fetch(form.action, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ body }),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    form.reset();
  } catch {
    byId('failed').textContent = failed;
  } finally {
    buttons.forEach((b) => { b.disabled = false; });
  }
}

for (const e of document.querySelectorAll('time')) localise(e);
for (const form of document.querySelectorAll('footer form')) {
  form.addEventListener('submit', (e) => {
    e.preventDefault();
    const body = e.submitter?.name === 'body' ? e.submitter.value : form.elements.namedItem('body').value;
    void reply(form, body);
    if (form.classList.contains('write')) form.elements.namedItem('body').focus();
  });
}
byId('bubbles')?.lastElementChild?.scrollIntoView({ block: 'end' });
follow();
