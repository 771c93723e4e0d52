// What the page's JavaScript makes of the module: acting, going back, forking, editing.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Rehearsal } from '../../code/playground/rehearsal.js';
import { openStage } from './stage.mjs';

const elected = 'servers 3\nnode raft\n\ntimeout S1\ndeliver all\n';
let stage;
let rehearsal;
beforeEach(async () => {
  stage = await openStage();
  rehearsal = new Rehearsal(stage);
  rehearsal.open(elected);
});
const toEnd = () => {
  rehearsal.n = rehearsal.length;
};
const leaderAt = (n) =>
  [...rehearsal.model.at(n).servers.values()].find((one) => one.role === 'leader')?.name;

test('a scenario is known to its end and begins at its beginning', () => {
  assert.equal(leaderAt(rehearsal.length), 'S1');
  assert.equal(rehearsal.n, 3);
  assert.equal(rehearsal.line, 0);
});

test('what is done at the end is a further line', () => {
  toEnd();
  assert.ok(rehearsal.act('propose S1 x=1'));
  assert.equal(rehearsal.text, `${elected}propose S1 x=1\n`);
  assert.equal(rehearsal.branches.length, 1);
  assert.ok(rehearsal.atEnd);
});

test('what is done in the past forks the run, and the old future is kept', () => {
  const whole = rehearsal.length;
  rehearsal.n = rehearsal.afterLine(4);
  assert.ok(rehearsal.act('crash S1'));
  assert.equal(rehearsal.text, 'servers 3\nnode raft\n\ntimeout S1\ncrash S1\n');
  assert.deepEqual(
    rehearsal.branches.map(({ label }) => label),
    ['as opened', 'crash S1'],
  );
  rehearsal.switchTo(rehearsal.branches[0]);
  assert.equal(rehearsal.text, elected);
  assert.equal(rehearsal.length, whole);
  rehearsal.switchTo(rehearsal.branches[1]);
  assert.equal(rehearsal.model.last.servers.get('S1').up, false);
});

test('a bug is let loose on the text, and stays with its future', () => {
  const text = 'servers 3\ntimeout S1\ndeliver S1->S2\ntimeout S3\ndeliver S3->S2\n';
  rehearsal.open(text);
  assert.equal(rehearsal.violation, null);
  assert.ok(rehearsal.retell(text, 'with votes-twice', 'votes-twice'));
  assert.equal(rehearsal.about.bug, 'votes-twice');
  assert.equal(rehearsal.violation.invariant, 'Vote Stability');
  rehearsal.n = rehearsal.afterLine(3);
  assert.ok(rehearsal.act('crash S2'), 'and one can fork from there, with the bug');
  assert.equal(rehearsal.about.bug, 'votes-twice');
  rehearsal.switchTo(rehearsal.branches[0]);
  assert.equal(rehearsal.about.bug, '');
  rehearsal.switchTo(rehearsal.branches[1]);
  assert.equal(rehearsal.about.bug, 'votes-twice');
});

test('what cannot be done in the past leaves the future as it was', () => {
  rehearsal.n = rehearsal.afterLine(4);
  const { n, length } = rehearsal;
  assert.equal(rehearsal.act('restart S1'), false);
  assert.deepEqual([rehearsal.n, rehearsal.length, rehearsal.text], [n, length, elected]);
  assert.equal(rehearsal.mistakes[0].message, 'S1 is running');
  assert.equal(rehearsal.branches.length, 1);
  toEnd();
  assert.ok(rehearsal.act('crash S1'), 'and one can go on');
});

test('a mistake in the text names its line, and the run before it stays', () => {
  assert.equal(rehearsal.edit(`${elected}delivr\n`), false);
  assert.equal(rehearsal.mistakes[0].line, 6);
  assert.match(rehearsal.mistakes[0].hint, /did you mean 'deliver'/);
  assert.equal(leaderAt(rehearsal.length), 'S1');
});

test('a text edited behind the present leaves one where one was', () => {
  rehearsal.n = rehearsal.afterLine(4);
  const { n } = rehearsal;
  rehearsal.edit(`${elected}crash S3\n`);
  assert.equal(rehearsal.n, n);
  rehearsal.edit('servers 3\nnode raft\n\ntimeout S2\n');
  assert.ok(rehearsal.atEnd, 'but another past leads to its end');
});

test('another node is another future', () => {
  rehearsal.retell(elected.replace('raft', 'election'), 'node election');
  assert.equal(rehearsal.about.node, 'election');
  assert.equal(rehearsal.branches.length, 2);
  assert.equal(rehearsal.retell('nonsense', 'nonsense'), false);
  assert.equal(rehearsal.about.node, 'election');
});

test('time goes on at the end, in one line', () => {
  toEnd();
  for (let i = 0; i < 20; ++i) rehearsal.advance(16_667);
  assert.equal(rehearsal.text, `${elected}run 333.34ms\n`);
  rehearsal.advanceToEvent();
  assert.match(rehearsal.text, /run \d+(us|ms)\n$/);
});

test('a broken invariant ends the run, and the text expects it', () => {
  rehearsal.open(
    'node safety without Durability\ntimeout S1\ndrop S1->S3\ndeliver\ndeliver\ndrop\n' +
      'crash S2\nrestart S2\ntimeout S3\n',
  );
  toEnd();
  assert.ok(rehearsal.act('deliver S3->S2'));
  assert.equal(rehearsal.violation.invariant, 'Vote Stability');
  assert.match(rehearsal.text, /expect violation "Vote Stability"\n$/);
  assert.equal(rehearsal.act('heal'), false);
  assert.match(stage.stage().violation.report, /What the paper says/);
});

test('a message of the past has the name by which it can be delivered there', () => {
  rehearsal.n = rehearsal.afterLine(4);
  const { flights } = stage.stageAt(rehearsal.n);
  assert.deepEqual(
    flights.map(({ which }) => which),
    ['S1->S2 RequestVote', 'S1->S3 RequestVote'],
  );
  assert.equal(stage.stage().flights.length, 0, 'and the present is as it was');
});
