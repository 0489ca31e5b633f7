// All probes: thousands, of which only the rows in sight are elements.

import {byId, h} from './dom.js';
import {incidentsOf, state} from './feed.js';
import {cause, clock, many, relative, seconds, span} from './words.js';

const KINDS = [['all', 'All'], ['refused', 'Refused'], ['failing', 'Failing otherwise'], ['waiting', 'Not yet run'], ['accepted', 'Accepted']];
const WORST = {refused: 0, failing: 1, waiting: 2, accepted: 3};
const REASONS = {
  unexpected_response: 'unexpected response', timeout: 'timeout', dns_failed: 'name not found', connection_failed: 'no connection',
  tls_failed: 'TLS failed', unauthorized: 'refused', credential_unavailable: 'nothing to send', account_protection: 'password held back',
  slowed_down: 'refused, asked less often',
};
export const REFUSED = ['unauthorized', 'credential_unavailable', 'account_protection', 'slowed_down'];
const narrow = matchMedia('(max-width: 760px)');

let kind = 'all';
let words = [];
let chosen = null;
let shown = []; // the probes that match, in order
let height = 44;
let queued = false;

function kindOf(probe) {
  if (probe.cause || REFUSED.includes(probe.reason)) {
    return 'refused';
  }
  return probe.success === null ? 'waiting' : probe.success ? 'accepted' : 'failing';
}

function says(probe) {
  switch (kindOf(probe)) {
    case 'refused': return REASONS[probe.reason] || 'refused';
    case 'failing': return REASONS[probe.reason] || 'failing';
    case 'waiting': return 'not yet run';
    default: return 'accepted';
  }
}

function matches(probe) {
  if (kind !== 'all' && kindOf(probe) !== kind) {
    return false;
  }
  if (words.length === 0) {
    return true;
  }
  const text = [probe.name, probe.url, probe.credential, probe.labels, probe.cause, probe.cause && cause(probe.cause), probe.reason, probe.status]
    .join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

function row(probe, index) {
  return h('a', {
    class: 'row', role: 'row', href: `#probe=${encodeURIComponent(probe.name)}`, 'aria-rowindex': index + 1,
    'aria-current': probe.name === chosen ? 'true' : null,
  },
  h('span', {role: 'cell', class: 'state', 'data-state': kindOf(probe), title: probe.cause ? cause(probe.cause) : null}, says(probe)),
  h('span', {role: 'cell', class: 'name', title: probe.name}, probe.name),
  h('span', {role: 'cell', class: 'url', title: probe.url}, probe.url.replace(/^https?:\/\//, '')),
  h('span', {role: 'cell', class: 'cred'}, probe.credential || 'anonymous'),
  h('span', {role: 'cell', class: 'code'}, probe.status || '–'),
  h('span', {role: 'cell', class: 'ago'}, probe.lastRun ? relative(probe.lastRun, 'ago') : 'never'));
}

function paint() {
  queued = false;
  const box = byId('rows');
  const spacer = box.firstElementChild;
  const first = Math.max(0, Math.floor(box.scrollTop / height) - 6);
  const last = Math.min(shown.length, Math.ceil((box.scrollTop + (box.clientHeight || 616)) / height) + 6);
  const focused = document.activeElement?.classList.contains('row') ? document.activeElement.getAttribute('href') : null;
  const rows = [];
  for (let index = first; index < last; index++) {
    const element = row(shown[index], index);
    element.style.top = `${index * height}px`;
    rows.push(element);
  }
  spacer.replaceChildren(...rows);
  if (focused) {
    rows.find((element) => element.getAttribute('href') === focused)?.focus({preventScroll: true});
  }
}

function later() {
  if (!queued) {
    queued = true;
    requestAnimationFrame(paint);
  }
}

/** Counts, filters, sorts and draws. */
export function drawProbes() {
  height = narrow.matches ? 64 : 44;
  const counts = {all: state.probes.size, refused: 0, failing: 0, waiting: 0, accepted: 0};
  shown = [];
  for (const probe of state.probes.values()) {
    counts[kindOf(probe)]++;
    if (matches(probe)) {
      shown.push(probe);
    }
  }
  shown.sort((a, b) => WORST[kindOf(a)] - WORST[kindOf(b)] || (a.name < b.name ? -1 : 1));
  const box = byId('rows');
  box.firstElementChild.style.height = `${shown.length * height}px`;
  box.setAttribute('aria-rowcount', shown.length);
  box.hidden = shown.length === 0;
  const filters = byId('filters');
  if (filters.childElementCount === 0) {
    filters.append(...KINDS.map(([name, label]) => h('button', {type: 'button', 'data-kind': name, onclick: () => { kind = name; drawProbes(); }}, label, h('b'))));
  }
  for (const button of filters.children) {
    const count = counts[button.dataset.kind];
    button.lastElementChild.textContent = count.toLocaleString('en');
    button.setAttribute('aria-pressed', String(button.dataset.kind === kind));
    button.hidden = count === 0 && button.dataset.kind !== 'all' && button.dataset.kind !== kind;
  }
  byId('rows-note').textContent = shown.length === 0
    ? (state.probes.size === 0 ? 'No probes are configured. Add one under why401.probes.' : 'No matching probes.')
    : (shown.length < state.probes.size ? `${shown.length.toLocaleString('en')} of ${many(state.probes.size, 'probe')}` : '');
  later();
}

export function search(text) {
  words = text.toLowerCase().split(/\s+/).filter(Boolean);
  byId('rows').scrollTop = 0;
  drawProbes();
}

export function show(onlyKind, text) {
  kind = onlyKind;
  byId('search').value = text;
  search(text);
  byId('probes').scrollIntoView({block: 'start'});
}

function fact(name, ...value) {
  return h('div', null, h('dt', null, name), h('dd', null, ...value));
}

/** Shows one probe above the list; its past incidents are loaded afterwards. */
export async function choose(name) {
  chosen = name;
  const box = byId('detail');
  const probe = state.probes.get(name);
  box.hidden = probe === undefined;
  drawProbes();
  if (probe === undefined) {
    return false;
  }
  const index = shown.indexOf(probe);
  if (index >= 0) {
    byId('rows').scrollTop = Math.max(0, (index - 3) * height);
  }
  const past = h('ul', null, h('li', null, 'Loading past incidents…'));
  box.replaceChildren(
    h('h3', null, probe.name),
    h('dl', null,
      fact('State', says(probe), probe.cause ? `: ${cause(probe.cause)}` : null, probe.status ? ` (HTTP ${probe.status})` : null),
      fact('URL', h('span', {class: 'mono'}, probe.url)),
      fact('Credential', probe.credential ? h('a', {href: `#credential=${encodeURIComponent(probe.credential)}`}, probe.credential) : 'anonymous'),
      fact('Last run', probe.lastRun ? relative(probe.lastRun, 'ago') : 'not yet'),
      fact('Next run', probe.nextRun ? relative(probe.nextRun, 'until') : 'none scheduled'),
      probe.heldUntil ? fact('Target asked again', relative(probe.heldUntil, 'until'), ' or once something changes, so that it does not ban the agent') : null,
      probe.labels ? fact('Labels', probe.labels) : null),
    past,
    h('p', {class: 'do'}, h('button', {type: 'button', onclick: () => { history.replaceState(null, '', '#probes'); choose(null); }}, 'Close')));
  try {
    const incidents = (await incidentsOf(name)).filter((one) => one.until !== null);
    past.replaceChildren(...(incidents.length === 0
      ? [h('li', null, 'No past incidents.')]
      : incidents.map((one) => h('li', null, `${clock(seconds(one.since))}: ${cause(one.cause)}, for ${span(seconds(one.until) - seconds(one.since))}`))));
  } catch {
    past.replaceChildren(h('li', null, 'Past incidents could not be loaded.'));
  }
  return true;
}

export function start() {
  byId('rows').addEventListener('scroll', later, {passive: true});
  narrow.addEventListener('change', drawProbes);
  byId('search').addEventListener('input', (event) => search(event.target.value));
  byId('rows').addEventListener('keydown', (event) => {
    const rows = [...byId('rows').querySelectorAll('.row')];
    const at = rows.indexOf(document.activeElement);
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step && (at >= 0 || step > 0)) {
      event.preventDefault();
      const next = rows[at < 0 ? Math.ceil(byId('rows').scrollTop / height) - Number(rows[0].getAttribute('aria-rowindex')) + 1 : at + step];
      next?.focus({preventScroll: true});
      next?.scrollIntoView({block: 'nearest'});
    }
  });
}
