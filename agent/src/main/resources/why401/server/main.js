// Assembles the page: draws the agent's state and shows what the URL asks for.

import {byId, h, s, toast} from './dom.js';
import {listen, onChange, refreshCluster, refreshCredentials, state} from './feed.js';
import {copyTicket, drawProblems, markIncident, problems} from './incidents.js';
import {REFUSED, choose, drawProbes, ran, search, show, start as startProbes} from './probes.js';
import {drawCredentials, markCredential} from './credentials.js';
import {drawMembers} from './members.js';
import {drawPast, markPast, start as startPast} from './past.js';
import {cause, clock, many, now, relative, seconds, span, tick} from './words.js';

const tickShape = () => s('svg', {class: 'tick', viewBox: '0 0 48 48', 'aria-hidden': 'true'},
  s('circle', {cx: 24, cy: 24, r: 24}), s('path', {d: 'M13 25l8 8 15-17', fill: 'none', 'stroke-width': 4.5, 'stroke-linecap': 'round', 'stroke-linejoin': 'round'}));

const latest = (values) => values.reduce((most, value) => (value !== null && value > most ? value : most), 0);
const soonest = (values) => values.reduce((least, value) => (value !== null && value < least ? value : least), Infinity);

function fact(name, ...value) {
  return h('div', null, h('dt', null, name), h('dd', null, ...value));
}

function otherwise() {
  let count = 0;
  for (const probe of state.probes.values()) {
    if (probe.success === false && !probe.cause && !REFUSED.includes(probe.reason)) {
      count++;
    }
  }
  return count;
}

function calm() {
  const probes = [...state.probes.values()];
  const last = latest(probes.map((probe) => probe.lastRun));
  const renewal = soonest([...state.credentials.values()].map((credential) => seconds(credential.renewalDue)).filter((at) => at === null || at > now()));
  const usable = [...state.credentials.values()].filter((credential) => credential.usable).length;
  const past = state.past[0];
  return h('div', {class: 'calm'}, tickShape(), h('dl', null,
    fact('Last run', last ? relative(last, 'ago') : 'none yet'),
    state.credentials.size > 0 ? fact('Usable credentials', `${usable.toLocaleString('en')} of ${state.credentials.size.toLocaleString('en')}`) : null,
    Number.isFinite(renewal) ? fact('Next renewal', relative(renewal, 'until')) : null,
    otherwise() > 0 ? fact('Failing for other reasons', many(otherwise(), 'probe')) : null,
    past ? fact('Last incident', `${cause(past.cause)} (${past.probe}), ended `, relative(seconds(past.until), 'ago'), ` after ${span(seconds(past.until) - seconds(past.since))}`)
      : state.loaded.past ? fact('Last incident', 'none') : null));
}

function headline(list) {
  const refused = state.incidents.size;
  const total = state.probes.size;
  const hero = byId('hero');
  byId('problems').setAttribute('aria-busy', 'false');
  hero.dataset.state = refused > 0 ? 'bad' : 'good';
  document.title = refused > 0 ? `(${refused}) refused – why401` : 'why401: nothing is refused';
  if (refused > 0) {
    byId('headline').replaceChildren(
      h('em', null, total > refused ? `${refused.toLocaleString('en')} of ${many(total, 'probe')}` : many(refused, 'probe')),
      ` ${refused === 1 ? 'is' : 'are'} refused, for ${list.length === 1 ? 'one reason' : many(list.length, 'reason')}`);
    const first = list.map((problem) => problem.since).sort()[0];
    const quiet = otherwise();
    byId('subline').replaceChildren(`The oldest refusal began at ${clock(seconds(first))}.`,
      total > refused ? ` The other ${many(total - refused, 'probe')}${quiet > 0 ? `: ${quiet.toLocaleString('en')} failing for other reasons, the rest accepted.` : total - refused === 1 ? ' is accepted.' : ' are accepted.'}` : '');
  } else if (state.loaded.probes) {
    byId('headline').textContent = total === 0 ? 'No probes are configured' : 'Nothing is refused';
    byId('subline').textContent = total === 0 ? 'Add a probe to the configuration; its first run appears here.'
      : `${many(total, 'probe')} monitored. The next refusal appears here with its cause.`;
  }
}

function issuers() {
  const down = state.issuers.filter((issuer) => !issuer.up);
  byId('issuers').hidden = down.length === 0;
  byId('issuers').replaceChildren(...down.map((issuer) => h('p', null, h('strong', null, issuer.issuer), ' has not responded for ', relative(seconds(issuer.since), 'span'),
    issuer.why ? `: ${issuer.why}` : '', '. Current tokens stay usable until they expire.')));
}

/** A newer configuration that was rejected: the agent goes on with the one before, and would not start with it. */
function configuration() {
  const {errors, rejected} = state.configuration;
  const box = byId('rejected');
  box.hidden = rejected === null;
  box.replaceChildren(rejected === null ? '' : h('div', null,
    h('p', null, h('strong', null, `The configuration was rejected at ${clock(seconds(rejected))}`), ` for ${many(errors.length, 'error')}. The one before stays in effect; a restart would fail.`),
    h('ul', null, errors.slice(0, 50).map((error) => h('li', null, error))),
    errors.length > 50 ? h('p', null, `and ${errors.length - 50} more: see the log`) : null));
}

let told = false;

function drawNow() {
  const list = problems();
  headline(list);
  if (!told && state.loaded.incidents && (list.length > 0 || state.loaded.probes)) {
    told = true;
    performance.mark('told'); // how long the answer took: measured by agent/src/bench
  }
  if (list.length === 0 && state.loaded.probes && state.probes.size > 0) {
    byId('cards').replaceChildren(calm());
  } else {
    byId('cards').querySelector('.calm')?.remove();
    drawProblems(list, (name) => show('refused', name));
  }
}

/** Follows the address: #incident=ID, #probe=NAME, #credential=NAME. */
function follow() {
  // The + is what the links of the alerts have for a blank.
  const [key, value] = decodeURIComponent(location.hash.slice(1).replaceAll('+', ' ')).split(/=(.*)/s);
  if (key === 'incident' && value) {
    return markIncident((one) => one.id === value) || markPast(value);
  }
  if (key === 'probe' && value) {
    choose(value);
    if (!markIncident((one) => one.probe === value)) {
      byId('detail').scrollIntoView({block: 'center'});
      byId('detail').focus({preventScroll: true});
    }
    return state.probes.has(value);
  }
  if (key === 'credential' && value) {
    return markCredential(value);
  }
  return true;
}

let followed = false;

function ready() {
  return state.loaded.incidents && state.loaded.probes && state.loaded.credentials && state.loaded.past;
}

onChange((parts) => {
  if (parts.has('incidents') || (parts.has('probes') || parts.has('credentials') || parts.has('past'))) {
    drawNow();
  }
  if (parts.has('configuration')) {
    configuration();
  }
  if (parts.has('probes')) {
    drawProbes();
  }
  if (parts.has('credentials')) {
    issuers();
    drawCredentials();
  }
  if (parts.has('past')) {
    drawPast();
  }
  if (parts.has('cluster')) {
    drawMembers();
  }
  byId('version').textContent = state.version ? `why401 ${state.version}.` : '';
  if (!followed && ready()) {
    followed = true;
    if (location.hash && !follow()) {
      toast('This incident has ended and is no longer in the history.');
    }
  }
});

function heard(incident, known) {
  if (incident.until !== null) {
    toast(`${incident.probe} is accepted again, after ${span(seconds(incident.until) - seconds(incident.since))}.`);
  } else if (!known) {
    toast(`${incident.probe} is refused: ${cause(incident.cause)}.`);
  }
}

function live(on) {
  byId('live').dataset.state = on ? 'on' : 'off';
  byId('live-text').textContent = on ? 'live' : `no connection since ${clock(now())}`;
}

let isLive = null;
listen((on) => {
  if (on !== isLive) {
    isLive = on;
    live(on);
  }
}, heard, ran);
startProbes();
startPast();
addEventListener('hashchange', follow);
setInterval(tick, 1000);
setInterval(() => state.loaded.credentials && drawCredentials(), 5000);

setInterval(() => document.hidden || refreshCredentials(), 60000);
setInterval(() => document.hidden || refreshCluster(), 5000);

let at = -1;
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, textarea')) {
    if (event.key === 'Escape') {
      if (event.target.id === 'search') {
        event.target.value = '';
        search('');
      }
      event.target.blur();
    }
    return;
  }
  const cards = [...byId('cards').querySelectorAll('.card')];
  if (event.key === '/') {
    event.preventDefault();
    byId('search').focus();
    byId('search').select();
  } else if ((event.key === 'j' || event.key === 'k') && cards.length > 0) {
    at = Math.max(0, Math.min(cards.length - 1, at + (event.key === 'j' ? 1 : -1)));
    cards[at].scrollIntoView({block: 'start'});
    cards[at].focus({preventScroll: true});
  } else if (event.key === 'c' && cards.length > 0) {
    const key = cards[Math.max(0, at)].dataset.key;
    copyTicket(problems().find((problem) => problem.key === key));
  }
});
