/**
 * The invariants, a lamp for each. They are checked after every step of every server; when one is
 * broken its lamp lights, and the report says what contradicts what.
 */

import { h } from '../drawing/html.js';

export class Lamps {
  /** `goTo` hears the number of the event that broke an invariant. */
  constructor({ names, goTo }) {
    this.lamps = new Map(names.map((name) => [name, h('li', {}, name)]));
    this.list = h('ul', { class: 'lamps', 'aria-label': 'The invariants' }, ...this.lamps.values());
    this.title = h('h2', {});
    this.facts = h('div', { class: 'facts' });
    this.rest = h(
      'details',
      {},
      h('summary', {}, 'What the paper says, and what to look for'),
      h('pre', {}),
    );
    this.report = h(
      'section',
      { class: 'report', hidden: true, role: 'alert' },
      this.title,
      this.facts,
      this.rest,
      h('button', { click: () => goTo(this.event.seq) }, 'To the step that broke it'),
    );
    this.root = h('div', { class: 'invariants' }, this.list, this.report);
  }

  /** `violation` is what the module says of the whole run, `state` the moment that is shown. */
  show(state, violation, checked) {
    const broken = state.violation;
    const key = `${broken?.seq} ${checked} ${Boolean(violation)}`;
    if (key === this.key) return;
    this.key = key;
    this.event = broken;
    for (const [name, lamp] of this.lamps) {
      const is = broken?.invariant === name;
      lamp.className = is ? 'broken' : checked ? 'holds' : 'unwatched';
      const unbroken = checked ? 'It holds' : 'It is not checked in this scenario';
      lamp.title = is ? 'It is broken' : unbroken;
    }
    this.report.hidden = !broken || !violation;
    if (this.report.hidden) return;
    this.title.textContent = `${broken.invariant} is broken, by a step of ${broken.server}`;
    this.facts.replaceChildren(...violation.facts.map((fact) => h('p', {}, fact)));
    this.rest.lastElementChild.textContent = `${violation.clause}\n\n${violation.likely_mistake}`;
  }
}
