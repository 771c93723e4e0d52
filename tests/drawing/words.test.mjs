// The player's sentences are the transcript's, and its file is safe and whole.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseTrace } from '../../code/drawing/trace.js';
import {
  commandText,
  entryText,
  membersText,
  milliseconds,
  shortened,
  wrapped,
} from '../../code/drawing/words.js';
import { readPlayer, record, scenarios } from './runs.mjs';

for (const scenario of scenarios) {
  test(`${scenario}: every sentence of the transcript is one of the player's, in order`, () => {
    const { events } = readPlayer(record(scenario, '.html'));
    const lines = record(scenario, '.txt').split('\n');
    let from = 0;
    let compared = 0;
    for (const line of lines) {
      const match = /^[ \d.]{9} {2}(S\d+) +(.+)$/.exec(line);
      // A message to several is one line there, and a line for each here.
      if (!match || /^(-> S\d+ S|sent heartbeats)/.test(match[2])) continue;
      const at = events.findIndex(
        ({ words }, i) => i >= from && words === `${match[1]} ${match[2]}`,
      );
      assert.ok(at >= 0, line);
      from = at + 1;
      ++compared;
    }
    assert.ok(compared > 10, `${compared} lines compared`);
  });

  test(`${scenario}: the player holds the same events as the trace`, () => {
    const told = readPlayer(record(scenario, '.html'));
    const written = parseTrace(record(scenario, '.jsonl'));
    assert.deepEqual(told.header, written.header);
    const bare = told.events.map(({ words, brief, note, look, quiet, opens, ...event }) => event);
    assert.deepEqual(bare, written.events);
  });
}

test('the notation is that of the scenario language', () => {
  assert.equal(entryText({ term: 3, kind: 'command', command: 'x=1' }), '3:x=1');
  assert.equal(entryText({ term: 3, kind: 'command', command: 'get x' }), '3:"get x"');
  assert.equal(entryText({ term: 2, kind: 'no_op' }), '2:-');
  assert.equal(membersText({ voters: ['S1', 'S4'], outgoing: ['S1'] }), '{S1 S4 | S1}');
  assert.equal(commandText('say "a"'), '"say \\"a\\""');
  assert.equal(milliseconds(153299), '153.2');
  assert.equal(shortened('append', 4), 'app…');
});

test('a trace that is none is refused with the line', () => {
  assert.throws(() => parseTrace(''), /empty/);
  assert.throws(() => parseTrace('{"schema":"other"}'), /version 1/);
  assert.throws(() => parseTrace('{"schema":"raft-trace","version":1}\n{nonsense'), /Line 2/);
});

test('a backslash that the file doubles is read as one', () => {
  const line = '{"schema":"raft-trace","version":1,"title":"a\\\\\\\\b"}';
  assert.equal(parseTrace(line).header.title, 'a\\b');
});

test('a long caption is broken at spaces', () => {
  assert.deepEqual(wrapped('one two three', 8), ['one two', 'three']);
});
