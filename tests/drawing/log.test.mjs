// A log's versions are values: a later one changes none before it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Log, sameLog } from '../../code/drawing/log.js';

const entry = (index, term, command) => ({ index, term, kind: 'command', command });
const commands = (log) => log.range(1).map(({ command }) => command);

test('an earlier version knows nothing of later entries', () => {
  const one = new Log().put(1, [entry(1, 1, 'a')]);
  const two = one.put(2, [entry(2, 1, 'b')]);
  assert.deepEqual([commands(one), commands(two)], [['a'], ['a', 'b']]);
  assert.equal(one.at(2), undefined);
  assert.equal(two.last.command, 'b');
});

test('two futures of one log do not disturb each other', () => {
  const one = new Log().put(1, [entry(1, 1, 'a'), entry(2, 1, 'b')]);
  const mine = one.cut(2).put(2, [entry(2, 2, 'x')]);
  const other = one.cut(2).put(2, [entry(2, 3, 'y'), entry(3, 3, 'z')]);
  assert.deepEqual(
    [commands(one), commands(mine), commands(other)],
    [
      ['a', 'b'],
      ['a', 'x'],
      ['a', 'y', 'z'],
    ],
  );
});

test('logs are the same if their entries are', () => {
  const log = new Log().put(1, [entry(1, 1, 'a')]);
  assert.ok(sameLog(log, new Log().put(1, [entry(1, 1, 'a')])));
  assert.ok(!sameLog(log, new Log().put(1, [entry(1, 2, 'a')])));
  assert.ok(!sameLog(log, log.cut(1)));
});
