/**
 * The player: one page that plays a recorded run. The program writes it
 * (code/cli/files/player_page.cpp) with the trace and its sentences inside; nothing else is needed,
 * and nothing leaves the page.
 *
 * This file puts the pieces together. Where the reader is: playback.js. What is drawn there:
 * code/drawing/. What is chosen: inspector.js.
 */

import { Causes } from '../drawing/causes.js';
import { Filter } from '../drawing/filter.js';
import { Model } from '../drawing/model.js';
import { Ring } from '../drawing/ring.js';
import { Scene } from '../drawing/scene.js';
import { SpaceTime } from '../drawing/spacetime.js';
import { storyOf } from '../drawing/story.js';
import { TextLog } from '../drawing/textlog.js';
import { Timeline } from '../drawing/timeline.js';
import { everyoneIn, parseTrace } from '../drawing/trace.js';
import { milliseconds, sentence } from '../drawing/words.js';
import { Captions } from './captions.js';
import { Clients } from './clients.js';
import { wire } from './controls.js';
import { byId, h } from '../drawing/html.js';
import { Inspector } from './inspector.js';
import { Finder } from './finder.js';
import { fillSheet } from './keys.js';
import { Playback, speeds } from './playback.js';

const prefersStill = matchMedia('(prefers-reduced-motion: reduce)');

class Player {
  constructor(trace) {
    this.trace = trace;
    this.events = trace.events;
    this.names = everyoneIn(trace);
    this.model = new Model(trace.header);
    for (const event of this.events) this.model.append(event);
    this.story = storyOf(this.model);
    this.scene = new Scene(this.model, this.story);
    this.causes = new Causes(this.model);
    this.filter = new Filter(this.model);
    this.choice = null;
    this.lit = null;
    this.fades = (event) => this.filter.fades(event);
    this.violation = this.model.last.violation;
    // The servers are there before the story begins, and so are its first words.
    this.opening = this.model.beginning;
    if (this.events[this.opening]?.kind === 'caption') this.opening += 1;
    this.playback = new Playback(this.story, this.events, {
      opening: this.opening,
      changed: () => this.draw(),
      still: () => prefersStill.matches,
    });
    this.#build();
    this.draw();
    wire(this);
  }

  #build() {
    const pick = (choice) => this.pick(choice);
    this.ring = new Ring(byId('ring'), { pick });
    this.diagram = new SpaceTime(byId('diagram'), { pick, seek: (n) => this.goTo(n) });
    this.diagram.load(this.model, this.names);
    this.log = new TextLog(byId('log'), { pick: (n) => this.pick({ kind: 'event', n }, true) });
    this.captions = new Captions(this.model, (n) => this.playback.goTo(n), this.opening);
    this.timeline = new Timeline((told) => this.playback.seek(told));
    this.timeline.input.id = 'scrub';
    byId('timeline').replaceWith(this.timeline.root);
    this.timeline.load(this.model, this.story);
    this.clients = new Clients((client) => this.finder.search(`client ${client} `));
    this.finder = new Finder(this);
    this.inspector = new Inspector(byId('details'), this.model, this.causes, {
      pick: (choice, go) => this.pick(choice, go),
      goTo: (n) => this.goTo(n),
      close: () => this.pick(null),
    });
    this.loadLog();
    this.inspector.show(null);
    fillSheet(byId('sheet'));
    byId('speed').append(...speeds.map((speed) => h('option', { value: speed }, `${speed}×`)));
    byId('of').textContent = `/ ${this.events.length}`;
    if (this.violation) {
      const verdict = byId('verdict');
      verdict.hidden = false;
      verdict.append(
        h('span', { class: 'wide' }, `${this.violation.invariant} breaks`),
        h('span', { class: 'narrow' }, '✗ breaks'),
      );
      verdict.title = 'To the step that breaks it (v)';
    }
  }

  // ---- drawing

  draw() {
    const { n, told, playing, speed } = this.playback;
    const state = this.model.at(n);
    const moment = this.scene.moment(n, told, this.diagram.layout.y);
    const look = { lit: this.lit, selected: this.choice, hides: this.fades };
    this.ring.draw(state, {
      model: this.model,
      names: this.names,
      last: this.model.last,
      time: moment.time,
      progress: (flight) => this.scene.progress(flight, told),
      falling: this.scene.falling(n, told, prefersStill.matches),
      lit: this.#litNow(),
      selected: this.choice,
    });
    this.diagram.show({ n, y: moment.y, ...look });
    this.log.show({ n, lit: this.lit });
    this.captions.show(n);
    this.clients.show(state);
    this.timeline.show(told, n);
    this.#sayNow(state, playing);
    if (this.choice?.kind === 'server' && state !== this.inspected)
      this.inspector.show(this.choice, state);
    this.inspected = state;
    byId('speed').value = speed;
    byId('clock').textContent = `${milliseconds(moment.time)} ms`;
    if (document.activeElement !== byId('jump-to')) byId('jump-to').value = n;
    document.body.classList.toggle('playing', playing);
    const moves = playing || this.playback.glide;
    if (n !== this.followed || moves) this.#follow();
    this.followed = n;
  }

  #litNow() {
    if (!this.lit || this.choice.kind === 'entry') return undefined;
    const servers = new Set();
    const messages = new Set();
    for (const n of this.lit) {
      const event = this.events[n - 1];
      if (event.server) servers.add(event.server);
      if (event.msg) messages.add(event.msg);
    }
    return { servers, messages };
  }

  #sayNow(state, playing) {
    const now = byId('now');
    const began = state.n > this.opening;
    const text = began ? sentence(state.event) : 'Nothing has happened yet.';
    now.setAttribute('aria-live', playing ? 'off' : 'polite');
    if (now.textContent !== text) now.textContent = text;
    byId('play').setAttribute('aria-label', playing ? 'Pause' : 'Play');
    byId('begin').hidden = playing || this.playback.n > this.opening || Boolean(this.choice);
  }

  #follow() {
    if (!this.diagram.inSight) this.diagram.follow();
    this.log.follow();
  }

  // ---- what the reader does

  pick(choice, go = false) {
    const n = choice?.n ?? null;
    if (go && n) this.playback.goTo(n);
    const state = this.model.at(this.playback.n);
    this.choice = this.inspector.choose(choice, state);
    this.lit = this.inspector.lit(choice);
    this.inspector.show(choice, state);
    document.body.classList.toggle('has-choice', choice !== null);
    if (choice) this.tab('details', false);
    this.draw();
    this.#follow();
  }

  goTo(n) {
    this.playback.goTo(n);
  }

  /** One event on or back, past those that are hidden. */
  step(by) {
    let n = this.playback.n + by;
    while (n > 0 && n < this.events.length && this.filter.hides(this.events[n - 1])) n += by;
    if (by > 0) this.playback.glideTo(n);
    else this.playback.goTo(n);
  }

  // "135", "120 ms", "120.5".
  jump(text) {
    const match = /^\s*(\d+(?:\.\d+)?)\s*(ms)?\s*$/.exec(text);
    if (!match) return;
    const isTime = match[2] || match[1].includes('.');
    const time = Number(match[1]) * 1000;
    const later = isTime ? this.events.findIndex((event) => event.t > time) : Number(match[1]);
    this.goTo(later < 0 ? this.events.length : later);
  }

  /** The view that is shown where there is room for one only. */
  tab(name, focus = true) {
    const same = document.body.dataset.tab === name;
    document.body.dataset.tab = name;
    for (const tab of document.querySelectorAll('[data-tab][role=tab]')) {
      tab.setAttribute('aria-selected', tab.dataset.tab === name);
    }
    if (!same) this.resized(focus);
  }

  /** Something has another size than before. */
  resized(focus = true) {
    this.diagram.resize();
    this.loadLog();
    this.timeline.paint();
    if (focus) this.draw();
    this.#follow();
  }

  /** What is hidden has changed. */
  refiltered() {
    this.fades = (event) => this.filter.fades(event);
    this.loadLog();
    this.draw();
    this.log.follow();
  }

  loadLog() {
    this.log.load(this.model, (event) => this.finder.hides(event));
  }
}

// The page holds the sentences once, as text that can be read without JavaScript: a line for each
// event, its time in the first eleven columns.
function readPage() {
  const trace = parseTrace(byId('trace').textContent);
  const lines = byId('told').textContent.split('\n');
  trace.events.forEach((event, i) => {
    event.words = lines[i]?.slice(11) ?? '';
  });
  byId('told').remove();
  byId('trace').remove();
  return trace;
}

window.player = new Player(readPage());
