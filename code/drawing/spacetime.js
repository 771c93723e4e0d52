/**
 * The space-time diagram: servers are lines, time goes down, messages are arrows. Only the stretch
 * that is in sight is drawn, so ten thousand events scroll like a hundred.
 *
 *     const diagram = new SpaceTime(div, { pick, seek });
 *     diagram.load(model, names);       // again after the model has grown
 *     diagram.show({ n, y, lit, selected, hides });
 *
 * `div` is an empty element with a height; it scrolls. If what `hides` says changes, give another
 * function. `n` is how many events have happened, and `y`
 * where the playhead is (layout.y[n] by default). `lit` is a Set of event numbers, `hides(event)`
 * says which events are filtered away. `pick` hears { kind: 'event', n }, { kind: 'message', id },
 * { kind: 'server', name } or { kind: 'entry', server, index },
 * `seek` the number of an event when the reader points at an empty place.
 */

import { layOut } from './layout.js';
import { drawShape } from './shapes.js';
import { Keyed, make, set } from './svg.js';

const headHeight = 34;
const spare = 450; // pixels that are drawn above and below what is in sight

export class SpaceTime {
  constructor(div, { pick = () => {}, seek = () => {} } = {}) {
    Object.assign(this, { div, pick, seek, zoom: 1, scene: { n: 0, y: 0 }, window: null });
    div.classList.add('spacetime');
    this.heads = div.appendChild(document.createElement('div'));
    this.heads.className = 'heads';
    this.tall = div.appendChild(document.createElement('div'));
    this.tall.className = 'tall';
    this.svg = this.tall.appendChild(make('svg', { 'aria-hidden': 'true' }));
    this.layers = {};
    for (const name of [
      'wall',
      'life',
      'break',
      'tick',
      'future',
      'arrow',
      'label',
      'banner',
      'client',
      'pill',
      'strip',
    ]) {
      this.layers[name] = this.svg.appendChild(make('g', { class: `layer-${name}` }));
    }
    this.future = this.layers.future.appendChild(make('rect', { class: 'future-veil', x: 0 }));
    this.playhead = this.svg.appendChild(
      make(
        'g',
        { class: 'playhead' },
        make('line', { x1: 0 }),
        make('path', { d: 'M0 -5L7 0L0 5Z' }),
      ),
    );
    // What is in sight is remembered: to ask for it in every frame would lay out the page again.
    this.sight = { top: 0, room: div.clientHeight };
    div.addEventListener(
      'scroll',
      () => {
        this.sight.top = div.scrollTop;
        this.#draw();
      },
      { passive: true },
    );
    div.addEventListener('wheel', (event) => {
      if (!event.ctrlKey) return; // also what two fingers do on a touchpad
      event.preventDefault();
      this.zoomTo(this.zoom * Math.exp(-event.deltaY / 300));
    });
    new ResizeObserver(() => {
      this.sight = { top: div.scrollTop, room: div.clientHeight };
      this.#draw();
    }).observe(div);
    this.svg.addEventListener('click', (event) => this.#clicked(event));
  }

  /** What is drawn: a run as far as the model knows it. */
  load(model, names) {
    Object.assign(this, { model, names });
    this.#layOut();
  }

  /** Lays out again for the width that there is now. */
  resize() {
    if (this.model && this.div.clientWidth !== this.layout?.width) this.#layOut();
  }

  /** Makes time take more or less room; what is at the playhead stays in sight. */
  zoomTo(zoom) {
    this.zoom = Math.min(Math.max(zoom, 0.05), 4);
    this.#layOut();
    this.scene.y = this.layout.y[this.scene.n];
    this.show(this.scene);
    this.follow();
  }

  /**
   * Moves the playhead to event `n`, or to the height `y` in pixels, and marks what is lit, chosen
   * or hidden at this moment.
   */
  show(scene) {
    this.scene = { ...scene, y: scene.y ?? this.layout.y[scene.n] };
    this.#draw();
  }

  /** Scrolls so that the playhead is in sight, at about two thirds. */
  follow() {
    const top = Math.round(
      Math.min(Math.max(0, this.scene.y - this.sight.room * 0.62), this.#lowest),
    );
    this.sight.top = top;
    this.#draw();
    this.div.scrollTop = top;
  }

  // How far it can be scrolled.
  get #lowest() {
    return Math.max(this.layout.height + headHeight - this.sight.room, 0);
  }

  /** Whether the playhead is in sight. */
  get inSight() {
    const y = this.scene.y - this.sight.top;
    return y > 20 && y < this.sight.room - headHeight - 20;
  }

  #layOut() {
    const width = Math.max(this.div.clientWidth, 280);
    this.layout = layOut(this.model, { names: this.names, width, zoom: this.zoom });
    this.tall.style.height = `${this.layout.height}px`;
    this.window = null;
    this.kinds = {};
    for (const name in this.layers) {
      if (name === 'future') continue;
      this.layers[name].replaceChildren();
      this.kinds[name] = new Keyed(this.layers[name], (shape) => drawShape(shape, this.layout));
    }
    this.heads.replaceChildren(
      ...this.names.map((name) => {
        const head = document.createElement('button');
        head.textContent = name;
        head.style.width = `${Math.min(44, this.layout.column - 3)}px`;
        head.style.left = `${this.layout.columns.get(name).x}px`;
        head.addEventListener('click', () => this.pick({ kind: 'server', name }));
        return head;
      }),
    );
    this.scene.y = this.layout.y[Math.min(this.scene.n, this.layout.y.length - 1)];
    this.sight.top = Math.min(this.sight.top, this.#lowest);
    this.#draw();
  }

  #draw() {
    if (!this.layout) return;
    const { top, room } = this.sight;
    const { window: drawn } = this;
    const inside =
      drawn && (drawn.top === 0 || top >= drawn.top + 100) && top + room <= drawn.bottom - 100;
    if (!inside) this.#drawWindow(top, room);
    this.#mark();
  }

  #drawWindow(scroll, room) {
    const top = Math.max(0, Math.floor(scroll - spare));
    const bottom = Math.min(this.layout.height, scroll + room + spare);
    this.window = { top, bottom: bottom >= this.layout.height ? Infinity : bottom };
    this.marked = null;
    this.svg.style.top = `${top}px`;
    set(this.svg, {
      width: this.layout.width,
      height: bottom - top,
      viewBox: `0 ${top} ${this.layout.width} ${bottom - top}`,
    });
    const found = [...this.layout.between(top, bottom)];
    for (const type in this.kinds) {
      const shapes = found.filter((shape) => shape.type === type);
      this.kinds[type].show(
        shapes,
        ({ id }) => id,
        (element, shape) => {
          element.shape = shape;
        },
      );
    }
  }

  // What has not happened yet is pale, what is emphasised stands out.
  #mark() {
    const { n, y, lit, selected, hides } = this.scene;
    const { width, height } = this.layout;
    set(this.future, { y, width, height: Math.max(height - y, 0) });
    set(this.playhead, { transform: `translate(0 ${y.toFixed(1)})` });
    set(this.playhead.firstChild, { x2: width });
    const same =
      this.marked &&
      this.marked.n === n &&
      this.marked.lit === lit &&
      this.marked.selected === selected &&
      this.marked.hides === hides;
    if (same) return;
    this.marked = this.scene;
    set(this.svg, { class: lit ? 'has-lit' : null });
    for (const type in this.kinds) {
      for (const element of this.kinds[type].all.values()) {
        const { shape } = element;
        if (shape.n === 0) continue;
        const event = this.model.events[shape.n - 1];
        const on = lit?.has(shape.n) || (shape.msg && lit?.has(this.#endOf(shape)));
        const picked =
          selected &&
          (selected.kind === 'message'
            ? shape.msg === selected.id
            : selected.kind === 'event' && selected.n === shape.n);
        const name =
          `${element.look}${shape.n > n ? ' future' : ''}${on ? ' lit' : ''}` +
          `${picked ? ' selected' : ''}${hides?.(event) ? ' filtered' : ''}`;
        set(element, { class: name });
      }
    }
  }

  #endOf(arrow) {
    return this.model.flights.get(arrow.msg)?.end?.seq;
  }

  #clicked(event) {
    const element = event.target.closest('[data-n]');
    const cell = event.target.closest('[data-index]');
    if (cell) {
      this.pick({ kind: 'entry', server: cell.dataset.server, index: Number(cell.dataset.index) });
    } else if (element?.shape.msg) {
      this.pick({ kind: 'message', id: element.shape.msg });
    } else if (element) {
      this.pick({ kind: 'event', n: element.shape.n });
    } else {
      const box = this.svg.getBoundingClientRect();
      this.seek(this.layout.at(event.clientY - box.top + this.window.top));
    }
  }
}
