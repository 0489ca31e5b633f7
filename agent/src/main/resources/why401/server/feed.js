// What the agent knows, read once and kept up to date by its stream of events.

import {agentTime} from './words.js';

export const state = {
  incidents: new Map(), // open ones, by id
  past: [], // closed ones, newest first
  probes: new Map(), // by name
  credentials: new Map(), // by name
  issuers: [],
  configuration: {errors: [], rejected: null, alertmanagerUrl: null},
  cluster: {name: null, degraded: false, members: []},
  version: '',
  loaded: {incidents: false, probes: false, credentials: false, past: false},
};

const MOST_OPEN = 1000;
const MOST_PAST = 300;
const listeners = [];
const dirty = new Set();

/** Calls back with the set of parts that changed: incidents, probes, credentials, past, configuration, cluster. */
export function onChange(listener) {
  listeners.push(listener);
}

function changed(...parts) {
  if (dirty.size === 0) {
    queueMicrotask(() => {
      const subjects = new Set(dirty);
      dirty.clear();
      listeners.forEach((listener) => listener(subjects));
    });
  }
  parts.forEach((part) => dirty.add(part));
}

async function read(path) {
  const answer = await fetch(path);
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status}`);
  }
  return answer.json();
}

function row(columns, values) {
  return Object.fromEntries(columns.map((column, index) => [column, values[index]]));
}

let columns = [];

async function readIncidents() {
  const open = await read(`/api/v1/incidents?open=true&limit=${MOST_OPEN}`);
  state.incidents = new Map(open.map((incident) => [incident.id, incident]));
  state.loaded.incidents = true;
  changed('incidents');
}

async function readProbes() {
  const table = await read('/api/v1/probes?form=table');
  columns = table.columns;
  state.probes = new Map(table.rows.map((values) => [values[0], row(columns, values)]));
  early.splice(0).forEach(take);
  state.loaded.probes = true;
  changed('probes');
}

const early = []; // rows of events that came before the names of their columns

function take(values) {
  state.probes.set(values[0], row(columns, values));
}

async function readCredentials() {
  const [credentials, issuers] = await Promise.all([read('/api/v1/credentials'), read('/api/v1/issuers')]);
  state.credentials = new Map(credentials.map((credential) => [credential.name, credential]));
  state.issuers = issuers;
  state.loaded.credentials = true;
  changed('credentials');
}

async function readPast() {
  state.past = await read(`/api/v1/incidents?open=false&limit=${MOST_PAST}`);
  state.loaded.past = true;
  changed('past');
}

async function readConfiguration() {
  state.configuration = await read('/api/v1/configuration');
  changed('configuration', 'incidents');
}

async function readCluster() {
  state.cluster = await read('/api/v1/cluster');
  changed('cluster');
}

/** Reads everything; what is broken comes first. */
async function readAll() {
  const incidents = readIncidents();
  const probes = readProbes();
  await incidents;
  await Promise.all([probes, readCredentials(), readPast(), readConfiguration(), readCluster()]);
}

export const detailOf = (probe) => read(`/api/v1/probes/${encodeURIComponent(probe)}`);

function heardIncident(incident) {
  if (incident.until === null) {
    state.incidents.set(incident.id, incident);
  } else {
    state.incidents.delete(incident.id);
    state.past = [incident, ...state.past.filter((one) => one.id !== incident.id)].slice(0, MOST_PAST);
    changed('past');
  }
  changed('incidents');
}

const HIDDEN_CLOSES_AFTER = 20000;
const HIDDEN_READS_EVERY = 60000;
const RETRY_AFTER = 5000;

/**
 * Listens; tells whether the stream is up, of each incident that opens or closes, and of each probe that ran.
 *
 * A browser opens six connections to a server at most, and a person opens a page for each alert: a page that is
 * hidden gives its stream back, and reads now and then instead.
 */
export function listen(onLive, onIncident, onRun) {
  let stream = null;
  let timer = 0;

  const close = () => {
    clearTimeout(timer);
    clearInterval(timer);
    stream?.close();
    stream = null;
  };
  const pause = () => {
    close();
    timer = setInterval(() => readIncidents().catch(() => {}), HIDDEN_READS_EVERY);
  };

  function open() {
    close();
    stream = new EventSource('/api/v1/events');
    const on = (name, action) => stream.addEventListener(name, (event) => action(JSON.parse(event.data)));
    // What happens between reading and listening must not be missed: read when the stream has started.
    on('hello', (hello) => {
      agentTime(hello.time);
      if (state.version && state.version !== hello.version) {
        location.reload();
        return;
      }
      state.version = hello.version;
      onLive(true);
      readAll().catch(() => onLive(false));
    });
    on('configuration', () => readAll().catch(() => {}));
    on('incident', (incident) => {
      const known = state.incidents.has(incident.id);
      heardIncident(incident);
      onIncident(incident, known);
    });
    on('probes', (rows) => {
      if (columns.length === 0) {
        early.push(...rows);
        return;
      }
      rows.forEach(take);
      changed('probes');
      rows.forEach((values) => onRun(values[0]));
    });
    on('credentials', (credentials) => {
      credentials.forEach((credential) => state.credentials.set(credential.name, credential));
      changed('credentials');
    });
    stream.addEventListener('error', () => {
      onLive(false);
      if (!state.loaded.incidents) {
        readAll().catch(() => {});
      }
      if (stream?.readyState === EventSource.CLOSED) {
        timer = setTimeout(open, RETRY_AFTER); // refused for now; the browser itself gives up
      }
    });
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      clearTimeout(timer);
      timer = setTimeout(pause, HIDDEN_CLOSES_AFTER);
    } else if (stream === null) {
      open();
    } else {
      clearTimeout(timer);
    }
  });
  addEventListener('pagehide', close);
  addEventListener('pageshow', (event) => event.persisted && open());
  // Open incidents are read before the stream is connected; the page's head preloads them.
  readIncidents().catch(() => {});
  open();
}

/** Reads the credentials and the issuers again: an issuer's health has no event of its own. */
export const refreshCredentials = () => readCredentials().catch(() => {});

/** Reads the members again: their shares have no event of their own. */
export const refreshCluster = () => state.cluster.members.length > 0 && readCluster().catch(() => {});
