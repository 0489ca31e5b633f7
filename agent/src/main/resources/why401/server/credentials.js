// Credentials as timelines: earlier tokens, the current one, its renewal and expiry, failures.

import {byId, h, s} from './dom.js';
import {state} from './feed.js';
import {held, retryButton} from './retry.js';
import {clock, many, now, relative, seconds, span} from './words.js';

const FIRST = 25;
const WIDTH = 1000;
const FAILURES = {
  unreachable: 'the identity provider cannot be reached', timeout: 'the identity provider did not respond in time',
  server_error: 'the identity provider failed', rate_limited: 'the identity provider limits the request rate',
  rejected: 'the identity provider rejected the credential', invalid_response: 'the response is not a token',
  secret_unavailable: 'the secret cannot be read', account_protection: 'held back to protect the account',
};

let all = false;
let marked = null;

const SOON = 14 * 86400;
const KINDS = {api_key: 'API key', client_certificate: 'client certificate', refresh_token: 'refresh token', bearer: 'bearer token'};

/** Expiry of the current token, otherwise of the secret itself. */
const end = (credential) => seconds(credential.expiry ?? credential.secret?.expiry);

/** A secret behind the token that a person has to replace soon. */
function endingSecret(credential) {
  const secret = credential.secret;
  return secret && credential.expiry !== null && secret.expiry !== credential.expiry && seconds(secret.expiry) - now() < SOON ? secret : null;
}

/** How urgent it is; rank 0 is the most urgent. */
function danger(credential) {
  const at = now();
  const expiry = end(credential);
  const due = seconds(credential.renewalDue);
  if (!credential.usable || (expiry !== null && expiry <= at)) {
    return {level: 'bad', rank: 0, says: expiry !== null && expiry <= at ? 'expired' : 'no usable token'};
  }
  if (credential.suspended) {
    return {level: 'bad', rank: 1, says: 'action required'};
  }
  if (credential.lastFailure || (due !== null && due < at - 5)) {
    return {level: 'warn', rank: 2, says: 'renewal overdue'};
  }
  if (due === null && expiry !== null && expiry - at < SOON) {
    return {level: 'warn', rank: 3, says: 'replace it'};
  }
  if (endingSecret(credential)) {
    return {level: 'warn', rank: 3, says: ''};
  }
  return {level: 'ok', rank: expiry === null ? 5 : 4, says: ''};
}

function line(credential) {
  const at = now();
  const expiry = end(credential);
  const issued = seconds(credential.issued);
  const due = seconds(credential.renewalDue);
  const drawing = s('svg', {viewBox: `0 0 ${WIDTH} 34`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label(credential)});
  if (expiry === null) {
    drawing.append(s('line', {class: 'l-none', x1: 4, x2: WIDTH - 4, y1: 17, y2: 17, 'vector-effect': 'non-scaling-stroke'}));
    return drawing;
  }
  const life = Math.max(1, expiry - (issued ?? at));
  const begin = issued ?? Math.min(at, expiry - life);
  const events = credential.renewals.map((one) => ({at: seconds(one.at), until: seconds(one.until), reason: one.reason}));
  const left = Math.min(begin, ...events.map((one) => one.at).filter((when) => when > begin - 2 * life));
  const right = Math.max(expiry, at) + 0.03 * (Math.max(expiry, at) - left);
  const x = (when) => Math.max(0, Math.min(WIDTH, ((when - left) / (right - left)) * WIDTH));
  const bar = (name, from, to, thick) => to > from && drawing.append(s('rect', {
    class: name, x: x(from), width: Math.max(2, x(to) - x(from)), y: 17 - thick / 2, height: thick}));
  const good = events.filter((one) => one.reason === null && one.at < begin - 0.5);
  good.forEach((one, index) => bar('l-past', Math.max(left, one.at), Math.min(one.until ?? begin, good[index + 1]?.at ?? begin) - 0.004 * (right - left), 8));
  bar('l-lived', begin, Math.min(at, expiry), 16);
  bar('l-left', Math.max(begin, Math.min(at, expiry)), expiry, 16);
  const mark = (name, when, top, bottom) => drawing.append(s('line', {
    class: name, x1: x(when), x2: x(when), y1: top, y2: bottom, 'vector-effect': 'non-scaling-stroke'}));
  if (at > expiry) {
    drawing.append(s('line', {class: 'l-over', x1: x(expiry), x2: x(at), y1: 17, y2: 17, 'vector-effect': 'non-scaling-stroke'}));
  }
  if (due !== null) {
    mark('l-due', due, 3, 31);
  }
  events.filter((one) => one.reason !== null && one.at >= left).forEach((one) => drawing.append(
    s('rect', {class: 'l-fail', x: x(one.at) - 3, y: 1, width: 6, height: 8, rx: 1}, s('title', null, `${clock(one.at)}: ${FAILURES[one.reason] || one.reason}`))));
  mark('l-now', at, 0, 34);
  return drawing;
}

function label(credential) {
  return end(credential) === null
    ? `${credential.name}: no known expiry`
    : `${credential.name}: issued ${credential.issued ?? 'at an unknown time'}, renewal due ${credential.renewalDue ?? 'never'}, expires ${credential.expiry ?? credential.secret.expiry}${credential.expirySource === 'assumed' ? ' (assumed, since the response states none)' : ''}`;
}

function when(credential, state_) {
  const expiry = end(credential);
  const due = seconds(credential.renewalDue);
  if (expiry === null) {
    return [h('strong', null, state_.says || 'no expiry known'), h('span', null, credential.usable ? 'usable' : 'not usable')];
  }
  if (state_.rank === 0) {
    return [h('strong', null, state_.says, expiry <= now() ? [' ', relative(expiry, 'ago')] : null), h('span', null, 'probes have nothing to send')];
  }
  return [
    h('strong', null, due === null ? ['expires ', relative(expiry, 'until')]
      : due < now() ? ['renewal overdue by ', relative(due, 'span')] : ['renews ', relative(due, 'until')]),
    h('span', null, due === null ? (state_.says || 'renewed by another program') : ['expires ', relative(expiry, 'until')])];
}

function life(credential) {
  const state_ = danger(credential);
  const failure = credential.lastFailure;
  const secret = endingSecret(credential);
  return h('li', {class: `life${credential.name === marked ? ' marked' : ''}`, 'data-name': credential.name, 'data-danger': state_.level},
    h('div', null,
      h('p', {class: 'name'}, credential.name),
      h('p', {class: 'kind'}, credential.type, credential.issuer ? ` at ${credential.issuer.replace(/^https?:\/\//, '')}` : '', `, ${many(credential.probes.length, 'probe')}`, credential.member ? `, renewed by ${credential.member}` : '')),
    line(credential),
    h('div', {class: 'when'}, when(credential, state_)),
    failure ? h('p', {class: 'wrong'},
      `Renewal failed ${span(now() - seconds(failure.at))} ago: ${FAILURES[failure.reason] || failure.reason}`,
      failure.error ? ` (${failure.error})` : '', failure.description ? `. ${failure.description}` : '',
      credential.suspended ? ' Renewal is suspended until the secret changes or someone intervenes.' : '') : null,
    credential.heldUntil ? h('div', {class: 'wrong'}, held(credential.name), retryButton(credential.name)) : null,
    secret ? h('p', {class: 'wrong'}, `Its ${KINDS[secret.kind] || secret.kind} expires `, relative(seconds(secret.expiry), 'until'), ': replace it.') : null);
}

export function drawCredentials() {
  const list = [...state.credentials.values()]
    .map((credential) => ({credential, ...danger(credential)}))
    .sort((a, b) => a.rank - b.rank
      || (end(a.credential) ?? Infinity) - (end(b.credential) ?? Infinity) || (a.credential.name < b.credential.name ? -1 : 1));
  const shown = list.filter((one, index) => all || index < FIRST || one.credential.name === marked);
  byId('lifelines').replaceChildren(...shown.map((one) => life(one.credential)));
  byId('lifelines').hidden = list.length === 0;
  const rest = list.length - shown.length;
  byId('lifelines-note').replaceChildren(
    list.length === 0 ? 'No credential is configured: all probes are anonymous.' : '',
    rest > 0 ? h('button', {type: 'button', class: 'more', onclick: () => { all = true; drawCredentials(); }}, `Show ${many(rest, 'more', 'more')}`) : '');
}

export function markCredential(name) {
  marked = name;
  drawCredentials();
  const element = [...byId('lifelines').children].find((one) => one.dataset.name === name);
  element?.scrollIntoView({block: 'center'});
  return element !== undefined;
}
