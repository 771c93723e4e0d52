// Hands at the player and the playground: the space bar after a pointer, a finger on a server, and
// writing.

import assert from 'node:assert/strict';

import { elected, inPlayer, inPlayground, press } from './pages.mjs';

const text = elected;
const middle = async (page, selector) => {
  const box = await page.locator(selector).boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
const face = (name) => `.disc[data-name=${name}] .face`;

/** Whether the space bar begins to play; then it is stopped again. */
const plays = async (page) => {
  await press(page, 'Space');
  const yes = (await page.getAttribute('.buttons .play', 'aria-label')) === 'Pause';
  if (yes) await press(page, 'Space');
  return yes;
};

async function playsAfterChoosing(page) {
  await press(page, '2');
  assert.ok(await plays(page), 'a server by its number');
  await press(page, '3', 'Escape');
  assert.ok(await plays(page), 'let go with Esc');
  const { x, y } = await middle(page, face('S1'));
  await page.mouse.click(x, y);
  assert.equal(await page.locator('.ring .selected').count(), 1);
  assert.ok(await plays(page), 'a server by the pointer');
  await page.click('.buttons [aria-label="To the beginning"]');
  assert.ok(await plays(page), 'a button by the pointer');
  await page.click('[title^="Keys"]');
  await press(page, 'Escape');
  await page.waitForSelector('.sheet', { state: 'hidden' });
  // The browser gives the focus back a moment later.
  await page.waitForFunction(() => !document.activeElement?.closest('.sheet, [title^="Keys"]'));
  assert.ok(await plays(page), 'the sheet of keys, opened by the pointer');
  await page.locator('.disc[data-name=S2]').focus();
  assert.equal(await plays(page), false, 'what was reached with Tab keeps the space bar');
}

const said = 'space plays, whatever was chosen before,';
inPlayer(`${said} in the player`, { scenario: '04-safety/figure-8-without' }, playsAfterChoosing);
inPlayground(`${said} in the playground`, { text }, playsAfterChoosing);

inPlayground(
  'a finger drags a server up; beside the servers it scrolls the page',
  { text, viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true },
  async (page) => {
    const devtools = await page.context().newCDPSession(page);
    const touch = (type, ...touchPoints) =>
      devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
    const swipe = async ({ x, y }, by) => {
      await touch('touchStart', { x, y });
      for (let step = 1; step <= 10; ++step) {
        await touch('touchMove', { x, y: y + (by * step) / 10 });
        await page.waitForTimeout(20);
      }
      await touch('touchEnd');
    };
    const scrolled = () => page.evaluate(() => scrollY);
    await page.locator('.ring-box').scrollIntoViewIfNeeded();
    const before = await scrolled();
    await swipe(await middle(page, face('S3')), -150);
    await page.waitForFunction(() =>
      document.querySelector('.editor textarea').value.endsWith('partition S1 S2 | S3\n'),
    );
    assert.equal(await scrolled(), before);
    const box = await page.locator('.ring-box').boundingBox();
    await swipe({ x: box.x + 12, y: box.y + box.height - 12 }, -150);
    await page.waitForFunction((from) => scrollY > from + 50, before);
  },
);

inPlayground('while one writes, the text keeps its place', { text }, async (page) => {
  await page.fill('.editor textarea', elected + 'run 1ms\n'.repeat(60));
  const height = () => page.locator('.editor').evaluate((editor) => editor.clientHeight);
  const before = await height();
  await press(page, 'Control+End');
  await page.keyboard.type('delivr S1');
  await page.waitForSelector('.mistakes li');
  assert.equal(await height(), before);
  const [line, seen] = await page.evaluate(() =>
    ['.paper div:last-child', '.sheet-of-text'].map(
      (one) => document.querySelector(one).getBoundingClientRect().bottom,
    ),
  );
  assert.ok(line <= seen, `the line ends at ${line}, what is seen of the text at ${seen}`);
});
