/**
 * The timeline: where one is in the run, in which term the cluster had a leader (the colours),
 * where the captions stand, and where an invariant broke. For the keyboard it is a slider.
 */

import { h } from './html.js';
import { termClass } from './palette.js';
import { milliseconds, shortened } from './words.js';

export class Timeline {
  /** `seek` hears a time of the story, in seconds. `root` is what a page shows. */
  constructor(seek) {
    this.seek = seek;
    this.ground = h('canvas');
    this.marks = h('div', { class: 'scrub-marks' });
    this.input = h('input', {
      class: 'bar',
      type: 'range',
      min: 0,
      step: 'any',
      'aria-label': 'Where in the run',
      input: () => seek(Number(this.input.value)),
    });
    this.root = h('div', { class: 'scrub' }, this.ground, this.marks, this.input);
  }

  load(model, story) {
    Object.assign(this, { model, story });
    this.input.max = Math.max(story.length, 0.001);
    this.bands = leaderships(model, story);
    this.#mark();
    this.paint();
  }

  show(told, n) {
    this.input.value = told;
    const event = this.model.events[n - 1];
    this.input.setAttribute(
      'aria-valuetext',
      event ? `event ${n}, ${milliseconds(event.t)} ms` : 'the beginning',
    );
  }

  /** Paints the ground, also after a change of size or of colours. */
  paint() {
    if (!this.story) return;
    const { width, height } = this.ground.getBoundingClientRect();
    const dots = window.devicePixelRatio || 1;
    this.ground.width = Math.max(Math.round(width * dots), 1);
    this.ground.height = Math.max(Math.round(height * dots), 1);
    const paper = this.ground.getContext('2d');
    const style = getComputedStyle(this.root);
    for (const { term, from, to } of this.bands) {
      paper.fillStyle = style.getPropertyValue(`--${termClass(term)}`);
      const left = this.#part(from) * this.ground.width;
      paper.fillRect(
        left,
        0,
        Math.max(this.#part(to) * this.ground.width - left, dots),
        height * dots,
      );
    }
  }

  #part(told) {
    return this.story.length > 0 ? told / this.story.length : 0;
  }

  #mark() {
    const found = this.model.events.flatMap((event, i) => {
      const kind =
        event.kind === 'caption'
          ? 'caption'
          : event.kind === 'violated'
            ? 'violation'
            : event.met === false
              ? 'unmet'
              : null;
      return kind ? [{ event, kind, told: this.story.at[i + 1] }] : [];
    });
    this.marks.replaceChildren(
      ...found.slice(0, 200).map(({ event, kind, told }) =>
        h('button', {
          class: `mark ${kind}`,
          style: `left:${this.#part(told) * 100}%`,
          tabindex: -1,
          'aria-hidden': 'true',
          title: shortened(event.text ?? `${event.invariant} is broken`, 90),
          click: () => this.seek(told),
        }),
      ),
    );
  }
}

// From when to when somebody led, and in which term.
function leaderships(model, story) {
  const bands = [];
  const leaders = new Map();
  model.events.forEach((event, i) => {
    const told = story.at[i + 1];
    const ends =
      event.kind === 'crashed' || (event.kind === 'role_changed' && event.role !== 'leader');
    if (ends && leaders.has(event.server)) {
      leaders.get(event.server).to = told;
      leaders.delete(event.server);
    }
    if (event.kind !== 'role_changed' || event.role !== 'leader') return;
    const band = { term: event.term, from: told, to: story.length };
    leaders.set(event.server, band);
    bands.push(band);
  });
  return bands.sort((a, b) => a.term - b.term);
}
