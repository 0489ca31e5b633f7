// The members of the cluster and their shares; nothing for one agent alone.

import {byId, h} from './dom.js';
import {state} from './feed.js';

const find = (name) => state.cluster.members.find((member) => member.name === name);

/** The page of another member, at a place in it; null if that is not known. */
export function pageOf(name, place) {
  const url = find(name)?.url;
  return url ? h('a', {href: `${url}${place}`, rel: 'noreferrer'}, name) : h('span', {class: 'mono'}, name);
}

const count = (value) => (value === null ? '–' : value.toLocaleString('en'));

function share(member) {
  const self = member.name === state.cluster.name;
  return h('tr', null,
    h('th', {scope: 'row'}, self ? [h('span', {class: 'mono'}, member.name), ' (this one)'] : pageOf(member.name, '')),
    h('td', null, member.location || '–'), h('td', null, count(member.probes)), h('td', null, count(member.failing)), h('td', null, count(member.credentials)));
}

export function drawMembers() {
  const {degraded, members} = state.cluster;
  byId('members').hidden = members.length === 0;
  byId('members-link').hidden = members.length === 0;
  byId('members-rows').replaceChildren(...members.map(share));
  const box = byId('degraded');
  box.hidden = !degraded;
  box.replaceChildren(degraded ? h('p', null, h('strong', null, 'This member is cut off from the majority of its cluster'),
    `: it sees ${members.length === 1 ? 'itself alone' : `${members.length} members`}. It goes on probing, but spends no refresh token and shows no password that could lock an account.`) : '');
}
