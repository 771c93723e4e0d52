// Where something stands already.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Taken } from '../../code/drawing/taken.js';

const box = (left, top, width = 10, height = 10) => ({
  left,
  right: left + width,
  top,
  bottom: top + height,
});

test('a box is taken once, and one that touches it is free', () => {
  const taken = new Taken([box(0, 0)]);
  assert.equal(taken.addIfFree(box(5, 5)), false);
  assert.equal(taken.addIfFree(box(10, 0)), true);
  assert.equal(taken.addIfFree(box(0, 10)), true);
  assert.equal(taken.addIfFree(box(12, 2)), false);
});

test('a high box stands in the way along its whole height', () => {
  const taken = new Taken();
  taken.add(box(0, 0, 10, 2000));
  for (const top of [-5, 250, 1000, 1995]) assert.ok(taken.meets(box(5, top)), `${top}`);
  assert.ok(!taken.meets(box(5, 2000)));
  assert.ok(!taken.meets(box(20, 1000)));
});
