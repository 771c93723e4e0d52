// The playground in a real browser: every control by pointer and by keyboard, forks, addresses,
// saved files that the program runs alike, light and dark, wide and narrow, and without JavaScript.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import {
  elected,
  embeds,
  hashOf,
  inPlayground,
  noPlayground,
  playground,
  press,
  source,
  visit,
} from './pages.mjs';

const build = process.env.RAFT_BUILD ?? join(source, 'build');
const skip = noPlayground;

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'raft-playground-'));
});
after(() => rmSync(folder, { recursive: true }));

const scene = (name, { scenario = elected, ...options }, visitor) =>
  inPlayground(name, { text: scenario ?? undefined, ...options }, visitor);
const text = (page) => page.inputValue('.editor textarea');
const lines = async (page) => (await text(page)).trimEnd().split('\n');
const last = async (page) => (await lines(page)).at(-1);
const says = (page, line) =>
  page.waitForFunction(
    (wanted) =>
      document.querySelector('.editor textarea').value.trimEnd().split('\n').at(-1) === wanted,
    line,
  );
const state = (page) =>
  page.evaluate(() => {
    const { rehearsal } = document.querySelector('.raft-playground').playground;
    return { n: rehearsal.n, length: rehearsal.length, branches: rehearsal.branches.length };
  });
const place = async (page, name) => {
  const box = await page.locator(`.disc[data-name=${name}] .face`).boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
const drag = async (page, name, x, y) => {
  const from = await place(page, name);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(x, y, { steps: 5 });
  await page.mouse.up();
};

scene(
  'it opens with the first scenario at its beginning, and plays it',
  { scenario: null },
  async (page) => {
    assert.match(await text(page), /title "The first leader"/);
    assert.equal(await page.locator('.ring .server').count(), 3);
    await page.click('.begin');
    await page.waitForFunction(() =>
      document.querySelector('.telling').textContent.includes('have not voted'),
    );
    await press(page, 'Space');
  },
);

scene('each key of a server writes its line', {}, async (page) => {
  await press(page, 'End', '2');
  for (const [key, line] of [
    ['p', 'pause S2'],
    ['p', 'resume S2'],
    ['c', 'crash S2'],
    ['c', 'restart S2'],
    ['t', 'timeout S2'],
    ['D', 'deliver all'],
    ['b', 'heartbeat S2'],
    ['d', 'deliver S2->S1 AppendEntries'],
    ['X', 'drop'],
    ['i', 'isolate S2'],
    ['h', 'heal'],
    ['a', 'partition S1 S3 | S2'],
    ['a', 'heal'],
    ['+', 'add S4'],
    ['D', 'deliver all'],
    ['m', 'remove S2'],
    ['D', 'deliver all'],
    ['l', 'clients 3'],
    ['L', 'run until leader'],
    ['l', 'stop clients'],
  ]) {
    await press(page, key);
    await says(page, line).catch(async () => assert.equal(await last(page), line, `key ${key}`));
  }
});

scene('each button of a server writes its line', {}, async (page) => {
  await press(page, 'End');
  const from = await place(page, 'S3');
  await page.mouse.click(from.x, from.y);
  for (const line of [
    'pause S3',
    'resume S3',
    'crash S3',
    'restart S3',
    'isolate S3',
    'heal',
    'timeout S3',
    'drop',
    'clients 3',
  ]) {
    await page.click(`.acts [data-say="${line}"]`);
    await says(page, line);
  }
});

scene(
  'a command is proposed, read, and asked of disk and clock, by field and menu',
  {},
  async (page) => {
    await press(page, 'End', '1', 'r');
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains('command')));
    await page.fill('.command', 'colour=blue');
    await press(page, 'Enter');
    await says(page, 'propose S1 colour=blue');
    await page.click('.propose button:has-text("Read")');
    await says(page, 'propose S1 "get colour"');
    await page.selectOption('.propose [aria-label="Its disk"]', 'stuck');
    await says(page, 'disk S1 stuck');
    await page.selectOption('.propose [aria-label="Its clock"]', 'x0.5');
    await says(page, 'clock S1 x0.5');
    await page.click('.one-way summary');
    await page.click('.one-way button:has-text("S1 → S2")');
    await says(page, 'cut S1->S2');
  },
);

scene(
  'one message is delivered, lost, doubled, held and released',
  { scenario: 'servers 3\nnode raft\ntimeout S1\n' },
  async (page) => {
    await press(page, 'End', ']', 'u');
    await says(page, 'duplicate S1->S2 RequestVote');
    const token = await page.locator('.message .token').first().boundingBox();
    await page.mouse.click(token.x + token.width / 2, token.y + token.height / 2);
    await page.waitForSelector(
      '.chosen-actions [data-say^="deliver 1st"], .chosen-actions [data-say^="deliver 2nd"]',
    );
    await press(page, 'o');
    assert.match(await last(page), /^hold (1st|2nd) S1->S\d RequestVote$/);
    await press(page, 'o');
    assert.match(await last(page), /^release (1st|2nd) S1->S\d RequestVote$/);
    await press(page, 'w');
    assert.match(await last(page), /^hold S1->S\d RequestVote$/);
    await press(page, 'o');
    assert.match(await last(page), /^release S1->S\d RequestVote$/);
    await press(page, 'x');
    assert.match(await last(page), /^drop (1st|2nd) S1->S\d RequestVote$/);
    await press(page, ']', 'd');
    assert.match(await last(page), /^deliver S1->S\d RequestVote$/);
  },
);

scene('servers are dragged apart and together again', {}, async (page) => {
  await press(page, 'End');
  const start = await place(page, 'S3');
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 20, start.y - 150, { steps: 5 });
  assert.equal(await page.innerText('.drag-hint'), 'partition S1 S2 | S3');
  assert.equal(await page.locator('.ring .wall').count(), 2, 'it shows what it would come to');
  await page.mouse.up();
  await says(page, 'partition S1 S2 | S3');
  const one = await place(page, 'S1');
  await drag(page, 'S3', one.x + 5, one.y + 5);
  await says(page, 'heal');
  const before = await text(page);
  await drag(page, 'S3', start.x + 25, start.y);
  assert.equal(await text(page), before, 'a small move is none');
});

scene(
  'what is done in the past forks the run, and the old future can be gone back to',
  {},
  async (page) => {
    await press(page, 'Home');
    await page.click('.number[data-line="4"]');
    await press(page, '1', 'c');
    await says(page, 'crash S1');
    assert.equal((await state(page)).branches, 2);
    await page.click('.branches [role=tab]:has-text("as opened")');
    assert.equal(await text(page), elected);
    await page.click('.branches .forget');
    assert.equal((await state(page)).branches, 1);
  },
);

scene('steps go back and on, and at the end time goes on', {}, async (page) => {
  await press(page, 'End');
  const { length } = await state(page);
  await press(page, 'ArrowLeft');
  assert.ok((await state(page)).n < length);
  await page.click('[aria-label="One event on"]');
  await page.waitForFunction(
    (n) => document.querySelector('.raft-playground').playground.rehearsal.n === n,
    length,
  );
  await press(page, 'ArrowRight');
  assert.match(await last(page), /^run \d+(\.\d+)?ms$/);
  await press(page, 'Space');
  await page.waitForTimeout(400);
  await press(page, 'Space');
  assert.equal((await lines(page)).filter((line) => line.startsWith('run')).length, 1);
  await page.locator('.scrub input').focus();
  await press(page, 'Home');
  assert.equal((await state(page)).n, 3);
});

scene(
  'a mistake in the text is shown at its line, in the words of the program',
  {},
  async (page) => {
    await page.fill('.editor textarea', `${elected}delivr S1->S2\n`);
    await page.waitForSelector('.mistakes li');
    assert.match(
      await page.innerText('.mistakes'),
      /line 6 'delivr' is no verb of a scenario[^]*did you mean 'deliver'/,
    );
    assert.equal(await page.getAttribute('.number.wrong', 'data-line'), '6');
    await page.fill('.editor textarea', `${elected}expect leader S2\n`);
    await page.waitForSelector('.number.unmet');
  },
);

scene('a line that cannot be done says why, and nothing happens', {}, async (page) => {
  await press(page, 'End', '/');
  await page.fill('.say .line', 'restart S1');
  await press(page, 'Enter');
  assert.match(await page.innerText('.mistake'), /S1 is running/);
  assert.equal(await text(page), elected);
});

scene('the choices above write themselves into the text', {}, async (page) => {
  await page.selectOption('.setting-node select', 'safety');
  await page.selectOption('.setting-without select', 'Durability');
  await page.fill('.setting-servers input', '5');
  await press(page, 'Tab');
  await page.click('.dice');
  const [servers, node, seed] = await lines(page);
  assert.deepEqual(
    [servers, node, seed],
    ['servers 5', 'node safety without Durability', 'seed 12'],
  );
  await press(page, 'Escape', 'End');
  await page.selectOption('.setting-network select', { label: 'loses 1 in 10' });
  assert.equal(await last(page), 'network delay 5..15ms loss 10% duplicate 0%');
});

scene('more servers than the ring has room for are refused in words', {}, async (page) => {
  for (const [wanted, has] of [
    ['12', '9'],
    ['5', '5'],
  ]) {
    await page.fill('.setting-servers input', wanted);
    await press(page, 'Tab');
    assert.equal(await page.inputValue('.setting-servers input'), has);
    assert.equal(await page.isVisible('.warning'), wanted !== has);
  }
});

scene('a broken invariant lights its lamp and is explained', { scenario: null }, async (page) => {
  await page.selectOption('.setting-begin select', { label: 'Figure 8, without the rule' });
  assert.equal(await page.locator('.lamps .broken').count(), 0, 'not before it happens');
  await press(page, 'End');
  assert.equal(await page.innerText('.lamps .broken'), 'Leader Completeness');
  assert.match(await page.innerText('.report'), /S1 committed "x=1"/);
  await page.click('.report summary');
  assert.match(await page.innerText('.report'), /paper 5.4/);
});

scene('a known bug breaks its scenario, and is told', { scenario: null }, async (page) => {
  await page.selectOption('.setting-begin select', { label: 'votes-twice' });
  assert.match(await page.innerText('.bug-story'), /votes-twice A server votes for everyone/);
  await press(page, 'End');
  assert.ok((await page.locator('.lamps .broken').count()) === 1);
  await page.selectOption('.setting-without select', '');
  await press(page, 'End');
  assert.equal(await page.locator('.lamps .broken').count(), 0, 'without the bug it holds');
  assert.ok(!(await page.isVisible('.bug-story')));
});

scene('a run with a bug is shared and saved with its name', {}, async (page) => {
  await page.selectOption('.setting-without select', 'bug vote-not-saved');
  await press(page, 'End', '1', 'c');
  await says(page, 'crash S1');
  await page.click('.file button:has-text("Share")');
  await page.waitForFunction(() => location.hash.endsWith('&bug=vote-not-saved'));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.click('.file button:has-text("Save")'),
  ]);
  const file = join(folder, 'spoilt.raft');
  await download.saveAs(file);
  assert.match(readFileSync(file, 'utf8'), /^# raft run scenario.raft --bug vote-not-saved\n/);
  const told = execFileSync(
    join(build, 'bin/raft'),
    ['run', file, '--bug', 'vote-not-saved', '--transcript'],
    { encoding: 'utf8' },
  );
  const transcript = await page.evaluate(() =>
    document.querySelector('.raft-playground').playground.stage.transcript(),
  );
  assert.equal(told.slice(0, transcript.length), transcript);
});

scene('the C++ that has just acted is shown', {}, async (page) => {
  await page.click('.number[data-line="4"]');
  assert.match(await page.innerText('.source'), /Election code\/election\/election.h:\d+/);
  assert.match(await page.innerText('.source'), /void on\(const ElectionTimeout&, auto& node\)/);
});

scene('an address holds the scenario', {}, async (page) => {
  await press(page, 'End', '1', 'c');
  await says(page, 'crash S1');
  await page.click('.file button:has-text("Share")');
  await page.waitForFunction(() => location.hash.startsWith('#z='));
  const address = await page.evaluate(() => location.hash);
  await visit(playground, { hash: address }, async (other) => {
    await other.waitForSelector('.raft-playground[data-state=ready]');
    assert.equal(await text(other), `${elected}crash S1\n`);
  });
});

scene('an address that is damaged is not taken for none', { scenario: null }, async (page) => {
  const damaged = '#z=q1YqSy0q';
  await page.evaluate((hash) => location.replace(hash), damaged);
  await page.waitForSelector('.warning');
  assert.match(await page.innerText('.warning'), /cannot be read[^]*What was here stays/);
  await page.selectOption('.setting-begin select', { label: 'Partition' });
  assert.ok(!(await page.isVisible('.warning')), 'the reader goes on');
  await visit(playground, { hash: damaged }, async (other) => {
    await other.waitForSelector('.raft-playground[data-state=ready]');
    assert.match(await other.innerText('.warning'), /cannot be read[^]*This is another one/);
    assert.match(await text(other), /title "The first leader"/);
  });
});

scene(
  'a saved file is run by the program, and tells the same',
  { scenario: null },
  async (page) => {
    await page.selectOption('.setting-begin select', { label: 'Partition' });
    await press(
      page,
      'ArrowRight',
      'ArrowRight',
      'ArrowRight',
      'ArrowRight',
      '3',
      't',
      'ArrowRight',
      'L',
      '1',
      'c',
      'ArrowRight',
      'l',
    );
    await press(page, 'Space');
    await page.waitForTimeout(500);
    await press(page, 'Space');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('.file button:has-text("Save")'),
    ]);
    const file = join(folder, 'saved.raft');
    await download.saveAs(file);
    assert.equal(readFileSync(file, 'utf8'), await text(page));
    const [transcript] = await Promise.all([
      page.waitForEvent('download'),
      page.click('.file button:has-text("Transcript")'),
    ]);
    await transcript.saveAs(join(folder, 'page.txt'));
    execFileSync(
      join(build, 'bin/raft'),
      ['run', file, '-q', '--trace', join(folder, 'program.txt')],
      { stdio: 'ignore' },
    );
    assert.equal(
      readFileSync(join(folder, 'page.txt'), 'utf8'),
      readFileSync(join(folder, 'program.txt'), 'utf8'),
    );
  },
);

scene('the sheet of keys opens and closes', {}, async (page) => {
  await page.click('.keys-button');
  assert.ok(await page.isVisible('.sheet'));
  await press(page, 'Escape', '?');
  assert.ok(await page.isVisible('.sheet'));
  await press(page, 'Escape');
  assert.ok(!(await page.isVisible('.sheet')));
});

for (const [width, height] of [
  [390, 844],
  [820, 1180],
  [1440, 900],
]) {
  for (const colorScheme of ['light', 'dark']) {
    scene(
      `at ${width} pixels, ${colorScheme}, nothing is wider than the page`,
      { scenario: null, viewport: { width, height }, colorScheme },
      async (page) => {
        await page.selectOption('.setting-begin select', { label: 'A bad network' });
        await press(page, 'End', '3');
        for (const tab of await page.locator('.tabs button:visible').all()) await tab.click();
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${wide} pixels`);
        const overflowing = await page.evaluate(() =>
          [...document.querySelectorAll('.buttons > *, .file > *, .settings label')]
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
            .map((one) => one.className || one.textContent),
        );
        assert.deepEqual(overflowing, []);
      },
    );
  }
}

scene('the light can be changed', {}, async (page) => {
  await page.click('[data-theme-switch]');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
});

test('without JavaScript the first scenario is there as picture and text', { skip }, async () => {
  await visit(playground, { javaScriptEnabled: false }, async (page) => {
    assert.ok(await page.isVisible('.recorded svg'));
    assert.match(await page.innerText('.recorded pre'), /S1  stands for election/);
  });
});

test('without WebAssembly it is there as well', { skip }, async () => {
  await visit(playground, { without: 'WebAssembly' }, async (page) => {
    assert.ok(await page.isVisible('.recorded svg'));
    assert.ok(!(await page.isVisible('.raft-playground .waiting')));
  });
});

scene(
  'nine servers fit on a phone, and their logs are rows',
  {
    scenario: 'servers 9\nnode raft\nrun until leader\nclients 2\nrun 200ms\n',
    viewport: { width: 390, height: 844 },
  },
  async (page) => {
    await press(page, 'End');
    const boxes = await Promise.all(
      (await page.locator('.ring .face').all()).map((disc) => disc.boundingBox()),
    );
    assert.equal(boxes.length, 9);
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        const apart = Math.hypot(a.x - b.x, a.y - b.y);
        assert.ok(apart > a.width, `${apart} pixels from middle to middle`);
      }
    }
    const rows = await page.locator('.ring .row-name').allTextContents();
    assert.deepEqual(rows, ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9']);
  },
);

test(
  'two in one page share the module, and each begins when it is in sight',
  { skip },
  async () => {
    await visit(embeds, { beside: true, viewport: { width: 900, height: 700 } }, async (page) => {
      const [first, second] = await page.locator('.raft-playground').all();
      await page.waitForSelector('.raft-playground[data-state=ready]');
      assert.equal(await second.getAttribute('data-state'), null);
      await second.scrollIntoViewIfNeeded();
      await page.waitForFunction(
        () => document.querySelectorAll('.raft-playground[data-state=ready]').length === 2,
      );
      assert.equal(
        await page.evaluate(
          () => document.querySelectorAll('script[src$="raft-module.js"]').length,
        ),
        1,
      );
      await second.locator('.disc[data-name=S2]').focus();
      await press(page, 'Enter', 't');
      await page.waitForFunction(() =>
        document.querySelectorAll('.editor textarea')[1].value.endsWith('timeout S2\n'),
      );
      assert.match(await first.locator('textarea').inputValue(), /Figure 8/);
      assert.match(await second.locator('textarea').inputValue(), /node safety without Durability/);
    });
  },
);
