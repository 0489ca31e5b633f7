// What is refused now: incidents with one cause and one culprit are one problem.

import {byId, copy, h, toast} from './dom.js';
import {state} from './feed.js';
import {held, retryButton} from './retry.js';
import {ticket} from './ticket.js';
import {CONFIDENCE, DOMAINS, cause, clock, ending, experiment, from, inOrder, localTimes, many, orElse, percent, relative, runbook, seconds} from './words.js';

const SEVERITY = {critical: 0, page: 0, error: 1, warning: 2, info: 3};
const MOST_NAMES = 8;
const rank = (severity) => SEVERITY[severity] ?? 1;

function host(url) {
  try {
    return new URL(url).host;
  } catch {
    return '';
  }
}

/** Who is at fault, as precisely as the fault domain tells: one provider, one host, one credential. */
function culprit(incident) {
  const url = state.probes.get(incident.probe)?.url;
  const issuer = state.credentials.get(incident.credential)?.issuer;
  switch (incident.fault_domain) {
    case 'identity_provider':
      return issuer || incident.credential || incident.probe;
    case 'target':
    case 'path':
      return host(url) || incident.probe;
    default:
      return incident.credential || incident.probe;
  }
}

/** The open incidents as problems, the worst first. */
export function problems() {
  const groups = new Map();
  for (const incident of state.incidents.values()) {
    const key = [incident.cause, incident.fault_domain, culprit(incident)].join(' ');
    if (!groups.has(key)) {
      groups.set(key, []);
    }
    groups.get(key).push(incident);
  }
  const all = [...groups].map(([key, incidents]) => {
    incidents.sort((a, b) => rank(a.severity) - rank(b.severity)
      || a.since.localeCompare(b.since) || a.probe.localeCompare(b.probe));
    return {
      key,
      incidents,
      head: incidents[0],
      since: incidents.map((one) => one.since).sort()[0],
      probes: incidents.map((one) => one.probe),
    };
  });
  return all.sort((a, b) => rank(a.head.severity) - rank(b.head.severity)
    || b.probes.length - a.probes.length || a.since.localeCompare(b.since) || a.key.localeCompare(b.key));
}

function status(code) {
  return code ? h('span', {class: `code ${code < 400 ? 'ok' : 'no'}`}, code) : null;
}

export function story(incident) {
  const list = h('dl', {class: 'story'});
  const tell = (kind, name, ...what) => list.append(h('dt', {class: kind}, name), h('dd', null, ...what));
  const sorted = inOrder(incident.evidence);
  sorted.filter((one) => one.from !== 'history').forEach((one) => tell(one.from, from(one.from), localTimes(one.finding)));
  incident.experiments.forEach((one) => tell('experiment', experiment(one.name), status(one.status), localTimes(one.finding)));
  sorted.filter((one) => one.from === 'history').forEach((one) => tell('history', from('history'), localTimes(one.finding)));
  incident.changed.forEach((one) => tell('changed', `Changed: ${one.what.replaceAll('_', ' ')}`,
    h('span', {class: 'code from'}, one.before || 'none'), '→ ', h('span', {class: 'code'}, one.after || 'none'),
    one.at ? [' at ', h('time', {datetime: one.at}, clock(seconds(one.at)))] : null));
  incident.alternatives.forEach((one) => tell('else', 'Or else', `${cause(one.cause)} (${percent(one.probability)}): `, localTimes(one.because)));
  if (ending(incident)) {
    tell('end', 'End', ending(incident));
  }
  return list;
}

function evidenceCount(incident) {
  return [
    many(incident.evidence.length, 'finding'),
    incident.experiments.length > 0 ? many(incident.experiments.length, 'experiment') : null,
    incident.changed.length > 0 ? many(incident.changed.length, 'change') : null,
  ].filter(Boolean).join(', ');
}

function names(problem, showProbes) {
  const shown = problem.probes.slice(0, MOST_NAMES);
  const rest = problem.probes.length - shown.length;
  return h('p', {class: 'who-list'},
    many(problem.probes.length, 'probe'), ':',
    shown.map((name) => h('a', {href: `#probe=${encodeURIComponent(name)}`}, name)),
    rest > 0 ? h('button', {type: 'button', onclick: () => showProbes(problem.head.cause)}, `and ${many(rest, 'more', 'more')}`) : null,
    problem.head.credential
      ? [' with credential ', h('a', {href: `#credential=${encodeURIComponent(problem.head.credential)}`}, problem.head.credential)] : null);
}

export async function copyTicket(problem) {
  toast(await copy(ticket(problem)) ? 'Copied as Markdown, ready for a ticket.' : 'The browser did not allow copying.');
}

/** Alertmanager's form for a silence of this cause: of its credential, or of the one probe. */
export function silence(problem) {
  const base = state.configuration.alertmanagerUrl;
  if (!base) {
    return null;
  }
  const it = problem.head;
  const matcher = (name, value) => `${name}="${String(value).replace(/["\\]/g, '\\$&')}"`;
  const filter = [matcher('cause', it.cause), it.credential && problem.probes.length > 1 ? matcher('credential', it.credential) : matcher('probe', it.probe)];
  return h('a', {href: `${base.replace(/\/+$/, '')}/#/silences/new?filter=${encodeURIComponent(`{${filter.join(',')}}`)}`, rel: 'noreferrer'}, 'Silence');
}

function card(problem, open, showProbes) {
  const it = problem.head;
  const [who, why] = DOMAINS[it.fault_domain] || DOMAINS.unknown;
  const [sure, meaning] = CONFIDENCE[it.confidence] || [it.confidence, ''];
  const link = `#incident=${encodeURIComponent(it.id)}`;
  return h('article', {class: 'card', 'data-key': problem.key, 'data-severity': it.severity || 'critical', tabindex: '-1', 'aria-label': it.summary},
    h('p', {class: 'facts'},
      h('span', {class: 'cause'}, cause(it.cause)),
      h('span', {class: 'tag sure', title: meaning}, sure, it.probability > 0 ? `, ${percent(it.probability)}` : null),
      it.severity ? h('span', {class: 'tag'}, it.severity) : null,
      it.status ? h('span', {class: 'tag'}, `HTTP ${it.status}`) : h('span', {class: 'tag'}, 'nothing sent'),
      h('span', {class: 'since'}, 'for ', relative(seconds(problem.since), 'span'), ', since ', clock(seconds(problem.since)))),
    h('h3', null, localTimes(it.summary)),
    orElse(it) ? h('p', {class: 'else'}, orElse(it)) : null,
    h('dl', {class: 'act'},
      h('div', null, h('dt', null, 'Do first'), h('dd', {class: 'first'}, localTimes(it.remedy))),
      h('div', null, h('dt', null, 'Who has to act'), h('dd', {class: 'who'}, who), h('dd', {class: 'why'}, why))),
    it.credential ? held(it.credential) : null,
    names(problem, showProbes),
    h('details', {class: 'evidence', open},
      h('summary', null, 'Evidence ', h('span', null, evidenceCount(it))),
      story(it)),
    h('p', {class: 'do'},
      h('button', {type: 'button', class: 'main', onclick: () => copyTicket(problem)}, 'Copy for a ticket'),
      it.credential ? retryButton(it.credential) : null,
      h('a', {href: runbook(it)}, 'Open the runbook'),
      silence(problem),
      h('a', {href: link}, 'Link to this')));
}

const drawn = new Map(); // key of a problem: what it looked like

/** Draws the problems; a card that says the same as before stays as it is. */
export function drawProblems(list, showProbes) {
  const place = byId('cards');
  const wanted = new Set(list.map((problem) => problem.key));
  for (const element of [...place.children]) {
    if (!wanted.has(element.dataset.key)) {
      drawn.delete(element.dataset.key);
      element.remove();
    }
  }
  list.forEach((problem, index) => {
    const looks = JSON.stringify([problem.head, problem.since, problem.probes, state.credentials.get(problem.head.credential)?.heldUntil, state.configuration.alertmanagerUrl]);
    const before = [...place.children].find((element) => element.dataset.key === problem.key);
    let element = before;
    if (!before || drawn.get(problem.key) !== looks) {
      const open = before ? before.querySelector('details').open : index === 0;
      element = card(problem, open, showProbes);
      drawn.set(problem.key, looks);
      if (before) {
        const focused = before.contains(document.activeElement);
        element.classList.toggle('marked', before.classList.contains('marked'));
        before.replaceWith(element);
        if (focused) {
          element.focus({preventScroll: true});
        }
      }
    }
    if (place.children[index] !== element) {
      place.insertBefore(element, place.children[index] || null);
    }
  });
}

/** Marks the problem of an incident and brings it into view; false if it is not open. */
export function markIncident(matches) {
  const problem = problems().find((one) => one.incidents.some(matches));
  for (const element of byId('cards').children) {
    const marked = problem !== undefined && element.dataset.key === problem.key;
    element.classList.toggle('marked', marked);
    if (marked) {
      element.querySelector('details').open = true;
      element.scrollIntoView({block: 'start'});
      element.focus({preventScroll: true});
    }
  }
  return problem !== undefined;
}
