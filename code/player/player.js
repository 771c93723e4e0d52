/**
 * The player: one page that plays a recorded run. The program writes it (code/cli/player_page.cpp)
 * with the trace and its sentences inside; nothing else is needed, and nothing leaves the page.
 *
 * This file puts the pieces together. Where the reader is: playback.js. What is drawn there:
 * code/drawing/. What is chosen: inspector.js.
 */

import { Causes } from '../drawing/causes.js';
import { Filter, categories } from '../drawing/filter.js';
import { Model } from '../drawing/model.js';
import { Ring } from '../drawing/ring.js';
import { SpaceTime } from '../drawing/spacetime.js';
import { storyOf } from '../drawing/story.js';
import { TextLog } from '../drawing/textlog.js';
import { everyoneIn, parseTrace } from '../drawing/trace.js';
import { milliseconds, sentence } from '../drawing/words.js';
import { Captions } from './captions.js';
import { Clients } from './clients.js';
import { byId, h } from './dom.js';
import { Inspector } from './inspector.js';
import { fillSheet, listenToKeys } from './keys.js';
import { Playback, speeds } from './playback.js';
import { Scrubber } from './scrubber.js';

const prefersStill = matchMedia('(prefers-reduced-motion: reduce)');
const seconds = 0.9; // of the story that a lost message takes to fall

class Player {
  constructor(trace) {
    this.trace = trace;
    this.events = trace.events;
    this.names = everyoneIn(trace);
    this.model = new Model(trace.header);
    for (const event of this.events) this.model.append(event);
    this.story = storyOf(this.model);
    this.causes = new Causes(this.model);
    this.filter = new Filter(this.model);
    this.choice = null;
    this.lit = null;
    this.fades = (event) => this.filter.fades(event);
    this.violation = this.model.last.violation;
    // The servers are there before the story begins.
    this.opening = this.events.findIndex(({ kind, t }) => kind !== 'joined' || t > 0);
    if (this.opening < 0) this.opening = this.events.length;
    this.playback = new Playback(this.story, this.events, {
      opening: this.opening,
      changed: () => this.draw(),
      still: () => prefersStill.matches,
    });
    this.#build();
    this.#wire();
    this.draw();
  }

  #build() {
    const pick = (choice) => this.pick(choice);
    this.ring = new Ring(byId('ring'), { pick });
    this.diagram = new SpaceTime(byId('diagram'), { pick, seek: (n) => this.goTo(n) });
    this.diagram.load(this.model, this.names);
    this.log = new TextLog(byId('log'), { pick: (n) => this.pick({ kind: 'event', n }, true) });
    this.captions = new Captions(this.model, (n) => this.playback.goTo(n), this.opening);
    this.scrubber = new Scrubber(this.model, this.story, (told) => this.playback.seek(told));
    this.clients = new Clients((client) => this.#search(`client ${client} `));
    this.inspector = new Inspector(byId('details'), this.model, this.causes, {
      pick: (choice, go) => this.pick(choice, go),
      goTo: (n) => this.goTo(n),
      close: () => this.pick(null),
    });
    this.log.load(this.model, (event) => this.hides(event));
    this.inspector.show(null);
    fillSheet(byId('sheet'));
    this.scrubber.paint();
    byId('speed').append(...speeds.map((speed) => h('option', { value: speed }, `${speed}×`)));
    byId('of').textContent = `/ ${this.events.length}`;
    byId('filter-box').append(...this.#filterChoices());
    if (this.violation) {
      const verdict = byId('verdict');
      verdict.hidden = false;
      verdict.append(h('span', { class: 'wide' }, `${this.violation.invariant} breaks`),
        h('span', { class: 'narrow' }, '✗ breaks'));
      verdict.title = 'To the step that breaks it (v)';
    }
  }

  // ---- drawing

  draw() {
    const { n, told, playing, speed } = this.playback;
    const state = this.model.at(n);
    const moment = this.#moment(n, told);
    const scene = { lit: this.lit, selected: this.choice, hides: this.fades };
    this.ring.draw(state, {
      model: this.model,
      names: this.names,
      time: moment.time,
      progress: (journey) => this.#progress(journey, told),
      falling: this.#falling(n, told),
      lit: this.#litNow(),
      selected: this.choice,
    });
    this.diagram.show({ n, y: moment.y, ...scene });
    this.log.show({ n, lit: this.lit });
    this.captions.show(n);
    this.clients.show(state);
    this.scrubber.show(told, n, state.event);
    this.#sayNow(state, playing);
    if (this.choice?.kind === 'server' && state !== this.inspected) this.inspector.show(this.choice, state);
    this.inspected = state;
    byId('speed').value = speed;
    byId('clock').textContent = `${milliseconds(moment.time)} ms`;
    if (document.activeElement !== byId('jump-to')) byId('jump-to').value = n;
    document.body.classList.toggle('playing', playing);
    const moves = playing || this.playback.glide;
    if (n !== this.followed || moves) this.#follow();
    this.followed = n;
  }

  // Where the moment is in the diagram and in virtual time: between event n and the next.
  #moment(n, told) {
    const { at } = this.story;
    const { y } = this.diagram.layout;
    const next = this.events[n];
    const before = n > 0 ? this.events[n - 1].t : 0;
    const whole = next ? at[n + 1] - at[n] : 0;
    const part = whole > 0 ? Math.min(Math.max((told - at[n]) / whole, 0), 1) : 0;
    if (!next) return { y: y[n], time: before };
    return { y: y[n] + (y[n + 1] - y[n]) * part, time: before + (next.t - before) * part };
  }

  // How far a message has come.
  #progress({ sent, end }, told) {
    const from = this.story.at[sent.seq];
    if (!end) return Math.min((told - from) / 2.2, 0.5);
    const whole = this.story.at[end.seq] - from;
    return whole > 0 ? Math.min(Math.max((told - from) / whole, 0), 1) : 0.5;
  }

  // The messages that were lost a moment ago.
  #falling(n, told) {
    const found = [];
    for (let m = n; m > 0 && this.story.at[m] > told - seconds; --m) {
      const event = this.events[m - 1];
      if (event.kind !== 'lost') continue;
      const fall = prefersStill.matches ? 0.3 : (told - this.story.at[m]) / seconds;
      found.push({ journey: this.model.journeys.get(event.msg), fall: Math.max(fall, 0.05) });
    }
    return found;
  }

  #litNow() {
    if (!this.lit) return undefined;
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
    const text = state.event ? sentence(state.event) : 'Nothing has happened yet.';
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

  hides(event) {
    if (this.filter.hides(event)) return true;
    return Boolean(this.onlyFound && this.needle && !this.#matches(event));
  }

  pick(choice, go = false) {
    this.choice = choice;
    const n = choice?.n ?? null;
    if (go && n) this.playback.goTo(n);
    const state = this.model.at(this.playback.n);
    this.inspector.choose(choice, state);
    this.lit = this.inspector.lit(choice);
    this.inspector.show(choice, state);
    document.body.classList.toggle('has-choice', choice !== null);
    if (choice) this.#tab('details', false);
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

  // ---- search and filters

  #matches(event) {
    return sentence(event).toLowerCase().includes(this.needle);
  }

  #search(text) {
    byId('search').value = text;
    this.needle = text.toLowerCase();
    this.#refilter();
    this.#findNext(0);
  }

  #findNext(from = this.playback.n) {
    const found = byId('found');
    if (!this.needle) {
      found.textContent = '';
      return;
    }
    const all = this.events.flatMap((event, i) => (this.#matches(event) ? [i + 1] : []));
    found.textContent = all.length === 1 ? '1 found' : `${all.length} found`;
    const next = all.find((n) => n > from) ?? all[0];
    if (next) this.goTo(next);
  }

  #filterChoices() {
    const check = (label, on, change) => h('label', {},
      h('input', { type: 'checkbox', checked: on, change: (event) => {
        change(event.target.checked);
        this.#refilter();
      } }), ` ${label}`);
    const hide = (set, name) => (on) => (on ? set.delete(name) : set.add(name));
    return [
      h('div', {}, this.names.map((name) => check(name, true, hide(this.filter.servers, name)))),
      h('div', {}, categories.map(([name, words]) => check(words, true, hide(this.filter.kinds, name)))),
      h('div', {}, check('heartbeats without news', false, (on) => { this.filter.quiet = !on; }),
        check('only what is found', false, (on) => { this.onlyFound = on; })),
    ];
  }

  #refilter() {
    this.log.load(this.model, (event) => this.hides(event));
    this.fades = (event) => this.filter.fades(event);
    const hidden = this.filter.kinds.size + this.filter.servers.size > 0;
    byId('filters').classList.toggle('on', hidden || !this.filter.quiet || this.onlyFound);
    this.draw();
    this.log.follow();
  }

  #tab(name, focus = true) {
    document.body.dataset.tab = name;
    for (const tab of document.querySelectorAll('[data-tab][role=tab]')) {
      tab.setAttribute('aria-selected', tab.dataset.tab === name);
    }
    this.diagram.resize();
    this.log.load(this.model, (event) => this.hides(event));
    if (focus) this.draw();
    this.#follow();
  }

  // ---- wiring

  #wire() {
    const actions = this.#actions();
    listenToKeys(actions);
    const buttons = { first: 'first', back: 'back', play: 'play', on: 'on', last: 'last', begin: 'play',
      theme: 'theme', help: 'help', verdict: 'violation', filters: 'filters', 'zoom-in': 'zoomIn',
      'zoom-out': 'zoomOut', 'zoom-usual': 'zoomUsual' };
    for (const [id, action] of Object.entries(buttons)) {
      byId(id).addEventListener('click', () => actions[action]());
    }
    byId('speed').addEventListener('change', (event) => {
      this.playback.speed = Number(event.target.value);
    });
    byId('jump').addEventListener('submit', (event) => {
      event.preventDefault();
      this.jump(byId('jump-to').value);
      byId('jump-to').blur();
    });
    byId('jump-to').addEventListener('focus', (event) => event.target.select());
    byId('search').addEventListener('input', (event) => {
      this.needle = event.target.value.toLowerCase();
      this.#refilter();
      this.#findNext(this.playback.n - 1);
    });
    byId('search').addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.#findNext();
      if (event.key === 'Escape') event.target.blur();
    });
    byId('log').addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown') this.step(1);
      else if (event.key === 'ArrowUp') this.step(-1);
      else if (event.key === 'Enter') actions.inspect();
      else return;
      event.preventDefault();
    });
    for (const tab of document.querySelectorAll('[role=tab]')) {
      tab.addEventListener('click', () => this.#tab(tab.dataset.tab));
    }
    let timer = 0;
    addEventListener('resize', () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#resized(), 80);
    });
    addEventListener('hashchange', () => this.#openHash());
    this.#openHash();
  }

  #resized() {
    this.diagram.resize();
    this.log.load(this.model, (event) => this.hides(event));
    this.scrubber.paint();
    this.draw();
    this.#follow();
  }

  // The address may end in #135 or #120ms.
  #openHash() {
    if (location.hash.length > 1) this.jump(decodeURIComponent(location.hash.slice(1)));
  }

  #actions() {
    const { playback } = this;
    return {
      play: () => playback.toggle(),
      back: () => this.step(-1),
      on: () => this.step(1),
      captionBack: () => this.captions.step(-1),
      captionOn: () => this.captions.step(1),
      first: () => this.goTo(this.opening),
      last: () => this.goTo(this.events.length),
      slower: () => playback.faster(-1),
      faster: () => playback.faster(1),
      jump: () => byId('jump-to').focus(),
      violation: () => this.violation && this.pick({ kind: 'event', n: this.violation.seq }, true),
      zoomIn: () => this.diagram.zoomTo(this.diagram.zoom * 1.4),
      zoomOut: () => this.diagram.zoomTo(this.diagram.zoom / 1.4),
      zoomUsual: () => this.diagram.zoomTo(1),
      search: () => {
        this.#tab('events');
        byId('search').focus();
      },
      filters: () => {
        const box = byId('filter-box');
        box.hidden = !box.hidden;
        byId('filters').setAttribute('aria-expanded', !box.hidden);
        this.#tab('events');
      },
      server: (number) => this.names.includes(`S${number}`) && this.pick({ kind: 'server', name: `S${number}` }),
      inspect: () => playback.n > 0 && this.pick({ kind: 'event', n: playback.n }),
      escape: () => {
        document.activeElement?.blur();
        this.pick(null);
      },
      theme: () => this.#otherTheme(),
      help: () => (byId('sheet').open ? byId('sheet').close() : byId('sheet').showModal()),
    };
  }

  #otherTheme() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    try {
      localStorage.setItem('raft-theme', root.dataset.theme);
    } catch { /* a page from a file may have no storage */ }
    this.scrubber.paint();
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
