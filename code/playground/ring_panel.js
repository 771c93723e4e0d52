/**
 * The ring of servers (drawing/ring.js), and what hands can do with it: choose a server or a
 * message, and drag servers apart. A server that is dropped in free space is alone from then on;
 * dropped on another, it can hear that one and those that are with it.
 */

import { Ring } from '../drawing/ring.js';
import { make, say, set } from '../drawing/svg.js';
import { h } from '../drawing/html.js';
import { groupsOf, lineOf, moved } from './groups.js';

const enough = 14; // units of the ring that a hand moves before it is a drag
const near = 62; // of another server, to be with it

export class RingPanel {
  /** `pick` hears what is chosen, `act` a line of the scenario; `still` is called before a drag, so
   * that nothing moves under the hand. */
  constructor({ pick, act, still }) {
    Object.assign(this, { act, still });
    this.svg = make('svg');
    this.hint = h('p', { class: 'drag-hint', hidden: true });
    this.root = h('div', { class: 'ring-box' }, this.svg, this.hint);
    this.ring = new Ring(this.svg, { pick: (what) => this.drag || pick(what) });
    this.ghost = this.svg.appendChild(
      make(
        'g',
        { class: 'ghost', visibility: 'hidden' },
        make('circle', { r: 28 }),
        make('text', { y: 6 }),
      ),
    );
    this.svg.addEventListener('pointerdown', (event) => this.#down(event));
    this.svg.addEventListener('pointermove', (event) => this.#move(event));
    this.svg.addEventListener('pointerup', (event) => this.#up(event));
    this.svg.addEventListener('pointercancel', () => this.#drop());
    // A finger on a server drags it. Beside the servers it scrolls the page, and so the picture as
    // a whole cannot forbid that; browsers do not ask a part of one (touch-action).
    this.svg.addEventListener('touchmove', (event) => this.hold && event.preventDefault(), {
      passive: false,
    });
    this.svg.addEventListener('click', (event) => this.#clicked(event), true);
  }

  draw(state, view) {
    this.state = state;
    this.view = view;
    this.#draw();
  }

  // While a server is dragged, the ring shows what dropping it here would come to.
  #draw() {
    const { state, view } = this;
    const groups = this.drag?.groups;
    const apart = groups && groups.length > 1 ? groups : null;
    const links = groups ? { groups: apart, cuts: new Set(), mended: new Set() } : state.links;
    this.ring.draw({ ...state, links }, view);
  }

  // ---- dragging

  #down(event) {
    const disc = event.target.closest('.disc');
    if (!disc || event.button !== 0) return;
    this.hold = { name: disc.dataset.name, from: this.#place(event), pointer: event.pointerId };
  }

  #move(event) {
    if (!this.hold || event.pointerId !== this.hold.pointer) return;
    const at = this.#place(event);
    const way = Math.hypot(at.x - this.hold.from.x, at.y - this.hold.from.y);
    if (!this.drag && way < enough) return;
    if (!this.drag) {
      this.svg.setPointerCapture(event.pointerId);
      this.still();
    }
    this.drag = { at, ...this.#dropAt(at) };
    set(this.ghost, { transform: `translate(${at.x} ${at.y})`, visibility: 'visible' });
    say(this.ghost.lastChild, this.hold.name);
    this.#draw();
    this.#hintAt(at);
  }

  // Over the ghost, where no finger covers it.
  #hintAt(at) {
    this.hint.hidden = false;
    this.hint.textContent = this.drag.line ?? 'here it stays where it is';
    const { width } = this.ring.size;
    const half = this.hint.offsetWidth / 2 + 4;
    this.hint.style.left = `${Math.min(Math.max(at.x, half), Math.max(width - half, half))}px`;
    this.hint.style.top = `${at.y > 84 ? at.y - 76 : at.y + 46}px`;
  }

  #up() {
    const line = this.drag?.line;
    this.suppress = Boolean(this.drag);
    this.#drop();
    if (line) this.act(line);
    setTimeout(() => {
      this.suppress = false;
    }, 0);
  }

  #drop() {
    this.hold = null;
    this.drag = null;
    this.hint.hidden = true;
    if (this.state) this.#draw();
    set(this.ghost, { visibility: 'hidden' });
  }

  // The click that ends a drag chooses nothing.
  #clicked(event) {
    if (!this.suppress) return;
    event.stopPropagation();
    event.preventDefault();
  }

  // What it would mean to drop the server here; the line is null if all stays as it is.
  #dropAt(at) {
    const { name, from } = this.hold;
    const stays = { line: null, groups: null };
    if (Math.hypot(at.x - from.x, at.y - from.y) < near) return stays;
    const groups = groupsOf(this.state);
    const next = moved(groups, name, this.#nearest(at, name));
    return lineOf(next) === lineOf(groups) ? stays : { line: lineOf(next), groups: next };
  }

  #nearest(at, self) {
    let best = null;
    for (const disc of this.svg.querySelectorAll('.disc')) {
      const { name } = disc.dataset;
      if (name === self) continue;
      const { e, f } = disc.transform.baseVal.consolidate().matrix;
      const way = Math.hypot(at.x - e, at.y - f);
      if (way < near && (!best || way < best.way)) best = { name, way };
    }
    return best?.name ?? null;
  }

  #place(event) {
    const point = new DOMPoint(event.clientX, event.clientY);
    return point.matrixTransform(this.svg.getScreenCTM().inverse());
  }
}
