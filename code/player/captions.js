/**
 * The lane of captions: the author's words about what is to be seen, large, one at a time; and what
 * came of the run, if an invariant broke.
 */

import { byId, h } from '../drawing/html.js';

export class Captions {
  constructor(model, goTo, opening) {
    this.opening = opening;
    this.model = model;
    this.numbers = model.events.flatMap((event, i) =>
      event.kind === 'caption' || event.kind === 'violated' ? [i + 1] : [],
    );
    this.goTo = goTo;
    this.shown = null;
    this.lane = byId('caption').parentElement;
    this.lane.hidden = this.numbers.length === 0;
  }

  /** One caption on or back. */
  step(by) {
    const to =
      by > 0
        ? (this.numbers.find((m) => m > this.n) ?? this.model.length)
        : (this.numbers.findLast((m) => m < this.n) ?? this.opening);
    this.goTo(to);
  }

  show(n) {
    this.n = n;
    const at = this.numbers.findLastIndex((m) => m <= n);
    byId('caption-back').disabled = at < 0;
    byId('caption-on').disabled = at === this.numbers.length - 1;
    if (at === this.shown) return;
    this.shown = at;
    const event = at < 0 ? null : this.model.events[this.numbers[at] - 1];
    byId('caption').replaceChildren(...wordsOf(event));
    byId('caption-count').textContent = `${at + 1} / ${this.numbers.length}`;
    this.lane.classList.toggle('broken', event?.kind === 'violated');
    this.lane.classList.toggle('before', at < 0);
  }
}

function wordsOf(event) {
  if (!event) return ['Press play, or step with the arrow keys.'];
  if (event.kind === 'caption') return [event.text];
  return [h('strong', {}, `${event.invariant} is broken. `), event.facts.join(' ')];
}
