// The book in a real browser, from its files: it asks for nothing else, its search finds, its
// figures lead to the player and the playground, and no page is wider than a phone.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

import { missing, source, visit } from './pages.mjs';

const build = process.env.RAFT_BUILD ?? join(source, 'build');
const under = join(build, 'book/html');
const skip =
  missing || (existsSync(join(under, 'search.html')) ? false : 'no book: ./learn book makes it');
const chapter = 'chapters/02-election/chapter.html';

const scene = (name, file, options, visitor) =>
  test(name, { skip }, () => visit(join(under, file), { under, ...options }, visitor));

/** Follows a link that opens a page of its own; returns that page. */
async function opened(page, selector) {
  const [other] = await Promise.all([
    page.context().waitForEvent('page'),
    page.locator(selector).first().click(),
  ]);
  return other;
}

scene('a word is found without a server', 'search.html', { hash: '?q=majority' }, async (page) => {
  const found = page.locator('#search-results li a'); // they come one after the other
  await found.filter({ hasText: 'Consensus' }).first().waitFor();
  assert.ok((await found.count()) > 3);
});

scene('the first screen shows a cluster that moves', 'docs/index.html', {}, async (page) => {
  const frame = page.frameLocator('.film-frame iframe');
  await frame.locator('.ring .disc').first().waitFor();
  assert.equal(await frame.locator('.ring .disc').count(), 5);
  await frame.locator('.telling:not(.before)').waitFor();
  assert.equal(await frame.locator('.scrub').isVisible(), false);
});

scene('the film stops when the reader wants it, and stays', 'docs/index.html', {}, async (page) => {
  const film = page.frameLocator('.film-frame iframe');
  await film.locator('.telling:not(.before)').waitFor();
  await film.locator('#play[aria-label=Pause]').click();
  const told = () => film.locator('#scrub').inputValue();
  const stopped = await told();
  await page.waitForTimeout(3000); // longer than it rests at its end
  assert.equal(await told(), stopped);
  await film.locator('#play[aria-label=Play]').click();
  await film.locator('#play[aria-label=Pause]').waitFor();
});

for (const width of [390, 820, 1280]) {
  scene(
    `the captions of the film are whole at ${width} pixels`,
    'docs/index.html',
    { viewport: { width, height: 900 } },
    async (page) => {
      const film = page.frameLocator('.film-frame iframe');
      await film.locator('.ring .disc').first().waitFor();
      const cut = await film.locator('#caption').evaluate((caption) => {
        const { captions, events } = window.player;
        return captions.numbers.filter((n) => {
          window.player.playback.goTo(n);
          const words = document.createRange();
          words.selectNodeContents(caption);
          const { left, right, bottom } = words.getBoundingClientRect();
          return left < 0 || right > innerWidth || bottom > innerHeight;
        }).map((n) => events[n - 1].text);
      });
      assert.deepEqual(cut, []);
    },
  );
}

scene(
  'for a reader who wants nothing to move the film waits until he starts it',
  'docs/index.html',
  { reducedMotion: 'reduce' },
  async (page) => {
    const film = page.frameLocator('.film-frame iframe');
    await film.locator('.ring .disc').first().waitFor();
    await page.waitForTimeout(500);
    assert.ok(await film.locator('.telling.before').isVisible());
    await film.locator('#play').click();
    await film.locator('.telling:not(.before)').waitFor();
  },
);

scene(
  'without JavaScript the front page has the whole recorded figure',
  'docs/index.html',
  { javaScriptEnabled: false },
  async (page) => {
    const frame = page.locator('.film .scenario-picture');
    const [picture, svg] = [await frame.boundingBox(), await frame.locator('svg').boundingBox()];
    assert.ok(svg.y + svg.height <= picture.y + picture.height);
  },
);

for (const file of ['index.html', 'docs/index.html']) {
  test(`a link to ${file} has a title, a description and an icon`, { skip }, () => {
    const page = readFileSync(join(under, file), 'utf8');
    for (const name of ['name="description"', 'property="og:title"', 'property="og:description"'])
      assert.match(page, new RegExp(`<meta ${name} content="[^"]{10,}">`));
    const icon = /<link rel="(?:shortcut )?icon" href="([^"]+)"/.exec(page)[1];
    assert.ok(existsSync(join(under, dirname(file), icon.split('?')[0])), icon);
  });
}

scene('a figure can be played', chapter, {}, async (page) => {
  const player = await opened(page, '.scenario-links a[href*="players"]');
  await player.waitForFunction(() => window.player?.events.length > 10);
  await player.keyboard.press('End');
  assert.ok(await player.evaluate(() => window.player.playback.atEnd));
});

scene('a figure can be tried', chapter, {}, async (page) => {
  const links = page.locator('.scenario-links a[href*="playground"]');
  if ((await links.count()) === 0) return; // made where the playground cannot be
  const playground = await opened(page, '.scenario-links a[href*="playground"]');
  await playground.waitForSelector('.raft-playground[data-state=ready]');
  assert.match(await playground.inputValue('.editor textarea'), /^title "The first leader"/);
});

scene('a playground in a page runs there', 'docs/playground.html', {}, async (page) => {
  if ((await page.locator('.raft-playground').count()) === 0) return;
  await page.locator('.raft-playground').scrollIntoViewIfNeeded();
  await page.waitForSelector('.raft-playground[data-state=ready]');
  await page.locator('.raft-playground .play').click();
  await page.keyboard.press('ArrowRight'); // a step of the run, and not the next page
  assert.match(page.url(), /playground\.html$/);
});

scene('the text keeps its place when a playground begins', 'chapters/06-cluster/chapter.html', {},
  async (page) => {
    if ((await page.locator('.raft-playground').count()) === 0) return;
    const height = () => page.evaluate(() => document.documentElement.scrollHeight);
    const before = await height();
    await page.locator('.raft-playground').scrollIntoViewIfNeeded();
    await page.waitForSelector('.raft-playground[data-state=ready]');
    assert.ok(Math.abs((await height()) - before) < 100, `${before} -> ${await height()}`);
  });

scene('a run of many screens is scrolled in a window', 'chapters/06-cluster/chapter.html', {},
  async (page) => {
    const longest = await page.evaluate(() => Math.max(
      ...[...document.querySelectorAll('.scenario .scenario-picture')].map((e) => e.clientHeight)));
    assert.ok(longest < 4000, `${longest} pixels`);
  });

scene('the servers keep their names in sight while a figure is read', chapter, {}, async (page) => {
  const figure = page.locator('.scenario-picture svg').first();
  const topOfNames = () =>
    figure.locator('.raft-head').first().evaluate((head) => head.getBoundingClientRect().top);
  const scrollInto = (by) => figure.evaluate((e, by) => scrollTo(
    { top: scrollY + e.getBoundingClientRect().top + by, behavior: 'instant' }), by);
  await scrollInto(-50);
  const apart = await topOfNames();
  assert.ok(apart > 50, `${apart}: in its place`);
  await scrollInto(300);
  await page.waitForFunction(() => document.querySelector('.name-plate.is-pinned'));
  const pinned = await topOfNames();
  assert.ok(pinned >= 0 && pinned < 20, `${pinned}: at the upper edge`);
});

scene('a figure fades out at the side where there is more of it', chapter,
  { viewport: { width: 390, height: 800 } }, async (page) => {
    const frame = page.locator('.scenario-picture.more-right').first();
    await frame.waitFor();
    assert.equal(await frame.evaluate((e) => e.classList.contains('more-left')), false);
    await frame.evaluate((e) => { e.scrollLeft = e.scrollWidth; });
    await page.waitForSelector('.scenario-picture.more-left:not(.more-right)');
  });

scene('a scenario named in the text leads to its figure', 'docs/claims.html', {}, async (page) => {
  await page.locator('td a', { hasText: '01-background/diverge.raft' }).click();
  await page.waitForURL(/01-background\/chapter\.html#scenario-01-background-diverge$/);
  assert.ok(await page.locator('#scenario-01-background-diverge svg').isVisible());
});

const withoutScripts = { javaScriptEnabled: false };
scene('without JavaScript it is the recorded run', 'docs/playground.html', withoutScripts, (page) =>
  page.locator('.playground .scenario-picture svg').waitFor(),
);

const pages = ['docs/index', 'docs/preface', 'docs/glossary', 'docs/clauses', 'docs/claims',
  'docs/exercises', 'docs/reference/election', 'docs/scenario-language', 'docs/architecture',
  ...['01-background', '02-election', '03-replication', '04-safety', '05-membership', '06-cluster']
    .map((slug) => `chapters/${slug}/chapter`)];
const phone = { viewport: { width: 390, height: 800 } };
for (const name of pages) {
  scene(`${name} is no wider than a phone`, `${name}.html`, phone, async (page) => {
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  });
}
