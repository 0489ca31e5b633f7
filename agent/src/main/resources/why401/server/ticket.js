// A problem as Markdown, to be pasted into a ticket.

import {CONFIDENCE, DOMAINS, cause, ending, experiment, from, inOrder, many, orElse, percent, runbook} from './words.js';

const MOST_PROBES = 20;

// what came from outside must not become markup in the ticket
const plain = (text) => String(text).replace(/[\r\n]+/g, ' ').replace(/([\\`*_{}[\]<>#|!])/g, '\\$1');
const code = (text) => '`' + String(text).replace(/[`\r\n]/g, '') + '`';

export function ticket(problem) {
  const it = problem.head;
  const [who, why] = DOMAINS[it.fault_domain] || DOMAINS.unknown;
  const lines = [
    `## ${plain(it.summary)}`,
    '',
    `- **Cause:** ${cause(it.cause)} (${code(it.cause)}), ${(CONFIDENCE[it.confidence] || [it.confidence])[0]}${it.probability > 0 ? `, ${percent(it.probability)}` : ''}`,
    orElse(it) ? `- ${plain(orElse(it))}` : null,
    ending(it) ? `- **End:** ${plain(ending(it))}` : null,
    `- **Who has to act:** ${who}. ${why}`,
    `- **Refused since:** ${problem.since.replace('T', ' ').replace('Z', ' UTC')}${it.until ? `, until ${it.until.replace('T', ' ').replace('Z', ' UTC')}` : ''}`,
    `- **Status:** ${it.status || 'nothing was sent'}`,
    it.credential ? `- **Credential:** ${code(it.credential)}` : null,
    `- **Probes:** ${problem.probes.slice(0, MOST_PROBES).map(code).join(', ')}${problem.probes.length > MOST_PROBES ? ` and ${many(problem.probes.length - MOST_PROBES, 'more', 'more')}` : ''}`,
    '',
    '### Do first',
    '',
    plain(it.remedy),
    '',
    `Runbook: ${location.origin}${runbook(it)}`,
    '',
    '### Evidence',
    '',
    ...inOrder(it.evidence).map((one) => `- ${from(one.from)}: ${plain(one.finding)}`),
    ...it.experiments.map((one) => `- Experiment ${code(one.name)}${one.status ? ` (${one.status})` : ''}: ${plain(one.finding)}`),
  ];
  if (it.changed.length > 0) {
    lines.push('', '### What changed since it last worked', '');
    for (const one of it.changed) {
      lines.push(`- ${experiment(one.what)}: ${code(one.before)} → ${code(one.after)}${one.at ? ` (${one.at})` : ''}`);
    }
  }
  lines.push('', `${location.origin}/#incident=${encodeURIComponent(it.id)}`);
  return lines.filter((line) => line !== null).join('\n') + '\n';
}
