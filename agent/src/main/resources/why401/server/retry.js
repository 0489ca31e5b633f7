// "I fixed it, try now": one more attempt with a credential that is held back.

import {h, toast} from './dom.js';
import {state} from './feed.js';
import {clock, many, relative, seconds} from './words.js';

async function press(event, name) {
  const button = event.currentTarget;
  button.disabled = true;
  try {
    const answer = await fetch(`/api/v1/credentials/${encodeURIComponent(name)}/retry`, {method: 'POST'});
    const body = await answer.json();
    if (answer.ok) {
      toast(`${name} is tried now: ${many(body.probes.length, 'probe runs', 'probes run')}.`);
    } else if (answer.status === 409) {
      toast(`${name} was tried ahead of time already and refused. So that its account is not locked, the next attempt is made at ${clock(seconds(body.heldUntil))}, or at once with a new secret.`);
    } else {
      toast(body.detail || `The agent answered ${answer.status}.`);
    }
  } catch {
    toast('The agent cannot be reached.');
  }
  button.disabled = false;
}

export const retryButton = (name) =>
  h('button', {type: 'button', class: 'retry', 'data-retry': name, onclick: (event) => press(event, name)}, 'I fixed it, try now');

/** Until when and why a credential is held back; null if it is not. */
export function held(name) {
  const credential = state.credentials.get(name);
  const until = seconds(credential?.heldUntil);
  return until === null ? null : h('p', {class: 'held'},
    h('strong', null, `${name} is held back until ${clock(until)}`), ' (', relative(until, 'until'), ')',
    ` unless something changes: ${credential.heldWhy}.`);
}
