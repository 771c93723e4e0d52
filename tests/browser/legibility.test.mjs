// What the player and the playground write can be read: words stay on what they stand on, and stand
// out from the ground.

import assert from 'node:assert/strict';
import { basename } from 'node:path';

import { embeds, inPlayer, inPlayground, playground } from './pages.mjs';

const scenario = '04-safety/figure-8-without';

/** The words of the space-time diagram that are wider than what they stand on. */
const tooWide = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.spacetime .pill, .spacetime .label')]
      .filter((one) => {
        const ground = one.querySelector('rect').getBBox();
        const words = one.querySelector('text').getBBox();
        return words.x < ground.x || words.x + words.width > ground.x + ground.width;
      })
      .map((one) => one.querySelector('text').textContent),
  );

/** The least contrast of what `selector` finds with the page's ground, as WCAG counts it. */
const leastContrast = (page, selector) =>
  page.evaluate((wanted) => {
    const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
    const light = (colour) => {
      const [r, g, b] = colour.map((part) =>
        part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = parts(getComputedStyle(document.body).backgroundColor);
    const opacityOf = (element) =>
      element ? Number(getComputedStyle(element).opacity) * opacityOf(element.parentElement) : 1;
    const contrasts = [...document.querySelectorAll(wanted)].map((element) => {
      const opacity = opacityOf(element);
      const ink = parts(getComputedStyle(element).color);
      const seen = ground.map((part, i) => ink[i] * opacity + part * (1 - opacity));
      const [dark, bright] = [light(seen), light(ground)].sort((a, b) => a - b);
      return (bright + 0.05) / (dark + 0.05);
    });
    return Math.min(...contrasts);
  }, selector);

const diagramFits = async (page) => {
  assert.ok((await page.locator('.spacetime .pill').count()) > 0);
  assert.deepEqual(await tooWide(page), []);
};
const fits = 'words stay inside their pills';
inPlayer(`${fits}, in the player`, { scenario, hash: '#120' }, diagramFits);

for (const file of [playground, embeds]) {
  inPlayground(`${fits}, in ${basename(file)}`, { file, beside: true }, async (page) => {
    await page.evaluate(() => {
      const { playground: first } = document.querySelector('.raft-playground');
      first.goTo(first.rehearsal.length);
    });
    const tab = page.locator('.tabs [data-tab=diagram]').first();
    if (await tab.isVisible()) await tab.click();
    await page.waitForSelector('.spacetime .pill');
    await diagramFits(page);
  });
}

for (const colorScheme of ['light', 'dark']) {
  const name = `what is to come can be read, ${colorScheme}`;
  inPlayer(name, { scenario, colorScheme }, async (page) => {
    const least = await leastContrast(page, '#log .future :is(.who, .what, .time)');
    assert.ok(least >= 4.5, `${least.toFixed(1)}:1`);
  });
}
