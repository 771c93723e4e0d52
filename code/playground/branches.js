/**
 * The futures: each time something else is done at a moment of the past, the run forks. Every
 * future is kept, and can be gone back to.
 */

import { h } from '../drawing/html.js';

export class Branches {
  constructor(rehearsal) {
    this.rehearsal = rehearsal;
    this.root = h('div', { class: 'branches', role: 'tablist', 'aria-label': 'Futures' });
  }

  show() {
    const { branches, branch } = this.rehearsal;
    const key = branches.map(({ label }) => label).join('\n') + branches.indexOf(branch);
    if (key === this.key) return;
    this.key = key;
    this.root.hidden = branches.length < 2;
    this.root.replaceChildren(
      ...branches.map((one, i) =>
        h(
          'span',
          { class: one === branch ? 'is-on' : '' },
          h(
            'button',
            {
              role: 'tab',
              'aria-selected': String(one === branch),
              title: one.label,
              click: () => this.rehearsal.switchTo(one),
            },
            h('b', {}, String(i + 1)),
            ` ${one.label}`,
          ),
          one === branch
            ? null
            : h(
                'button',
                {
                  class: 'forget',
                  title: 'Forget this future',
                  'aria-label': `Forget future ${i + 1}`,
                  click: () => this.rehearsal.forget(one),
                },
                '×',
              ),
        ),
      ),
    );
  }
}
