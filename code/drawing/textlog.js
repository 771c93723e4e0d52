/**
 * The run as text: a line for each event, the same sentences as in a transcript. Only the lines in
 * sight exist, so it can be of any length.
 *
 *     const log = new TextLog(div, { pick });
 *     log.load(model, hides);      // again after the model or the filter has changed
 *     log.show({ n, lit });
 */

import { termClass } from './palette.js';
import { milliseconds, sentence } from './words.js';

export class TextLog {
  constructor(div, { pick = () => {} } = {}) {
    Object.assign(this, { div, pick, rows: [], scene: { n: 0 }, shown: new Map() });
    div.classList.add('textlog');
    div.setAttribute('role', 'listbox');
    div.tabIndex = 0;
    this.tall = div.appendChild(document.createElement('div'));
    this.tall.className = 'tall';
    this.tall.setAttribute('role', 'presentation');
    this.sight = { top: 0, room: div.clientHeight };
    const look = () => {
      this.sight = { top: div.scrollTop, room: div.clientHeight };
      this.#draw();
    };
    div.addEventListener('scroll', look, { passive: true });
    new ResizeObserver(() => {
      look();
      if (this.model) this.follow();
    }).observe(div);
    div.addEventListener('click', (event) => {
      const row = event.target.closest('[data-n]');
      if (row) this.pick(Number(row.dataset.n));
    });
  }

  load(model, hides = () => false) {
    this.model = model;
    this.rows = [];
    model.events.forEach((event, i) => {
      if (!hides(event)) this.rows.push(i + 1);
    });
    const narrow = this.div.clientWidth > 0 && this.div.clientWidth < 520;
    this.height = narrow ? 40 : 26;
    this.div.style.setProperty('--row', `${this.height}px`);
    this.div.style.setProperty('--lines', narrow ? 2 : 1);
    this.tall.style.height = `${this.rows.length * this.height}px`;
    for (const row of this.shown.values()) row.remove();
    this.shown.clear();
    this.#draw();
  }

  show(scene) {
    const same = this.scene.n === scene.n && this.scene.lit === scene.lit;
    this.scene = scene;
    if (!same) this.#draw();
  }

  /** The place in the list of event `n`, or of the last one before it that is not hidden. */
  placeOf(n) {
    let [low, high] = [0, this.rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rows[middle] <= n) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Scrolls so that the current line is in sight. */
  follow() {
    const at = this.placeOf(this.scene.n) * this.height;
    const { top, room } = this.sight;
    if (at >= top + this.height && at <= top + room - 2 * this.height) return;
    const most = Math.max(this.rows.length * this.height - room, 0);
    this.sight.top = Math.round(Math.min(Math.max(at - room * 0.6, 0), most));
    this.#draw();
    this.div.scrollTop = this.sight.top;
  }

  #draw() {
    if (!this.model) return;
    const first = Math.max(0, Math.floor(this.sight.top / this.height) - 6);
    const last = Math.min(this.rows.length, first + Math.ceil(this.sight.room / this.height) + 12);
    const current = this.rows[this.placeOf(this.scene.n)];
    const wanted = new Set(this.rows.slice(first, last));
    for (const [n, row] of this.shown) {
      if (wanted.has(n)) continue;
      row.remove();
      this.shown.delete(n);
    }
    for (let at = first; at < last; ++at) {
      const n = this.rows[at];
      let row = this.shown.get(n);
      if (!row) {
        row = this.#row(n, at);
        this.shown.set(n, row);
        this.tall.append(row);
      }
      const name =
        `${row.look}${n === current ? ' current' : n > this.scene.n ? ' future' : ''}` +
        `${this.scene.lit?.has(n) ? ' lit' : ''}`;
      if (row.className !== name) {
        row.className = name;
        row.setAttribute('aria-selected', n === current);
      }
    }
    this.div.setAttribute('aria-activedescendant', current ? `event-${current}` : '');
  }

  #row(n, at) {
    const event = this.model.events[n - 1];
    const before = this.model.events[this.rows[at - 1] - 1];
    const row = document.createElement('div');
    row.look = `row ${event.kind}${event.met === false ? ' unmet' : ''}`;
    row.dataset.n = n;
    row.id = `event-${n}`;
    row.setAttribute('role', 'option');
    row.setAttribute('aria-setsize', this.rows.length);
    row.setAttribute('aria-posinset', at + 1);
    row.style.top = `${at * this.height}px`;
    row.append(part('time', before?.t === event.t ? '' : milliseconds(event.t)));
    const words = sentence(event);
    const who = event.server && words.startsWith(`${event.server} `) ? event.server : '';
    const term = who ? (this.model.at(n).servers.get(who)?.term ?? 0) : 0;
    row.append(part(`who ${termClass(term)}`, who));
    row.append(part('what', who ? words.slice(who.length + 1) : words));
    row.title = `${milliseconds(event.t)} ms  ${words}`;
    return row;
  }
}

function part(name, text) {
  const span = document.createElement('span');
  span.className = name;
  span.textContent = text;
  return span;
}
