/**
 * Starts the playgrounds of a page: every element with the class raft-playground.
 *
 *     <div class="raft-playground" data-preset="04-safety/figure-8.raft" data-layout="small"></div>
 *     <script src="raft-playground.js" defer></script>
 *
 *     data-scenario   the scenario itself, as text
 *     data-preset     or the file name of one that is known
 *     data-node       "raft without Durability": another node than the scenario's own
 *     data-bug        "vote-not-saved": the whole node with a known bug; without a scenario,
 *                     on the one that shows it
 *     data-layout     "full", or "small" for the middle of a text
 *
 * The module is compiled once and shared; it is neither read nor compiled before one of them is in
 * sight. What stands in the element stays there if the page cannot run it.
 */

import { changeLight } from '../drawing/light.js';
import { nodeText, withBeginning } from './beginning.js';
import { openModule } from './module.js';
import { Playground } from './playground.js';
import { fromBase64, scenarioOf, unpacked } from './share.js';

const here = document.currentScript?.src;
let loaded = null;

// The module and what goes with it: inside this page, or in a file beside this script.
function load() {
  loaded ??= (async () => {
    const { module, props } = inside() ?? (await beside());
    return { compiled: await WebAssembly.compile(await unpacked(fromBase64(module))), props };
  })();
  return loaded;
}

function inside() {
  const module = document.getElementById('raft-module');
  const props = document.getElementById('raft-props');
  return module && props
    ? { module: module.textContent.trim(), props: JSON.parse(props.textContent) }
    : null;
}

// A script, because a page from a file may not fetch.
function beside() {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = here.replace(/[^/]*$/, 'raft-module.js');
    script.onload = () => resolve(globalThis.raftModule);
    script.onerror = () => reject(new Error('raft-module.js is missing beside raft-playground.js'));
    document.head.append(script);
  });
}

async function start(element) {
  element.dataset.state = 'loading';
  try {
    const { compiled, props } = await load();
    const stage = await openModule(compiled);
    const { layout = 'small' } = element.dataset;
    const shared = layout === 'full' ? await scenarioOf(location.hash) : null;
    const { text, bug } = shared?.text ? shared : scenarioFor(element.dataset, props);
    element.playground = new Playground(element, { stage, props, text, bug, layout });
    if (shared?.damaged) element.playground.settings.warn(`${damaged} This is another one.`);
    element.dataset.state = 'ready';
    if (layout === 'full') addEventListener('hashchange', () => openShared(element.playground));
  } catch (error) {
    element.dataset.state = 'failed';
    element.classList.remove('will-run');
    document.documentElement.classList.remove('can-run');
    console.warn(`The playground cannot run here: ${error.message}`);
  }
}

const damaged =
  'The scenario in this address cannot be read: it is damaged, or a part of it is missing.';

// The address is another.
async function openShared(playground) {
  const shared = await scenarioOf(location.hash);
  if (shared?.damaged) playground.settings.warn(`${damaged} What was here stays.`);
  else if (shared) playground.open(shared.text, 'from the address', shared.bug);
}

function scenarioFor({ scenario, preset, node, bug = null }, { presets, bugs }) {
  const found = presets.find(({ file }) => file === preset) ?? presets[0];
  const shown = bug && !preset ? bugs[bug] : found.text;
  const text = scenario === undefined ? shown : `${scenario.trim()}\n`;
  return { text: node ? withBeginning(text, `node ${nodeText(node)}`) : text, bug };
}

// After the page has been painted, and when the element comes into sight.
function watch() {
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        requestAnimationFrame(() => setTimeout(() => start(target), 0));
      }
    },
    { rootMargin: '200px' },
  );
  for (const element of document.querySelectorAll('.raft-playground')) {
    element.classList.add('will-run'); // keeps its room, so that the text below does not jump
    seen.observe(element);
  }
}

if (typeof WebAssembly === 'undefined') document.documentElement.classList.remove('can-run');
else if (document.readyState === 'loading') addEventListener('DOMContentLoaded', watch);
else watch();

for (const button of document.querySelectorAll('[data-theme-switch]')) {
  button.addEventListener('click', () => {
    changeLight();
    for (const { playground } of document.querySelectorAll('.raft-playground'))
      playground?.timeline.paint();
  });
}
