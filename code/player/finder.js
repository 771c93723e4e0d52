/**
 * Search in the sentences of the events, and the choice of what is shown.
 */

import { categories } from '../drawing/filter.js';
import { sentence } from '../drawing/words.js';
import { byId, h } from '../drawing/html.js';

export class Finder {
  constructor(player) {
    this.player = player;
    this.needle = '';
    this.onlyFound = false;
    byId('filter-box').append(...this.#choices());
    byId('search').addEventListener('input', (event) => {
      this.needle = event.target.value.toLowerCase();
      this.#changed();
      this.next(player.playback.n - 1);
    });
    byId('search').addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.next();
      if (event.key === 'Escape') event.target.blur();
    });
  }

  /** Whether the list leaves the event out. */
  hides(event) {
    if (this.player.filter.hides(event)) return true;
    return this.onlyFound && this.needle !== '' && !this.#matches(event);
  }

  /** Looks for `text`, as if it had been typed, from the beginning. */
  search(text) {
    byId('search').value = text;
    this.needle = text.toLowerCase();
    this.#changed();
    this.next(0);
  }

  /** Goes to the next event after `from` that was found; after the last comes the first. */
  next(from = this.player.playback.n) {
    const found = byId('found');
    if (!this.needle) {
      found.textContent = '';
      return;
    }
    const all = this.player.events.flatMap((event, i) => (this.#matches(event) ? [i + 1] : []));
    found.textContent = `${all.length} found`;
    const next = all.find((n) => n > from) ?? all[0];
    if (next) this.player.goTo(next);
  }

  #matches(event) {
    return sentence(event).toLowerCase().includes(this.needle);
  }

  #choices() {
    const { filter, names } = this.player;
    const hide = (set, name) => (on) => (on ? set.delete(name) : set.add(name));
    const servers = names.map((name) => this.#choice(name, true, hide(filter.servers, name)));
    const kinds = categories.map(([name, words]) =>
      this.#choice(words, true, hide(filter.kinds, name)),
    );
    const others = [
      this.#choice('heartbeats without news', false, (on) => {
        filter.quiet = !on;
      }),
      this.#choice('only what is found', false, (on) => {
        this.onlyFound = on;
      }),
    ];
    return [servers, kinds, others].map((row) => h('div', {}, row));
  }

  #choice(label, checked, choose) {
    const change = (event) => {
      choose(event.target.checked);
      this.#changed();
    };
    return h('label', {}, h('input', { type: 'checkbox', checked, change }), ` ${label}`);
  }

  #changed() {
    const { filter } = this.player;
    const hidden = filter.kinds.size + filter.servers.size > 0;
    byId('filters').classList.toggle('on', hidden || !filter.quiet || this.onlyFound);
    this.player.refiltered();
  }
}
