// Past incidents: by cause, by probe, and one by one.

import {byId, h} from './dom.js';
import {state} from './feed.js';
import {story} from './incidents.js';
import {cause, clock, many, runbook, seconds, span} from './words.js';

const TOP = 8;
const STEP = 20;

let byTime = true;
let length = STEP;

const lasted = (incident) => Math.max(0, seconds(incident.until) - seconds(incident.since));

function sums(key) {
  const sum = new Map();
  for (const incident of state.past) {
    const one = sum.get(key(incident)) || {time: 0, count: 0};
    one.time += lasted(incident);
    one.count++;
    sum.set(key(incident), one);
  }
  const measure = (one) => (byTime ? one.time : one.count);
  const list = [...sum].map(([name, one]) => ({name, ...one, size: measure(one)})).sort((a, b) => b.size - a.size || b.count - a.count);
  return list.slice(0, TOP);
}

function bars(title, list, words) {
  const most = Math.max(1, ...list.map((one) => one.size));
  return [h('h3', null, title), ...list.map((one) => {
    const fill = h('i');
    fill.style.width = `${(one.size / most) * 100}%`;
    return h('p', {class: 'lost'},
      h('span', {class: 'what', title: one.name}, words(one.name)),
      h('span', {class: 'much'}, byTime ? `${span(one.time)} in ${many(one.count, 'incident')}` : `${many(one.count, 'incident')}, ${span(one.time)}`),
      h('span', {class: 'meter', 'aria-hidden': 'true'}, fill));
  })];
}

function entry(incident) {
  return h('details', {class: 'then', 'data-id': incident.id},
    h('summary', null,
      h('span', {class: 'at'}, clock(seconds(incident.since))),
      h('span', {class: 'what'}, h('b', null, incident.probe), ' ', cause(incident.cause)),
      h('span', {class: 'span'}, span(lasted(incident))),
      h('span', {class: 'say'}, incident.summary)),
    story(incident),
    h('p', {class: 'do'}, h('a', {href: runbook(incident)}, 'Open the runbook')));
}

export function drawPast() {
  byId('by-time').setAttribute('aria-pressed', String(byTime));
  byId('by-count').setAttribute('aria-pressed', String(!byTime));
  const none = state.past.length === 0;
  byId('past-causes').replaceChildren(...(none ? [h('p', null, 'No past incidents.')] : bars('By cause', sums((one) => one.cause), cause)));
  byId('past-probes').hidden = none;
  byId('past-list').hidden = none;
  if (none) {
    return;
  }
  byId('past-probes').replaceChildren(...bars('By probe', sums((one) => one.probe), (name) => name));
  const open = new Set([...byId('past-list').querySelectorAll('details[open]')].map((element) => element.dataset.id));
  const rest = state.past.length - length;
  byId('past-list').replaceChildren(
    h('h3', null, `The last ${many(state.past.length, 'incident')}, newest first`),
    ...state.past.slice(0, length).map(entry),
    rest > 0 ? h('button', {type: 'button', class: 'more', onclick: () => { length += 5 * STEP; drawPast(); }}, 'Show more') : '');
  byId('past-list').querySelectorAll('details').forEach((element) => { element.open = open.has(element.dataset.id); });
}

/** Opens a past incident and brings it into view; false if it is not remembered. */
export function markPast(id) {
  const index = state.past.findIndex((one) => one.id === id);
  if (index < 0) {
    return false;
  }
  length = Math.max(length, index + 1);
  drawPast();
  const element = [...byId('past-list').querySelectorAll('details')].find((one) => one.dataset.id === id);
  element.open = true;
  element.scrollIntoView({block: 'center'});
  return true;
}

export function start() {
  byId('by-time').addEventListener('click', () => { byTime = true; drawPast(); });
  byId('by-count').addEventListener('click', () => { byTime = false; drawPast(); });
}
