/**
 * A rehearsal as the page leads it (code/playground/rehearsal.h does the work): the run of a
 * scenario, where in it one is, and what else was tried. Whoever does something at a moment of the
 * past forks the run: the future that was is kept, and one can go back to it.
 *
 *     const rehearsal = new Rehearsal(stage, () => draw());    // stage: module.js
 *     rehearsal.open(text);                                     // true, or false and `mistakes`
 *     rehearsal.act('crash S1');                                // here and now
 *
 *     text        the scenario, as it can be saved and run
 *     model       the whole run (drawing/model.js), as far as it is known
 *     n           where in it one is: how many of its events have happened
 *     beats       its lines: { line, kind, events }
 *     about       title, node, without, servers and seed, as the text says them
 *     bug         a known bug that the node has, whatever the text says; null: none
 *     mistakes    what is wrong with the text or with what was last said; each has line and message
 *     branches    [{ label, text, bug, n }], one of which is `branch`
 */

import {Model} from '../drawing/model.js';
import {parseLine} from '../drawing/trace.js';

const patience = 10_000_000;  // microseconds that are worth waiting for something to happen

export class Rehearsal {
  constructor(stage, changed = () => {}) {
    Object.assign(this, {stage, changed, n: 0, beats: [], mistakes: [], branches: [], text: ''});
    this.model = null;
    this.about = null;
    this.bug = null;
    this.branch = null;
  }

  get length() {
    return this.model?.length ?? 0;
  }
  get atEnd() {
    return this.n >= this.length;
  }
  get violation() {
    return this.model?.last.violation ?? null;
  }
  /** Whether a line could not be performed, and the run ended there. */
  get stuck() {
    return this.beats.at(-1)?.kind === 'failed';
  }
  /** How many events there are before the first line. */
  get beginning() {
    return this.model.beginning;
  }

  /** Begins with this text. If it cannot be read, what was there stays, and `mistakes` says why. */
  open(text, label = 'as opened', bug = null) {
    if (!this.#load(text, bug)) return false;
    this.branch = {label, text, bug, n: 0};
    this.branches = [this.branch];
    this.n = this.beginning;
    this.changed();
    return true;
  }

  /** The text has been edited: runs it, and stays where one was, as far as it is the same run. */
  edit(text) {
    const events = this.model?.events ?? [];
    if (!this.#load(text)) return false;
    this.branch.text = text;
    const until = Math.min(this.n, this.length);
    let same = 0;
    while (same < until && isSame(events[same], this.model.events[same])) ++same;
    if (same < this.n || this.n === events.length) this.n = this.length;
    this.changed();
    return true;
  }

  /**
   * Another text beside this one, for instance for another node, or the same with a bug: a fork
   * from the beginning on.
   */
  retell(text, label, bug = this.bug) {
    const before = {text: this.text, bug: this.bug, n: this.n, branch: this.branch};
    if (!this.#load(text, bug)) {
      const {mistakes} = this;
      this.#load(before.text, before.bug);
      Object.assign(this, {mistakes});
      this.changed();
      return false;
    }
    this.#fork(label, before);
    this.n = this.beginning;
    this.changed();
    return true;
  }

  /** Performs a line here and now. False if nothing came of it: `mistakes` says why. */
  act(line) {
    return this.#change(line, () => this.stage.act(line));
  }

  /** Lets time pass from here. */
  advance(microseconds) {
    const whole = Math.max(1, Math.round(microseconds));
    return this.#change('run', () => this.stage.advance(whole));
  }

  /** Lets time pass from here until something happens. */
  advanceToEvent() {
    return this.#change('run', () => this.stage.advanceToEvent(patience));
  }

  /** The next moment after which something is different, or the last one before. */
  beside(by) {
    let n = this.n + by;
    while (n > 0 && n < this.length && this.model.events[n - 1].quiet) n += by;
    return Math.min(Math.max(n, this.beginning), this.length);
  }

  /** The moment after a line of the text. */
  afterLine(line) {
    return this.beats.findLast((beat) => beat.line <= line)?.events ?? this.beginning;
  }
  /** The line that has led to where one is; 0 before the first. */
  get line() {
    if (this.atEnd) return this.beats.at(-1)?.line ?? 0;
    if (this.n <= this.beginning) return 0;
    return this.beats.find((beat) => beat.events >= this.n)?.line ?? 0;
  }

  /** Goes to another future. */
  switchTo(branch) {
    if (branch === this.branch) return;
    this.branch.n = this.n;
    this.branch = branch;
    this.#load(branch.text, branch.bug);
    this.n = Math.min(branch.n, this.length);
    this.changed();
  }
  /** Forgets a future that is not the present one. */
  forget(branch) {
    this.branches = this.branches.filter((one) => one !== branch || one === this.branch);
    this.changed();
  }

  // ---- the run

  #load(text, bug = this.bug) {
    this.text = text;
    this.bug = bug;
    const lines = this.#perform(text);
    if (lines.mistakes) {
      this.mistakes = lines.mistakes;
      this.changed();
      return false;
    }
    this.#take(lines);
    this.#read(0);
    return true;
  }

  #perform(text) {
    return this.bug ? this.stage.openWithBug(this.bug, text) : this.stage.open(text);
  }

  // Does something on the stage. In the past, the run is forked first.
  #change(label, perform) {
    if (!this.model) return false;
    const {text, bug, n, branch, length} = this;
    const before = {text, bug, n, branch, length};
    const forks = !this.atEnd;
    const anew = forks || this.stuck;
    if (forks) this.#take(this.stage.rewind(this.n));
    const lines = perform();
    if (lines.mistakes) {
      if (anew) this.#take(this.#perform(before.text));
      this.mistakes = lines.mistakes.map((mistake) => ({...mistake, said: label}));
      this.changed();
      return false;
    }
    this.#take(lines);
    this.#read(anew ? 0 : before.length);
    this.text = this.stage.text();
    if (anew) this.#fork(label, before);
    this.branch.text = this.text;
    this.n = this.length;
    this.changed();
    return true;
  }

  #fork(label, before) {
    Object.assign(before.branch, {text: before.text, bug: before.bug, n: before.n});
    this.branch = {label, text: this.text, bug: this.bug, n: this.n};
    this.branches = [...this.branches, this.branch];
  }

  #take({beats, failures, ...about}) {
    Object.assign(this, {beats, about, mistakes: failures});
  }

  // The run from event `from` on; what was known before stays.
  #read(from) {
    const told = this.stage.told(from).split('\n').filter(Boolean).map((line) => parseLine(line));
    if (from === 0) this.model = new Model(told.shift());
    for (const event of told) this.model.append(event);
  }
}

const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);
