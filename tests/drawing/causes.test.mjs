// Why something happened: happens-before agrees with the vector clocks of the trace, and the
// reasons are those that the paper gives.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Causes } from '../../code/drawing/causes.js';
import { storyOf } from '../../code/drawing/story.js';
import { run, scenarios } from './runs.mjs';

for (const scenario of scenarios) {
  test(`${scenario}: what was sent is before exactly what the vector clocks say`, () => {
    const { trace, model } = run(scenario);
    const causes = new Causes(model);
    const own = ({ server }) => Number(server.slice(1)) - 1;
    const sent = trace.events.filter(({ kind, copy_of }) => kind === 'sent' && !copy_of);
    const all = trace.events.filter(({ clock, kind }) => clock && kind !== 'lost');
    for (const a of sent) {
      for (const b of all) {
        if (a.server === b.server) continue;
        const byClock = (b.clock[own(a)] ?? 0) >= a.clock[own(a)];
        assert.equal(causes.before(a.seq, b.seq), byClock, `${a.seq} before ${b.seq}`);
      }
    }
  });

  test(`${scenario}: reasons come earlier, and a chain of them ends`, () => {
    const { model } = run(scenario);
    const causes = new Causes(model);
    for (let n = 1; n <= model.length; ++n) {
      for (const reason of causes.reasons(n)) assert.ok(reason < n, `${reason} of ${n}`);
      assert.ok(causes.chain(n, 30).size <= 34);
    }
  });

  test(`${scenario}: a story never goes back, and tells every event`, () => {
    const { model } = run(scenario);
    const story = storyOf(model);
    for (let n = 1; n <= model.length; ++n) assert.ok(story.at[n] >= story.at[n - 1], `event ${n}`);
    assert.equal(story.after(story.length), model.length);
  });
}

test('a leader leads because of the votes of a majority', () => {
  const { trace, model } = run('02-election/split-vote');
  const won = trace.events.find(({ kind, role }) => kind === 'role_changed' && role === 'leader');
  const voters = new Causes(model).reasons(won.seq).map((n) => {
    const sent = model.flights.get(trace.events[n - 1].msg)?.sent;
    return sent?.type === 'RequestVoteReply' && sent.granted && sent.term === won.term
      ? sent.from
      : null;
  });
  assert.ok(voters.filter(Boolean).length >= 2, 'with its own vote, three of four');
});

test('an entry is committed because of the answers of those that hold it', () => {
  const { trace, model } = run('04-safety/figure-8-without');
  const commit = trace.events.find(({ kind }) => kind === 'committed');
  const from = new Causes(model)
    .reasons(commit.seq)
    .map((n) => model.flights.get(trace.events[n - 1].msg)?.sent.from);
  assert.deepEqual([...new Set(from)].sort(), ['S2', 'S3']);
});

test('a vote is because of a request, and a request because of a timeout', () => {
  const { trace, model } = run('02-election/split-vote');
  const vote = trace.events.find(
    ({ kind, server, candidate }) => kind === 'voted' && server !== candidate,
  );
  const kinds = [...new Causes(model).chain(vote.seq)].map((n) => trace.events[n - 1].kind);
  for (const kind of ['delivered', 'sent', 'timed_out']) assert.ok(kinds.includes(kind), kind);
});
