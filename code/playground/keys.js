/**
 * The keyboard. Everything that a hand can point at has a key; the buttons name theirs.
 */

import { h } from '../drawing/html.js';

const moves = [
  ['Space', 'play or pause; at the end, time goes on'],
  ['← →', 'one event back, on'],
  ['Home End', 'to the beginning, to the end'],
  ['1 … 9', 'choose server 1 to 9'],
  ['[ ]', 'choose a message on its way'],
  ['c', 'crash or restart the chosen server'],
  ['p', 'pause or resume it'],
  ['t', 'let it time out'],
  ['b', 'let the leader send a heartbeat'],
  ['r', 'propose: go to the field'],
  ['i', 'cut it off'],
  ['a', 'send it to the other side of a partition, or back'],
  ['m', 'make it a voter, or remove it'],
  ['d', 'deliver the chosen message, or the next'],
  ['x', 'lose the chosen message'],
  ['u', 'double it'],
  ['o', 'hold or release it'],
  ['w', 'hold all like it, those to come as well'],
  ['D X O', 'deliver all, lose all, release all'],
  ['h', 'heal every link'],
  ['l', 'three clients, or no more'],
  ['L', 'run until somebody leads'],
  ['+', 'add a server'],
  ['/', 'write a line of the scenario'],
  ['Esc', 'let go'],
  ['?', 'this sheet'],
];

export class Keys {
  /** Listens on `where`: the whole page, or only inside one of several playgrounds. */
  constructor(playground, where) {
    this.playground = playground;
    this.sheet = h(
      'dialog',
      { class: 'sheet', 'aria-label': 'Keys' },
      h('form', { method: 'dialog' }, h('button', { title: 'Close (Esc)' }, 'Close')),
      h('h2', {}, 'Keys'),
      h(
        'dl',
        { class: 'keys' },
        moves.flatMap(([keys, words]) => [
          h(
            'dt',
            {},
            keys.split(' ').map((key) => h('kbd', {}, key)),
          ),
          h('dd', {}, words),
        ]),
      ),
    );
    playground.root.append(this.sheet);
    where.addEventListener('keydown', (event) => this.#heard(event));
  }

  #heard(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const typing = event.target.closest?.('input:not([type=range]), textarea, select');
    if (event.key === 'Escape') return this.#escape(event.target);
    if (typing || this.sheet.open) return;
    // A button or a slider that has the focus keeps its own keys.
    const own = event.target.closest?.('button, summary')
      ? [' ', 'Enter']
      : event.target.type === 'range'
        ? ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']
        : [];
    if (own.includes(event.key)) return;
    if (this.#perform(event.key)) event.preventDefault();
  }

  #perform(key) {
    const { playground } = this;
    const move = this.#moves()[key];
    if (move) {
      move();
      return true;
    }
    if (/^[1-9]$/.test(key)) return this.#server(`S${key}`);
    playground.settle();
    const action = playground.acts.actionFor(key);
    if (action) playground.act(action.line);
    return Boolean(action);
  }

  #moves() {
    const { playground } = this;
    return {
      ' ': () => playground.toggle(),
      ArrowLeft: () => playground.step(-1),
      ArrowRight: () => playground.step(1),
      Home: () => playground.goTo(0),
      End: () => playground.goTo(playground.rehearsal.length),
      '[': () => this.#message(-1),
      ']': () => this.#message(1),
      r: () => playground.acts.command?.isConnected && playground.acts.command.focus(),
      '/': () => playground.acts.field.focus(),
      '?': () => this.sheet.showModal(),
    };
  }

  #server(name) {
    const { playground } = this;
    if (!playground.rehearsal.model.at(playground.rehearsal.n).servers.has(name)) return false;
    if (playground.choice?.name !== name) playground.pick({ kind: 'server', name });
    return true;
  }

  #message(by) {
    const { playground } = this;
    const ids = [...playground.rehearsal.model.at(playground.rehearsal.n).flights.keys()];
    if (ids.length === 0) return;
    const at = ids.indexOf(playground.choice?.kind === 'message' ? playground.choice.id : null);
    const id = ids[at < 0 ? (by > 0 ? 0 : ids.length - 1) : (at + by + ids.length) % ids.length];
    if (playground.choice?.id !== id) playground.pick({ kind: 'message', id });
  }

  #escape(target) {
    if (this.sheet.open) return;
    if (target.closest?.('input, textarea, select')) {
      target.blur();
      this.playground.root.focus({ preventScroll: true });
    } else if (this.playground.choice) this.playground.pick(null);
  }
}
