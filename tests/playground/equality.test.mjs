// The page runs the same code: whatever scenario runs on whatever node, the module in the page and
// the native program tell the same story and write the same trace, byte for byte.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build, openStage, root } from './stage.mjs';

const raft = join(build, 'bin/raft');
const diagrams = join(root, 'diagrams');
const scenarios = readdirSync(diagrams)
  .sort()
  .flatMap((chapter) =>
    readdirSync(join(diagrams, chapter))
      .filter((name) => name.endsWith('.raft'))
      .sort()
      .map((name) => `diagrams/${chapter}/${name}`),
  );

let folder;
let stage;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'raft-equality-'));
  stage = await openStage();
});
after(() => rmSync(folder, { recursive: true }));

// What the program makes of a scenario, on a node of its own choice or on this one.
function native(scenario, node = '', rule = '', bug = '') {
  const file = join(folder, 'trace.jsonl');
  const options = Object.entries({ '--node': node, '--without': rule, '--bug': bug });
  const choice = options.filter(([, name]) => name).flat();
  const run = spawnSync(raft, ['run', scenario, ...choice, '--transcript', '--trace', file], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  assert.ok(run.status < 2, `raft run ${scenario} ${choice.join(' ')}: ${run.stderr}`);
  return { passed: run.status === 0, told: run.stdout, trace: readFileSync(file, 'utf8') };
}

function assertSame(scenario, lines, expected) {
  assert.equal(stage.trace(), expected.trace, `${scenario}: another trace`);
  const transcript = stage.transcript();
  assert.equal(expected.told.slice(0, transcript.length), transcript, `${scenario}: another story`);
  assert.equal(lines.failures.length === 0, expected.passed, `${scenario}: another verdict`);
}

describe('The module and the program', () => {
  for (const scenario of scenarios) {
    it(`run ${scenario} alike`, () => {
      const text = readFileSync(join(root, scenario), 'utf8');
      assertSame(scenario, stage.open(text), native(scenario));
    });
  }

  const types = () =>
    stage
      .catalogue()
      .nodes.flatMap(({ name, rules }) => ['', ...rules].map((rule) => ({ name, rule })));
  const compare = (scenario, { name, rule }) => {
    const text = readFileSync(join(root, scenario), 'utf8');
    const lines = stage.openFor(name, rule, text);
    assertSame(`${scenario} on ${name} without ${rule}`, lines, native(scenario, name, rule));
  };

  it('run each scenario alike on a node that it was not written for', () => {
    scenarios.forEach((scenario, i) => compare(scenario, types()[i % types().length]));
  });

  it('run the scenario of each known bug alike, with the bug', () => {
    for (const { name } of stage.bugs()) {
      const scenario = `tests/bugs/${name}.raft`;
      const lines = stage.openWithBug(name, readFileSync(join(root, scenario), 'utf8'));
      assertSame(scenario, lines, native(scenario, '', '', name));
    }
  });

  const every = process.env.RAFT_EVERY_NODE === 'true';
  it('run every scenario alike on every node and without each rule', { skip: !every }, () => {
    for (const type of types()) {
      for (const scenario of scenarios) compare(scenario, type);
    }
    console.log(`${types().length * scenarios.length} runs compared`);
  });

  it('find the same mistakes and say them in the same words', () => {
    for (const text of [
      'delivr S1\n',
      'servers 3\ncrash S9\n',
      'node raft without Luck\nseed x\n',
    ]) {
      writeFileSync(join(folder, 'scenario.raft'), text);
      const run = spawnSync(raft, ['run', 'scenario.raft'], { cwd: folder, encoding: 'utf8' });
      assert.equal(run.status, 2);
      const { mistakes } = stage.open(text);
      assert.equal(mistakes.map((mistake) => `${mistake.text}\n`).join(''), run.stderr);
    }
  });

  it('name the same nodes and rules', () => {
    const listed = execFileSync(raft, ['nodes'], { encoding: 'utf8' });
    for (const { name, rules } of stage.catalogue().nodes) {
      assert.match(listed, new RegExp(`^${name}$`, 'm'));
      for (const rule of rules) assert.match(listed, new RegExp(`\\b${rule}\\b`));
    }
  });
});
