// The small pieces of the page: groups, the beginning of a text, what is in an address, and the
// table of the C++ that acts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { actingAt } from '../../code/playground/acting.js';
import { messageActions, proposal } from '../../code/playground/actions.js';
import { withBeginning } from '../../code/playground/beginning.js';
import { lineOf, moved, otherSide } from '../../code/playground/groups.js';
import { Rehearsal } from '../../code/playground/rehearsal.js';
import { fragmentOf, scenarioOf } from '../../code/playground/share.js';
import { build, openStage } from './stage.mjs';

test('a server that is dragged away is alone, and with whom it is dropped it stays', () => {
  const apart = moved([['S1', 'S2', 'S3']], 'S2');
  assert.equal(lineOf(apart), 'partition S1 S3 | S2');
  assert.equal(lineOf(moved(apart, 'S1', 'S2')), 'partition S1 S2 | S3');
  assert.equal(lineOf(moved(apart, 'S2', 'S3')), 'heal');
});

test('to the other side and back', () => {
  const apart = otherSide([['S1', 'S2', 'S3', 'S4', 'S5']], 'S5');
  assert.equal(lineOf(apart), 'partition S1 S2 S3 S4 | S5');
  assert.equal(lineOf(otherSide(apart, 'S4')), 'partition S1 S2 S3 | S4 S5');
  assert.equal(lineOf(otherSide(apart, 'S5')), 'heal');
});

test('a choice writes itself into the beginning of the text, and nowhere else', () => {
  const text = '# a story\ntitle "T"\nservers 3\n\nnote "node"\ntimeout S1\n';
  assert.equal(withBeginning(text, 'servers 5'), text.replace('servers 3', 'servers 5'));
  assert.equal(
    withBeginning(text, 'node raft'),
    text.replace('servers 3\n', 'servers 3\nnode raft\n'),
  );
  assert.equal(withBeginning('', 'seed 3'), 'seed 3\n');
});

test('an address holds any text', async () => {
  for (const text of ['', 'servers 3\n', 'note "ü → \u{1f600}"\n', 'run 1ms\n'.repeat(2000)]) {
    const fragment = await fragmentOf({ text });
    if (text) assert.deepEqual(await scenarioOf(fragment), { text, bug: null });
  }
  const spoilt = { text: 'servers 3\n', bug: 'vote-not-saved' };
  assert.deepEqual(await scenarioOf(await fragmentOf(spoilt)), spoilt);
});

test('an address that is damaged is told from one that holds no scenario', async () => {
  const whole = await fragmentOf({ text: 'run 1ms\nservers 3\n'.repeat(20) });
  for (const damaged of ['#z=!!', '#z=abc', '#t=_w', whole.slice(0, -6), `${whole}%20and`]) {
    assert.deepEqual(await scenarioOf(damaged), { damaged: true }, damaged);
  }
  for (const other of ['', '#', '#chapter-2', '#bug=vote-not-saved']) {
    assert.equal(await scenarioOf(other), null, other);
  }
});

test('a command is quoted where the language wants it', () => {
  assert.equal(proposal('S1', 'x=1'), 'propose S1 x=1');
  assert.equal(proposal('S1', 'get x'), 'propose S1 "get x"');
  assert.equal(proposal('S1', 'a"b'), 'propose S1 "a\\"b"');
});

const props = () => {
  const page = readFileSync(join(build, 'playground/playground.html'), 'utf8');
  return JSON.parse(/id="raft-props">(.*?)<\/script>/s.exec(page)[1]);
};

test('every piece that the table names is in the page, with its real lines', () => {
  const { acting, pieces } = props();
  const named = Object.values(acting)
    .flat()
    .flatMap(({ show }) => show);
  for (const name of named) {
    const { file, line, text } = pieces[name];
    const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').split('\n');
    assert.equal(source[line - 1].trim(), text.split('\n')[0].trim(), name);
  }
});

test('the module is under 300 kB compressed, with every bug in it', () => {
  const module = readFileSync(join(build, 'wasm/raft.wasm'));
  assert.ok(gzipSync(module, { level: 9 }).length < 300_000);
});

test('every known bug has its C++ and its scenario in the page', async () => {
  const { pieces, bugs } = props();
  for (const { name, parts } of (await openStage()).bugs()) {
    assert.ok(bugs[name], name);
    for (const part of parts) assert.ok(pieces[`bug#${part}`].text.includes(`struct ${part} `));
  }
});

test('one message is held, or all that are like it', () => {
  const lines = (flight) =>
    messageActions({ which: 'S1->S2 RequestVote', like: 'S1->S2 RequestVote', ...flight })
      .filter(({ key }) => key === 'o' || key === 'w')
      .map(({ line }) => line);
  const all = 'S1->S2 RequestVote';
  assert.deepEqual(lines({ held: false }), [`hold 1st ${all}`, `hold ${all}`]);
  assert.deepEqual(lines({ held: true, held_alone: true }), [`release 1st ${all}`]);
  assert.deepEqual(lines({ held: true, held_alone: false }), [`release ${all}`]);
  assert.deepEqual(lines({ held: false, which: `2nd ${all}` })[0], `hold 2nd ${all}`);
});

test('every kind of event that a part brings about has its C++', async () => {
  const table = props();
  const rehearsal = new Rehearsal(await openStage());
  rehearsal.open(
    'servers 3\nnode raft\nnetwork loss 5%\nclients 2\nrun 1s\nadd S4\nrun 300ms\n' +
      'crash S1\nrestart S1\nrun 500ms\n',
  );
  const parts = [
    'Election',
    'Replication',
    'ElectionRestriction',
    'CommitCurrentTermOnly',
    'Durability',
    'Membership',
  ];
  const kinds = new Set([
    'timed_out',
    'role_changed',
    'voted',
    'sent',
    'delivered',
    'appended',
    'committed',
    'applied',
    'members_changed',
    'saved',
    'restarted',
  ]);
  const seen = new Set();
  rehearsal.model.events.forEach((event, i) => {
    if (!kinds.has(event.kind)) return;
    seen.add(event.kind);
    const now = actingAt(table, rehearsal.model, i + 1, parts).filter((piece) => piece.now);
    assert.ok(now.length > 0, `event ${i + 1}: ${event.words}`);
  });
  assert.deepEqual(seen, kinds);
});

test('a rule that was left out is never shown', async () => {
  const rehearsal = new Rehearsal(await openStage());
  rehearsal.open('servers 3\nnode replication\ntimeout S1\ndeliver all\n');
  rehearsal.model.events.forEach((_, i) => {
    for (const { part } of actingAt(props(), rehearsal.model, i + 1, ['Election', 'Replication'])) {
      assert.match(part, /Election$|Replication/);
    }
  });
});
