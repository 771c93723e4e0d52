/**
 * What each key does, said once: it is how keys are handled, and what the sheet tells.
 */

import { h, byId } from '../drawing/html.js';
import { signs } from './signs.js';

/** `actions` has a function for each name. */
const keys = [
  ['Play or pause', ['Space', 'k'], 'play'],
  ['One event back, on', ['←'], 'back'],
  ['', ['→'], 'on'],
  ['One caption back, on', ['Shift ←', 'p'], 'captionBack'],
  ['', ['Shift →', 'n'], 'captionOn'],
  ['To the beginning, to the end', ['Home'], 'first'],
  ['', ['End'], 'last'],
  ['Slower, faster', ['['], 'slower'],
  ['', [']'], 'faster'],
  ['Go to an event or a time', ['g'], 'jump'],
  ['To the broken invariant', ['v'], 'violation'],
  ['More, less, usual room for time', ['+'], 'zoomIn'],
  ['', ['-'], 'zoomOut'],
  ['', ['0'], 'zoomUsual'],
  ['Search in the events', ['/'], 'search'],
  ['The next thing found', ['Enter'], null],
  ['Choose what is shown', ['f'], 'filters'],
  ['Tell about server 1 to 9', ['1 … 9'], null],
  ['Tell about the current event', ['i'], 'inspect'],
  ['Let go of what is chosen', ['Esc'], 'escape'],
  ['Light or dark', ['t'], 'theme'],
  ['This sheet', ['?'], 'help'],
];

const names = { ' ': 'Space', ArrowLeft: '←', ArrowRight: '→', '=': '+', '−': '-', Escape: 'Esc' };

/** Handles the keys of the page. */
export function listenToKeys(actions) {
  const byKey = new Map(
    keys.flatMap(([, all, action]) => (action ? all.map((key) => [key, action]) : [])),
  );
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const name = names[event.key] ?? event.key;
    const key = event.shiftKey && event.key.startsWith('Arrow') ? `Shift ${name}` : name;
    if (key !== 'Esc' && isTyping(event.target, key)) return;
    if (byId('sheet').open && key !== '?') return;
    const digit = /^[1-9]$/.test(key);
    const action = byKey.get(key);
    if (!action && !digit) return;
    event.preventDefault();
    if (digit) actions.server(Number(key));
    else actions[action]();
  });
}

// Whether the key belongs to the element that has the focus.
function isTyping(target, key) {
  if (target.closest('input[type=search], input:not([type=range]), select, textarea')) return true;
  if (target.closest('input[type=range]')) return ['←', '→', 'Home', 'End'].includes(key);
  return key === 'Space' && target.closest('button, [role=button], [role=option]') !== null;
}

/** The sheet: the keys, and the signs of the drawings. */
export function fillSheet(dialog) {
  const rows = [];
  for (const [words, all] of keys) {
    const caps = all.flatMap((key) => [h('kbd', {}, key), ' ']);
    if (words) rows.push([words, caps]);
    else rows.at(-1)[1].push(...caps);
  }
  dialog.append(
    h('form', { method: 'dialog' }, h('button', { class: 'close', 'aria-label': 'Close' }, '×')),
    h('h2', {}, 'Keys'),
    h(
      'dl',
      { class: 'keys' },
      rows.flatMap(([words, caps]) => [h('dt', {}, caps), h('dd', {}, words)]),
    ),
    h('h2', {}, 'Signs'),
    signs(),
  );
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
}
