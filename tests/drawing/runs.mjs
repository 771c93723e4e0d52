// The recorded runs that the tests look at: each scenario is run once by the program, which is
// named by the environment variable RAFT.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Model } from '../../code/drawing/model.js';
import { parseTrace } from '../../code/drawing/trace.js';

export const source = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const raft = process.env.RAFT ?? join(source, 'build', 'bin', 'raft');

/** The file that the program makes of a scenario, by its suffix. */
export function record(scenario, suffix) {
  const folder = mkdtempSync(join(tmpdir(), 'raft-drawing-'));
  try {
    const file = join(folder, `run${suffix}`);
    execFileSync(raft, [
      'run',
      join(source, 'diagrams', `${scenario}.raft`),
      '-q',
      '--trace',
      file,
    ]);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The trace that a player holds, with its sentences. */
export function readPlayer(html) {
  const inside = (pattern) => pattern.exec(html)[1];
  const trace = parseTrace(
    inside(/<script type="application\/x-ndjson" id="trace">([^]*?)<\/script>/),
  );
  const lines = inside(/<pre id="told">([^]*?)<\/pre>/).split('\n');
  const plain = (text) =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
  trace.events.forEach((event, i) => {
    event.words = plain(lines[i].slice(11));
  });
  return trace;
}

const runs = new Map();

/** A scenario's trace and model. */
export function run(scenario) {
  if (!runs.has(scenario)) {
    const trace = readPlayer(record(scenario, '.html'));
    runs.set(scenario, { trace, model: modelOf(trace) });
  }
  return runs.get(scenario);
}

export function modelOf(trace) {
  const model = new Model(trace.header);
  for (const event of trace.events) model.append(event);
  return model;
}

/** A state without what is shared or only remembered, so that states can be compared. */
export function plain(state) {
  const value = (key, any) => {
    if (any instanceof Map) return [...any];
    if (any instanceof Set) return [...any].sort();
    if (any?.cells) return any.cells.slice(0, any.length);
    return key === 'end' || key === 'fate' ? undefined : any;
  };
  return JSON.parse(JSON.stringify(state, value));
}

export const scenarios = [
  '01-background/split-brain',
  '02-election/split-vote',
  '02-election/old-leader',
  '03-replication/repair',
  '04-safety/figure-8-without',
  '05-membership/replace',
];
