/**
 * The page around the pieces: the stage with its caption and its controls, and the panels beside
 * it, which are tabs where there is little room.
 *
 *     const panels = new Panels(pieces, does);
 *     root.replaceChildren(...panels.all);
 *     panels.show({ caption, now, more, clock, place, speed, plays, begins, mistakes });
 *
 * `pieces` are the parts of a Playground; `does` has a function for each control.
 */

import { h } from '../drawing/html.js';
import { speeds } from '../player/playback.js';

const views = {
  acts: ['Act', 'Here and now'],
  scenario: ['Scenario', 'The scenario'],
  source: ['C++', 'The C++ that just acted'],
  diagram: ['Diagram', 'Space and time'],
  events: ['Events', 'Every event'],
};

export class Panels {
  constructor(pieces, does) {
    Object.assign(this, { pieces, does });
    this.tabs = Object.entries(views).map(([name, [words]]) =>
      h('button', { role: 'tab', 'data-tab': name, click: () => does.tab(name) }, words),
    );
    this.mistakes = h('ol', { class: 'mistakes', role: 'alert' });
    this.said = h('span', { class: 'said', role: 'status' });
    const { settings, lamps, acts, branches, editor, source, diagram, log } = pieces;
    this.all = [
      settings.root,
      lamps.root,
      this.#stage(),
      h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Views' }, this.tabs),
      panel('acts', acts.root),
      panel('scenario', branches.root, editor.root, this.mistakes, this.#file()),
      panel('source', source.root),
      panel('diagram', diagram.div),
      panel('events', log.div),
    ];
  }

  /** Whether the panels are tabs, because there is little room. */
  get areTabs() {
    return this.tabs[0].offsetParent !== null;
  }
  /** Marks the tab that is open. */
  open(name) {
    for (const tab of this.tabs) {
      tab.setAttribute('aria-selected', String(tab.dataset.tab === name));
    }
  }

  show({ caption, now, more, clock, place, speed, plays, begins, mistakes }) {
    if (this.caption.textContent !== caption) this.caption.textContent = caption;
    if (this.now.textContent !== now + more) this.now.replaceChildren(now, h('span', {}, more));
    this.now.setAttribute('aria-live', plays ? 'off' : 'polite');
    this.clock.textContent = clock;
    this.place.textContent = place;
    this.speed.value = speed;
    this.play.textContent = plays ? '❚❚' : '▶';
    this.play.setAttribute('aria-label', plays ? 'Pause' : 'Play');
    this.begin.hidden = !begins;
    this.#showMistakes(mistakes);
  }

  /** Says for a while what came of saving or sharing. */
  tell(words) {
    this.said.textContent = words;
    clearTimeout(this.later);
    this.later = setTimeout(() => this.said.replaceChildren(), 6000);
  }

  // ---- pieces

  #stage() {
    this.caption = h('p', { class: 'telling', 'aria-live': 'polite' });
    this.now = h('p', { class: 'now', role: 'status' });
    const sign = h('span', { 'aria-hidden': 'true' }, '▶');
    this.begin = h('button', { class: 'begin', click: this.does.play }, sign, ' Play');
    const { ring, timeline } = this.pieces;
    ring.root.append(this.begin);
    const controls = h('div', { class: 'transport' }, timeline.root, this.#buttons());
    const all = [this.caption, ring.root, this.now, controls];
    return h('section', { class: 'stage-panel', 'aria-label': 'The stage' }, all);
  }

  #buttons() {
    const { does } = this;
    const button = (sign, words, key, click, look = '') =>
      h('button', { class: look, title: `${words} (${key})`, 'aria-label': words, click }, sign);
    this.play = button('▶', 'Play', 'space', does.toggle, 'play');
    this.speed = h(
      'select',
      { 'aria-label': 'Speed', title: 'Speed', change: () => does.speed(Number(this.speed.value)) },
      speeds.map((speed) => h('option', { value: speed }, `${speed}×`)),
    );
    this.place = h('span', { class: 'place' });
    this.clock = h('output', { class: 'clock' });
    return h(
      'div',
      { class: 'buttons' },
      button('«', 'To the beginning', 'Home', does.first),
      button('‹', 'One event back', '←', does.back),
      this.play,
      button('›', 'One event on', '→; at the end, time goes on', does.on),
      button('»', 'To the end', 'End', does.last),
      this.speed,
      button('?', 'Keys', '?', does.keys, 'keys-button'),
      this.place,
      this.clock,
    );
  }

  #file() {
    const button = (name, title, click) => h('button', { title, click }, name);
    // The address of a page of the book is not that of a scenario.
    const share = button(
      'Share',
      'Puts the scenario into the address, and copies it',
      this.does.share,
    );
    return h(
      'div',
      { class: 'file' },
      this.pieces.layout === 'full' ? share : null,
      button('Save', 'A file for: raft run FILE', this.does.save),
      button('Transcript', 'What happened, as text', this.does.transcript),
      this.said,
    );
  }

  #showMistakes(mistakes) {
    const key = JSON.stringify(mistakes);
    if (key === this.shown) return;
    this.shown = key;
    this.mistakes.hidden = mistakes.length === 0;
    this.mistakes.replaceChildren(
      ...mistakes.map(({ line, message, hint }) => {
        const place = { class: 'link', click: () => this.does.line(line) };
        return h(
          'li',
          {},
          h('button', place, `line ${line}`),
          ` ${message}`,
          hint ? h('small', {}, hint) : null,
        );
      }),
    );
  }
}

function panel(name, ...content) {
  const title = views[name][1];
  const look = { class: `panel ${name}-panel`, 'data-panel': name, 'aria-label': title };
  return h('section', look, h('h2', {}, title), content);
}
