/**
 * What can be done with the player: each action once, with its button and its keys.
 */

import { returnKeysAfterPointer } from '../drawing/focus.js';
import { byId } from '../drawing/html.js';
import { changeLight } from '../drawing/light.js';
import { listenToKeys } from './keys.js';

// The buttons of the page, by id, and the actions that they stand for.
const buttons = {
  first: 'first',
  back: 'back',
  play: 'play',
  on: 'on',
  last: 'last',
  begin: 'play',
  theme: 'theme',
  help: 'help',
  verdict: 'violation',
  filters: 'filters',
  'caption-back': 'captionBack',
  'caption-on': 'captionOn',
  'zoom-in': 'zoomIn',
  'zoom-out': 'zoomOut',
  'zoom-usual': 'zoomUsual',
};

/** Connects the page's controls with the player. */
export function wire(player) {
  const actions = actionsOf(player);
  listenToKeys(actions);
  returnKeysAfterPointer(document.body);
  for (const [id, action] of Object.entries(buttons)) {
    byId(id).addEventListener('click', () => actions[action]());
  }
  byId('speed').addEventListener('change', (event) => {
    player.playback.speed = Number(event.target.value);
  });
  for (const tab of document.querySelectorAll('[role=tab]')) {
    tab.addEventListener('click', () => player.tab(tab.dataset.tab));
  }
  wireJump(player);
  wireLog(player, actions);
  let timer = 0;
  addEventListener('resize', () => {
    clearTimeout(timer);
    timer = setTimeout(() => player.resized(), 80);
  });
}

function wireJump(player) {
  byId('jump').addEventListener('submit', (event) => {
    event.preventDefault();
    player.jump(byId('jump-to').value);
    byId('jump-to').blur();
  });
  byId('jump-to').addEventListener('focus', (event) => event.target.select());
  // The address may end in #135 or #120ms.
  const openHash = () => {
    if (location.hash.length > 1) player.jump(decodeURIComponent(location.hash.slice(1)));
  };
  addEventListener('hashchange', openHash);
  openHash();
}

function wireLog(player, actions) {
  byId('log').addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') player.step(1);
    else if (event.key === 'ArrowUp') player.step(-1);
    else if (event.key === 'Enter') actions.inspect();
    else return;
    event.preventDefault();
  });
}

function actionsOf(player) {
  const { playback, diagram, captions } = player;
  return {
    play: () => playback.toggle(),
    back: () => player.step(-1),
    on: () => player.step(1),
    captionBack: () => captions.step(-1),
    captionOn: () => captions.step(1),
    first: () => player.goTo(player.opening),
    last: () => player.goTo(player.events.length),
    slower: () => playback.faster(-1),
    faster: () => playback.faster(1),
    jump: () => byId('jump-to').focus(),
    violation: () =>
      player.violation && player.pick({ kind: 'event', n: player.violation.seq }, true),
    zoomIn: () => diagram.zoomTo(diagram.zoom * 1.4),
    zoomOut: () => diagram.zoomTo(diagram.zoom / 1.4),
    zoomUsual: () => diagram.zoomTo(1),
    search: () => {
      player.tab('events');
      byId('search').focus();
    },
    filters: () => {
      const box = byId('filter-box');
      box.hidden = !box.hidden;
      byId('filters').setAttribute('aria-expanded', !box.hidden);
      player.tab('events');
    },
    server: (number) => {
      const name = `S${number}`;
      if (player.names.includes(name)) player.pick({ kind: 'server', name });
    },
    inspect: () => playback.n > 0 && player.pick({ kind: 'event', n: playback.n }),
    escape: () => {
      document.activeElement?.blur();
      player.pick(null);
    },
    theme: () => {
      changeLight();
      player.timeline.paint();
    },
    help: () => (byId('sheet').open ? byId('sheet').close() : byId('sheet').showModal()),
  };
}
