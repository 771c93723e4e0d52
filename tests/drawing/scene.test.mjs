// What moves between two events.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Model } from '../../code/drawing/model.js';
import { Scene } from '../../code/drawing/scene.js';
import { storyOf } from '../../code/drawing/story.js';

const kinds = ['joined', 'joined', 'sent', 'sent', 'sent', 'delivered', 'lost'];
const messages = [, , 1, 2, 3, 1, 2];
const times = [0, 0, 1000, 1000, 1000, 11_000, 12_000];

function scene(beyond) {
  const model = new Model({ servers: ['S1', 'S2'], node: 'raft', seed: 1, terms: true });
  kinds.forEach((kind, i) =>
    model.append({
      seq: i + 1,
      t: times[i],
      kind,
      server: kind === 'sent' || i === 0 ? 'S1' : 'S2',
      ...(messages[i] && { msg: messages[i] }),
      ...(kind === 'sent' && { to: 'S2', type: 'RequestVote', term: 1 }),
    }),
  );
  return { model, story: storyOf(model), ...beyond };
}

test('a message is as far as the story is between its beginning and its end', () => {
  const { model, story } = scene();
  const moments = new Scene(model, story);
  const flight = model.flights.get(1);
  const [from, to] = [story.at[3], story.at[6]];
  assert.equal(moments.progress(flight, from), 0);
  assert.ok(Math.abs(moments.progress(flight, (from + to) / 2) - 0.5) < 1e-9);
  assert.equal(moments.progress(flight, to), 1);
  assert.equal(moments.progress(flight, to + 5), 1);
});

test('a message whose end nobody knows comes half way, unless somebody knows better', () => {
  const { model, story } = scene();
  const flight = model.flights.get(3);
  const moments = new Scene(model, story);
  assert.equal(moments.progress(flight, story.at[5]), 0);
  assert.equal(moments.progress(flight, story.at[5] + 100), 0.5);
  const asked = new Scene(model, story, { underWay: ({ id }) => (id === 3 ? 0.75 : 0) });
  assert.equal(asked.progress(flight, story.at[5]), 0.75);
  assert.equal(asked.progress(model.flights.get(1), story.at[6]), 1);
});

test('between two events time and place go on evenly, and end with the last event', () => {
  const { model, story } = scene();
  const y = [0, 10, 20, 30, 40, 50, 100, 140];
  const moments = new Scene(model, story);
  const half = moments.moment(5, (story.at[5] + story.at[6]) / 2, y);
  assert.ok(Math.abs(half.y - 75) < 1e-9 && Math.abs(half.time - 6000) < 1e-6);
  assert.deepEqual(moments.moment(7, story.length + 1, y), { y: 140, time: 12_000 });
  const later = new Scene(model, story, { now: () => 20_000 });
  assert.deepEqual(later.moment(7, story.length + 1, y), { y: 140, time: 20_000 });
});

test('what was lost falls for a moment, or hangs where nothing may move', () => {
  const { model, story } = scene();
  const moments = new Scene(model, story);
  const falls = (after, still) => moments.falling(7, story.at[7] + after, still);
  assert.deepEqual(falls(0.45, false).map(({ flight, fall }) => [flight.id, fall.toFixed(2)]), [
    [2, '0.50'],
  ]);
  assert.equal(falls(0.45, true)[0].fall, 0.3);
  assert.deepEqual(falls(1, false), []);
});
