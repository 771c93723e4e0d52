// Where the servers and their logs stand: for one to nine, on a phone and on a wide screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fitted, textWidth } from '../../code/drawing/measure.js';
import { connected, Model } from '../../code/drawing/model.js';
import { placesOf } from '../../code/drawing/spots.js';

const named = (count) => Array.from({ length: count }, (_, i) => `S${i + 1}`);
const phone = { width: 390, height: 490 };
const desk = { width: 520, height: 620 };

for (const [name, size] of Object.entries({ phone, desk })) {
  test(`on a ${name} no disc covers another, and all are in the picture`, () => {
    for (let count = 1; count <= 9; ++count) {
      const { spots, ring } = placesOf(named(count), size, true);
      const all = [...spots.values()];
      for (const [i, a] of all.entries()) {
        assert.ok(a.x - a.radius > 0 && a.x + a.radius < ring.width, `${a.name} of ${count}`);
        assert.ok(a.y - a.radius > 0 && a.y + a.radius < ring.height, `${a.name} of ${count}`);
        for (const b of all.slice(i + 1)) {
          const apart = Math.hypot(a.x - b.x, a.y - b.y) - a.radius - b.radius;
          assert.ok(apart > 0, `${a.name} and ${b.name} of ${count}: ${apart} pixels`);
        }
      }
    }
  });
}

test('on a phone the ring of five takes the height that there is', () => {
  const { spots } = placesOf(named(5), phone, true);
  const top = spots.get('S1');
  assert.ok(top.y - top.radius < 53, `${top.y - top.radius} pixels are left above`);
});

test('where many stand, their logs are rows under the ring', () => {
  const { rack, ring, rows } = placesOf(named(9), desk, true);
  assert.ok(rack.top >= ring.height);
  assert.ok(rack.top + 9 * rack.pitch <= desk.height);
  assert.equal(ring.height + rows, desk.height);
  assert.equal(placesOf(named(3), desk, true).rack, null);
});

test('logs that will never hold anything need no room', () => {
  assert.equal(placesOf(named(9), desk, false).rows, 0);
});

test('how many servers have their logs beside them does not depend on the height', () => {
  for (let height = 100; height < 1000; height += 50) {
    assert.equal(placesOf(named(5), { width: 390, height }, true).racked, true);
    assert.equal(placesOf(named(5), { width: 520, height }, true).racked, false);
  }
});

test('a cell shows as much of an entry as it has room for', () => {
  assert.equal(fitted('1:x=1', 60), '1:x=1');
  const short = fitted('1:{S1 S2 S3}', 50);
  assert.match(short, /^1:\{.*…$/);
  assert.ok(textWidth(short, 11) <= 50);
});

test('a partition takes the place of earlier cuts, and who joins later is not behind it', () => {
  const model = new Model({ version: 1 });
  const happens = (kind, more) => model.append({ seq: model.length + 1, t: 0, kind, ...more });
  for (const server of ['S1', 'S2', 'S3']) happens('joined', { server });
  happens('link_cut', { from: 'S1', to: 'S2' });
  assert.equal(connected(model.last.links, 'S1', 'S2'), false);
  happens('partitioned', { groups: [['S1', 'S2'], ['S3']] });
  happens('joined', { server: 'S4' });
  const reaches = (from, to) => connected(model.last.links, from, to);
  assert.ok(reaches('S1', 'S2') && reaches('S3', 'S4'));
  assert.ok(!reaches('S1', 'S3'));
});

test('a mended link carries one way, through a partition too, until it is cut again', () => {
  const model = new Model({ version: 1 });
  const happens = (kind, more) => model.append({ seq: model.length + 1, t: 0, kind, ...more });
  const link = { from: 'S1', to: 'S2' };
  const reaches = (from, to) => connected(model.last.links, from, to);
  for (const server of ['S1', 'S2']) happens('joined', { server });
  happens('link_cut', link);
  happens('link_mended', link);
  assert.ok(reaches('S1', 'S2'));
  happens('partitioned', { groups: [['S1'], ['S2']] });
  assert.ok(!reaches('S1', 'S2'));
  happens('link_mended', link);
  assert.ok(reaches('S1', 'S2') && !reaches('S2', 'S1'));
  happens('link_cut', link);
  assert.ok(!reaches('S1', 'S2'));
});
