/**
 * The bar under the stage: where one is in the story, in which term the cluster had a leader (the
 * colours), where the captions stand, and where an invariant broke. It is a slider for the keyboard
 * and for those who do not see it.
 */

import { byId, h } from './dom.js';
import { milliseconds, shortened } from '../drawing/words.js';

export class Scrubber {
  constructor(model, story, seek) {
    Object.assign(this, { model, story });
    this.input = byId('scrub');
    this.input.max = story.length;
    this.input.addEventListener('input', () => seek(Number(this.input.value)));
    this.#marks(seek);
    this.bands = this.#leaderships();
  }

  show(told, n, event) {
    this.input.value = told;
    const text = event ? `event ${n}, ${milliseconds(event.t)} ms` : 'the beginning';
    this.input.setAttribute('aria-valuetext', text);
    this.input.style.setProperty('--part', this.#part(told));
  }

  #part(told) {
    return this.story.length > 0 ? told / this.story.length : 0;
  }

  #marks(seek) {
    const marks = this.model.events.flatMap((event, i) => {
      const kind =
        event.kind === 'caption'
          ? 'caption'
          : event.kind === 'violated'
            ? 'violation'
            : event.met === false
              ? 'unmet'
              : null;
      if (!kind) return [];
      const told = this.story.at[i + 1];
      const words = event.text ?? `${event.invariant} is broken`;
      return [
        h('button', {
          class: `mark ${kind}`,
          style: `left:${this.#part(told) * 100}%`,
          title: shortened(words, 90),
          tabindex: -1,
          'aria-hidden': 'true',
          click: () => seek(told),
        }),
      ];
    });
    byId('scrub-marks').append(...marks);
  }

  // From when to when somebody led, and in which term.
  #leaderships() {
    const bands = [];
    const leaders = new Map();
    this.model.events.forEach((event, i) => {
      const told = this.story.at[i + 1];
      const ends =
        event.kind === 'crashed' || (event.kind === 'role_changed' && event.role !== 'leader');
      if (ends && leaders.has(event.server)) {
        leaders.get(event.server).to = told;
        leaders.delete(event.server);
      }
      if (event.kind !== 'role_changed' || event.role !== 'leader') return;
      const band = { term: event.term, from: told, to: this.story.length };
      leaders.set(event.server, band);
      bands.push(band);
    });
    return bands.sort((a, b) => a.term - b.term);
  }

  /** Paints the ground again, after a change of size or of colours. */
  paint() {
    const canvas = byId('scrub-ground');
    const { width, height } = canvas.getBoundingClientRect();
    const dots = window.devicePixelRatio || 1;
    canvas.width = Math.max(width * dots, 1);
    canvas.height = Math.max(height * dots, 1);
    const paper = canvas.getContext('2d');
    const style = getComputedStyle(document.documentElement);
    for (const { term, from, to } of this.bands) {
      paper.fillStyle = style.getPropertyValue(`--t${term === 0 ? 0 : ((term - 1) % 6) + 1}`);
      const left = this.#part(from) * canvas.width;
      paper.fillRect(left, 0, Math.max(this.#part(to) * canvas.width - left, dots), canvas.height);
    }
  }
}
