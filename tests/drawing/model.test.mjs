// The cluster after any event, against what the traces themselves say.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { connected } from '../../code/drawing/model.js';
import { contentOf, entryText } from '../../code/drawing/words.js';
import { modelOf, plain, run, scenarios } from './runs.mjs';

const logOf = (state, name) => state.servers.get(name).log.range(1).map(entryText);

for (const scenario of scenarios) {
  test(`${scenario}: to seek is to replay`, () => {
    const { trace, model } = run(scenario);
    for (const n of [0, 1, 65, 64, 63, model.length, 3, 129, 2].filter((m) => m <= model.length)) {
      const replayed = modelOf({ header: trace.header, events: trace.events.slice(0, n) });
      assert.deepEqual(plain(model.at(n)), plain(replayed.at(n)), `after ${n} events`);
    }
  });

  test(`${scenario}: the last state is what the last events say`, () => {
    const { trace, model } = run(scenario);
    for (const server of model.last.servers.values()) {
      const own = trace.events.filter((event) => event.server === server.name);
      const role = own.findLast(({ kind }) => kind === 'role_changed' || kind === 'restarted');
      if (role?.kind === 'role_changed') assert.equal(server.role, role.role);
      assert.equal(
        server.up,
        own.findLast(({ kind }) => kind === 'crashed' || kind === 'restarted')?.kind !== 'crashed',
      );
      const since = own.findLastIndex(({ kind }) => kind === 'restarted');
      const committed = own.slice(since + 1).findLast(({ kind }) => kind === 'committed');
      assert.equal(server.commit, committed?.index ?? 0);
    }
  });

  test(`${scenario}: a message flies from its departure to its end`, () => {
    const { trace, model } = run(scenario);
    for (const flight of model.flights.values()) {
      assert.ok(model.at(flight.sent.seq).flights.has(flight.id));
      assert.ok(!model.at(flight.sent.seq - 1).flights.has(flight.id));
      if (flight.end) assert.ok(!model.at(flight.end.seq).flights.has(flight.id));
      else assert.ok(model.last.flights.has(flight.id), `${trace.header.title}`);
    }
  });
}

test('Figure 8 ends with x=1 on three servers and y=2 on the new leader', () => {
  const { model } = run('04-safety/figure-8-without');
  for (const name of ['S1', 'S2', 'S3']) assert.deepEqual(logOf(model.last, name), ['1:x=1']);
  assert.deepEqual(logOf(model.last, 'S5'), ['2:y=2']);
  assert.equal(model.last.servers.get('S5').role, 'leader');
  assert.equal(model.last.violation.invariant, 'Leader Completeness');
});

test('a crashed server keeps what its disk holds, and nothing else', () => {
  const { trace, model } = run('04-safety/figure-8-without');
  const restart = trace.events.find(({ kind, server }) => kind === 'restarted' && server === 'S1');
  assert.equal(model.at(restart.seq - 1).servers.get('S1').up, false);
  const after = model.at(restart.seq).servers.get('S1');
  assert.deepEqual([after.up, after.role, after.term, after.commit], [true, 'follower', 1, 0]);
  assert.deepEqual(logOf(model.at(restart.seq), 'S1'), ['1:x=1']);
});

test('a server whose disk kept a part of a torn write comes back with that part', () => {
  const { trace, model } = run('04-safety/torn-write');
  const restart = trace.events.find(({ kind }) => kind === 'restarted');
  assert.equal(model.at(restart.seq - 1).servers.get('S2').disk.log.length, 1);
  assert.deepEqual(logOf(model.at(restart.seq), 'S2'), ['1:-', '1:x=1']);
});

test('a candidate counts its own vote and those it hears', () => {
  const { trace, model } = run('02-election/split-vote');
  const caption = trace.events.find(({ text }) => text?.startsWith('Two votes each'));
  const { servers } = model.at(caption.seq);
  const yes = (name) =>
    [...servers.get(name).votes].filter(([, vote]) => vote).map(([voter]) => voter);
  assert.deepEqual(yes('S1'), ['S1', 'S3']);
  assert.deepEqual(yes('S2'), ['S2', 'S4']);
});

test('a leader knows of its followers what their answers say', () => {
  const { trace, model } = run('04-safety/figure-8-without');
  const commit = trace.events.find(({ kind }) => kind === 'committed');
  const { progress } = model.at(commit.seq).servers.get('S1');
  assert.deepEqual(progress.get('S2'), { next: 2, match: 1 });
  assert.deepEqual(progress.get('S3'), { next: 2, match: 1 });
});

test('a partition parts, and healing joins', () => {
  const { trace, model } = run('01-background/split-brain');
  const split = trace.events.find(({ kind }) => kind === 'partitioned' || kind === 'link_cut');
  assert.ok(split, 'the scenario has a partition');
  const { groups } = split;
  const [a, b] = [groups[0][0], groups[1][0]];
  assert.ok(connected(model.at(split.seq - 1).links, a, b));
  assert.ok(!connected(model.at(split.seq).links, a, b));
});

test('a link that is mended carries again', () => {
  const { trace, model } = run('03-replication/repair');
  const healed = trace.events.find(({ kind }) => kind === 'healed');
  assert.ok(!connected(model.at(healed.seq - 1).links, 'S1', 'S2'));
  assert.ok(connected(model.at(healed.seq).links, 'S1', 'S2'));
});

test('what was not saved is gone after a crash', () => {
  const entries = [1, 2].map((index) => ({
    index,
    term: 1,
    kind: 'command',
    command: `x=${index}`,
  }));
  const [one, two] = entries;
  const happened = [
    { kind: 'joined' },
    { kind: 'appended', first: 1, entries: [one] },
    { kind: 'saved', log_from: 1 },
    { kind: 'appended', first: 2, entries: [two] },
    { kind: 'crashed' },
    { kind: 'restarted', term: 1, last_index: 1 },
  ];
  const events = happened.map((event, i) => ({ seq: i + 1, t: i, server: 'S1', ...event }));
  const model = modelOf({ header: { servers: ['S1'] }, events });
  assert.deepEqual(logOf(model.at(5), 'S1'), ['1:x=1', '1:x=2']);
  assert.deepEqual(logOf(model.last, 'S1'), ['1:x=1']);
});

test('a run that goes on is shown as far as it has come', () => {
  const { trace } = run('02-election/split-vote');
  const model = modelOf({ header: trace.header, events: [] });
  trace.events.forEach((event, i) => {
    model.append(event);
    assert.equal(model.at(model.length).n, i + 1);
  });
  assert.equal(contentOf({ kind: 'no_op' }), '-');
});

test('a run begins when all servers are there and have the roles that they were given', () => {
  const { model } = run('01-background/split-brain');
  const roles = [...model.at(model.beginning).servers.values()].map(({ role }) => role);
  assert.deepEqual(roles, ['leader', 'follower', 'follower']);
});
