// All probes: thousands, of which only the rows in sight are elements.

import {byId, h} from './dom.js';
import {detailOf, state} from './feed.js';
import {story} from './incidents.js';
import {pageOf} from './members.js';
import {held, retryButton} from './retry.js';
import {cause, clock, ending, many, relative, runbook, seconds, span, zone} from './words.js';

const KINDS = [['all', 'All'], ['refused', 'Refused'], ['failing', 'Failing otherwise'], ['waiting', 'Waiting'], ['accepted', 'Accepted']];
const WORST = {refused: 0, failing: 1, waiting: 2, accepted: 3};
const REASONS = {
  unexpected_response: 'unexpected response', timeout: 'timeout', dns_failed: 'name not found', connection_failed: 'no connection',
  tls_failed: 'TLS failed', unauthorized: 'refused', credential_unavailable: 'nothing to send', account_protection: 'password held back',
  slowed_down: 'refused, slowed down', maintenance: 'under maintenance', cluster: 'cluster cut off',
};
export const REFUSED = ['unauthorized', 'credential_unavailable', 'account_protection', 'slowed_down'];
const narrow = matchMedia('(max-width: 760px)');

const BEYOND = 20; // rows drawn above and below those in sight, so that a quick scroll shows none blank

let kind = 'all';
let words = [];
let chosen = null;
let shown = []; // the probes that match, in order
let height = 44;
let queued = false;

function kindOf(probe) {
  if (['maintenance', 'cluster'].includes(probe.reason) && !probe.cause) {
    return 'waiting';
  }
  if (probe.cause || REFUSED.includes(probe.reason)) {
    return 'refused';
  }
  return probe.success === null ? 'waiting' : probe.success ? 'accepted' : 'failing';
}

function says(probe) {
  switch (kindOf(probe)) {
    case 'refused': return REASONS[probe.reason] || 'refused';
    case 'failing': return REASONS[probe.reason] || 'failing';
    case 'waiting': return REASONS[probe.reason] || 'not yet run';
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
  const text = [probe.name, probe.url, probe.credential, probe.labels, probe.cause, probe.cause && cause(probe.cause), probe.reason, probe.status, probe.member]
    .join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

function row(probe, index) {
  return h('a', {
    class: 'row', role: 'row', href: `#probe=${encodeURIComponent(probe.name)}`, 'aria-rowindex': index + 1,
    'aria-current': probe.name === chosen ? 'true' : null,
  },
  h('span', {role: 'cell', class: 'state', 'data-state': kindOf(probe), title: probe.cause ? cause(probe.cause) : null}, says(probe)),
  h('span', {role: 'cell', class: 'name', title: probe.member ? `${probe.name}, at ${probe.member}` : probe.name}, probe.name, probe.member ? h('span', {class: 'at'}, ` at ${probe.member}`) : null),
  h('span', {role: 'cell', class: 'url', title: probe.url}, probe.url.replace(/^https?:\/\//, '')),
  h('span', {role: 'cell', class: 'cred'}, probe.credential || 'anonymous'),
  h('span', {role: 'cell', class: 'code'}, probe.status || '–'),
  h('span', {role: 'cell', class: 'ago'}, probe.lastRun ? relative(probe.lastRun, 'ago') : 'never'));
}

function paint() {
  queued = false;
  const box = byId('rows');
  const spacer = box.firstElementChild;
  const first = Math.max(0, Math.floor(box.scrollTop / height) - BEYOND);
  const last = Math.min(shown.length, Math.ceil((box.scrollTop + (box.clientHeight || 616)) / height) + BEYOND);
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

const OUTCOMES = {accepted: 'accepted', refused: 'refused', failed: 'failed otherwise', held: 'not sent'};

/** The last runs as a strip: a bar for each, as high as it took long, in the color and pattern of its outcome. */
function strip(runs) {
  if (runs.length === 0) {
    return h('p', null, 'It has not run yet.');
  }
  const longest = Math.max(1, ...runs.map((run) => run.millis));
  const counts = Object.keys(OUTCOMES).map((name) => [name, runs.filter((run) => run.outcome === name).length]).filter(([, count]) => count > 0);
  const says = counts.map(([name, count]) => `${count.toLocaleString('en')} ${OUTCOMES[name]}`).join(', ');
  return h('figure', {class: 'strip'},
    h('div', {class: 'bars', role: 'img', 'aria-label': `The last ${many(runs.length, 'run')}: ${says}`}, runs.map((run) => {
      const bar = h('i', {'data-outcome': run.outcome, title: `${clock(seconds(run.at))}: ${OUTCOMES[run.outcome]}${run.status ? `, HTTP ${run.status}` : ''}${run.outcome === 'held' ? '' : `, ${run.millis} ms`}`});
      bar.style.height = `${run.outcome === 'held' ? 18 : 18 + (run.millis / longest) * 82}%`;
      return bar;
    })),
    h('figcaption', null, `The last ${many(runs.length, 'run')}, from ${clock(seconds(runs[0].at))} to ${clock(seconds(runs.at(-1).at))} ${zone()}: `,
      counts.map(([name, count], index) => [index > 0 ? ', ' : '', h('span', {class: 'key', 'data-outcome': name}), `${count.toLocaleString('en')} ${OUTCOMES[name]}`]), `. The highest bar is ${longest} ms.`));
}

function latency(it) {
  if (!it.latency) {
    return 'too few runs';
  }
  const {now, before} = it.latency;
  const more = now - before;
  return `${now} ms now, ${before} ms before${Math.abs(more) > Math.max(5, before / 5) ? ` (${more > 0 ? '+' : '−'}${Math.abs(more)} ms)` : ''}`;
}

function renewed(it) {
  const good = it.renewals.filter((one) => one.reason === null).at(-1);
  const at = seconds(it.credentialIssued) ?? seconds(good?.at);
  return at === null ? null : fact('Credential renewed', relative(at, 'ago'));
}

function pastOf(it) {
  return it.past.length === 0 ? h('p', null, 'No past incidents.') : h('ul', {class: 'ends'}, it.past.map((one) => h('li', null,
    h('details', null,
      h('summary', null, h('time', {datetime: one.since, title: one.since}, clock(seconds(one.since))), ` ${cause(one.cause)}, for ${span(seconds(one.until) - seconds(one.since))}. `, h('span', null, ending(one) || 'How it ended is not known.')),
      story(one),
      h('p', {class: 'do'}, h('a', {href: runbook(one)}, 'Open the runbook'))))));
}

function facts(probe) {
  return h('dl', null,
    fact('State', says(probe), probe.cause ? `: ${cause(probe.cause)}` : null, probe.status ? ` (HTTP ${probe.status})` : null),
    fact('URL', h('span', {class: 'mono'}, probe.url)),
    fact('Credential', probe.credential ? h('a', {href: `#credential=${encodeURIComponent(probe.credential)}`}, probe.credential) : 'anonymous'),
    fact('Last run', probe.lastRun ? relative(probe.lastRun, 'ago') : 'not yet'),
    fact('Next run', probe.nextRun ? relative(probe.nextRun, 'until') : 'none scheduled'),
    probe.reason === 'slowed_down' && probe.heldUntil ? fact('Target asked again', relative(probe.heldUntil, 'until'), ' or once something changes, so that it does not ban the agent') : null,
    probe.labels ? fact('Labels', probe.labels) : null,
    probe.member ? fact('Member', pageOf(probe.member, placeOf(probe.name))) : null);
}

const placeOf = (name) => `#probe=${encodeURIComponent(name)}`;

function close() {
  history.replaceState(null, '', '#probes');
  choose(null);
}

async function load(name, more, past) {
  try {
    const it = await detailOf(name);
    if (chosen === name) {
      more.replaceChildren(...(it.member
        ? [h('p', null, 'Its runs are on the page of ', pageOf(it.member, placeOf(name)), '.')]
        : [strip(it.runs), h('dl', null, fact('Latency', latency(it)), renewed(it))]));
      past.replaceChildren(pastOf(it));
    }
  } catch {
    past.replaceChildren(h('p', null, 'Its runs could not be loaded.'));
  }
}

/** Shows one probe above the list; its runs and past incidents are loaded afterwards. */
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
  const more = h('div', {class: 'runs'}, h('p', null, 'Loading its runs…'));
  const past = h('div', {class: 'history'});
  box.replaceChildren(
    h('h3', null, probe.name),
    h('div', {class: 'facts'}, facts(probe)),
    probe.credential && probe.reason === 'account_protection' ? held(probe.credential) : '',
    more,
    h('h4', null, 'Past incidents'),
    past,
    h('p', {class: 'do'},
      probe.credential ? retryButton(probe.credential) : null,
      h('a', {href: `/api/v1/probes/${encodeURIComponent(name)}`}, 'As JSON'),
      h('button', {type: 'button', onclick: close}, 'Close')));
  await load(name, more, past);
  return true;
}

/** A probe ran: its page, if it is the one that is open, follows. */
export function ran(name) {
  const box = byId('detail');
  const probe = state.probes.get(name);
  if (name !== chosen || probe === undefined || box.hidden) {
    return;
  }
  box.querySelector('.facts').replaceChildren(facts(probe));
  const open = box.querySelector('.history details[open]') !== null;
  load(name, box.querySelector('.runs'), open ? h('div') : box.querySelector('.history'));
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
      const first = Number(rows[0]?.getAttribute('aria-rowindex') ?? 1);
      const next = rows[at < 0 ? Math.max(0, Math.ceil(byId('rows').scrollTop / height) - first + 1) : at + step];
      next?.focus({preventScroll: true});
      next?.scrollIntoView({block: 'nearest'});
    }
  });
}
