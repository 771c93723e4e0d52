import assert from 'node:assert/strict';
import { test } from 'node:test';

import { contentsOf } from '../../code/drawing/contents.js';

const envelope = { seq: 3, t: 0, kind: 'sent', msg: 1, from: 'S1', to: 'S2', term: 2, clock: [1] };
const sent = (fields) => contentsOf({ ...envelope, ...fields, words: 'in words', quiet: true });

test('a question for a vote says where the log of its sender ends', () => {
  assert.deepEqual(sent({ type: 'RequestVote', last_log: { index: 4, term: 1 } }), [
    ['its log ends', 'at #4, term 1'],
  ]);
  assert.deepEqual(sent({ type: 'RequestVoteReply', granted: false }), [['vote', 'no']]);
});

test('entries come first, then the place that they stand behind', () => {
  const entries = [{ index: 5, term: 2, kind: 'command', command: 'x=1' }];
  const append = { type: 'AppendEntries', prev: { index: 4, term: 1 }, entries, commit: 3 };
  const behind = [
    ['after', '#4, term 1'],
    ['committed up to', '#3'],
  ];
  assert.deepEqual(sent(append), [['entries', '2:x=1'], ...behind]);
  assert.deepEqual(sent({ ...append, entries: [] }), [
    ['entries', 'none: a heartbeat'],
    ...behind,
  ]);
});

test('an answer shows what belongs to it', () => {
  const reply = { match: 4, prev_index: 7, conflict: { index: 2, term: 1 } };
  assert.deepEqual(sent({ ...reply, success: true }), [
    ['answer', 'yes'],
    ['logs agree up to', '#4'],
  ]);
  assert.deepEqual(sent({ ...reply, success: false }), [
    ['answer', 'no'],
    ['nothing matches at', '#7'],
    ['try after', '#2'],
  ]);
});

test('a field that nobody has heard of is shown as it is', () => {
  assert.deepEqual(sent({ type: 'Probe', depth: { index: 4 } }), [['depth', '{"index":4}']]);
});
