// The agent's closed lists in words, and times as text.

import {h} from './dom.js';

export const CAUSES = {
  credentials_missing: 'No credential was sent',
  credentials_stripped: 'The credential did not reach the target',
  credentials_invalid: 'The password, key or secret is wrong',
  account_locked: 'The account is locked or disabled',
  token_expired: 'The token has expired',
  clock_skew: 'Clocks disagree',
  token_malformed: 'The token is malformed',
  token_signature_invalid: 'The token’s signature is rejected',
  token_revoked: 'The token was revoked',
  audience_mismatch: 'The token is for another audience',
  issuer_mismatch: 'The token’s issuer is not trusted',
  insufficient_scope: 'Access rights are missing',
  scheme_not_accepted: 'The target requires another authentication scheme',
  session_stale: 'The session is stale',
  server_misconfigured: 'The target’s own authentication is broken',
  inconsistent_backends: 'Some backends accept, others refuse',
  identity_provider_unavailable: 'The identity provider does not respond',
  request_blocked: 'A filter refuses the request',
  rate_limited: 'Too many attempts',
  transient: 'Refused once, then accepted',
  unknown: 'The evidence does not identify a cause',
};

export const DOMAINS = {
  client: ['Team that configures the caller', 'What is sent, or how, is at fault.'],
  path: ['Network or gateway team', 'Something between the agent and the target changes the request.'],
  credential: ['Owner of the credential', 'The credential or its account is at fault.'],
  target: ['Owner of the target', 'Its own authentication is at fault.'],
  identity_provider: ['Identity provider team', 'What it issues, publishes or returns is at fault.'],
  unknown: ['Unknown', 'Start with the evidence below.'],
};

export const CONFIDENCE = {
  certain: ['certain', 'Established by a controlled experiment or an authority.'],
  likely: ['likely', 'The evidence points to this cause.'],
  possible: ['possible', 'This cause fits; others may, too.'],
};

const FROM = {
  token: 'What was sent',
  configuration: 'Configuration',
  response: 'Response',
  experiment: 'Experiment',
  identity_provider: 'Identity provider',
  history: 'History',
};

const ORDER = ['token', 'configuration', 'response', 'experiment', 'identity_provider', 'history'];

/** The page of its cause, at the mechanism if one is known. */
export const runbook = (it) => (it.mechanism ? `${it.runbook}#${it.mechanism}` : it.runbook);

const ENDS = {
  'new-secret': 'a new secret was used',
  'renewed-token': 'a renewed token or session was used',
  configuration: 'the configuration was changed',
  'nothing-here': 'nothing changed here',
  'target-restart': 'the target was restarted or replaced',
  'right-granted': 'a right was granted',
  time: 'the waiting time had passed',
};

export const percent = (probability) => `${Math.round(100 * probability)} %`;

/** "Or else: the account is locked or disabled (18 %), ..."; empty if nothing else is left. */
export const orElse = (incident) => incident.alternatives.length === 0 ? ''
  : `Or else: ${incident.alternatives.map((one) => `${cause(one.cause)} (${percent(one.probability)})`).join('; ')}`;

/** How it ended, in one sentence; empty while that is not known. */
export function ending(incident) {
  if (!incident.cause_at_end) {
    return '';
  }
  const how = ENDS[incident.ended_by] ? `Accepted again: ${ENDS[incident.ended_by]}. ` : '';
  return `${how}Cause as known at the end: ${cause(incident.cause_at_end)}${incident.cause_at_end === incident.opening.cause ? '' : ` (at the opening: ${cause(incident.opening.cause)})`}.`;
}

export const cause = (name) => CAUSES[name] || name;
export const from = (name) => FROM[name] || name;

/** Evidence in display order. */
export function inOrder(evidence) {
  return [...evidence].sort((a, b) => ORDER.indexOf(a.from) - ORDER.indexOf(b.from));
}

/** anonymous-control becomes "Anonymous control". */
export function experiment(name) {
  const words = name.replaceAll('-', ' ').replace(/\burl\b/, 'URL');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const many = (count, one, more) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more || one + 's'}`;

let offset = 0;

/** Uses the agent's clock; the browser's may be wrong. */
export function agentTime(iso) {
  offset = Date.parse(iso) - Date.now();
}

/** Seconds since the epoch, by the agent's clock. */
export const now = () => (Date.now() + offset) / 1000;

export const seconds = (iso) => (iso === null || iso === undefined ? null : Date.parse(iso) / 1000);

const UNITS = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];

/** 4000 becomes "1 h 6 min". */
export function span(length) {
  let rest = Math.max(0, Math.round(length));
  if (rest === 0) {
    return '0 s';
  }
  const first = UNITS.findIndex(([size]) => rest >= size);
  const parts = [];
  for (const [size, name] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && !(parts.length > 0 && parts[0][0] >= 10)) {
      parts.push([count, name]);
    }
  }
  return parts.map((part) => part.join(' ')).join(' ');
}

export const ago = (at) => (now() - at < 1 ? 'just now' : `${span(now() - at)} ago`);
export const until = (at) => (at <= now() ? 'now' : `in ${span(at - now())}`);

/** 10:00:00 today, else with the date; the viewer's zone. */
export function clock(at) {
  const date = new Date(at * 1000);
  const time = date.toLocaleTimeString('en-GB');
  const today = new Date(now() * 1000).toDateString() === date.toDateString();
  return today ? time : `${date.toLocaleDateString('en-GB', {day: 'numeric', month: 'short'})}, ${time.slice(0, 5)}`;
}

const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z\b/g;

/** Text with its instants in the viewer's zone, as all times of the page; the instant itself is in the title. */
export function localTimes(text) {
  const parts = [];
  let end = 0;
  for (const match of String(text).matchAll(INSTANT)) {
    parts.push(text.slice(end, match.index), h('time', {datetime: match[0], title: match[0]}, clock(Date.parse(match[0]) / 1000)));
    end = match.index + match[0].length;
  }
  parts.push(String(text).slice(end));
  return parts;
}

/** The name of the viewer's zone, such as CET or UTC. */
export const zone = () => new Intl.DateTimeFormat('en-GB', {timeZoneName: 'short'}).formatToParts(new Date()).find((part) => part.type === 'timeZoneName').value;

const FORMS = {ago, until, span: (at) => span(now() - at)};

/** A time that keeps itself up to date: form is ago, until or span. */
export function relative(at, form) {
  const iso = new Date(at * 1000).toISOString();
  return h('time', {datetime: iso, title: iso, 'data-at': at, 'data-form': form}, FORMS[form](at));
}

/** Brings all relative times up to date. */
export function tick() {
  for (const element of document.querySelectorAll('time[data-form]')) {
    const text = FORMS[element.dataset.form](Number(element.dataset.at));
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }
}
