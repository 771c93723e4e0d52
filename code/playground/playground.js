/**
 * The playground: a stage in a page. It puts the pieces together: a rehearsal (rehearsal.js), the
 * playback that says where in it one is (player/playback.js), and what is drawn of that moment.
 *
 *     new Playground(root, { stage, props, text, bug, layout })
 *
 * `root` is an empty element, `stage` an open module (module.js), `props` the presets, the pieces
 * of source and the table of what acts, `bug` the name of a known bug, or null, `layout` 'full'
 * or 'small'.
 */

import { SpaceTime } from '../drawing/spacetime.js';
import { Scene } from '../drawing/scene.js';
import { storyOf } from '../drawing/story.js';
import { TextLog } from '../drawing/textlog.js';
import { Timeline } from '../drawing/timeline.js';
import { everyoneIn } from '../drawing/trace.js';
import { milliseconds, sentence } from '../drawing/words.js';
import { returnKeysAfterPointer } from '../drawing/focus.js';
import { h } from '../drawing/html.js';
import { Playback } from '../player/playback.js';
import { ActPanel } from './act_panel.js';
import { withBeginning } from './beginning.js';
import { Branches } from './branches.js';
import { Editor } from './editor.js';
import { Keys } from './keys.js';
import { Lamps } from './lamps.js';
import { Panels } from './panels.js';
import { Rehearsal } from './rehearsal.js';
import { RingPanel } from './ring_panel.js';
import { Settings } from './settings.js';
import { download, fragmentOf } from './share.js';
import { Source } from './source.js';
import { cameSoFar, timersOf } from './unfinished.js';

const prefersStill = matchMedia('(prefers-reduced-motion: reduce)');
const pace = 12_000; // microseconds of virtual time in a second, while something is on its way
const shortRun = 1500; // events whose diagram can be drawn anew while time goes on
const hurry = 7; // times as fast while nothing is

export class Playground {
  constructor(root, { stage, props, text, bug = null, layout = 'full' }) {
    Object.assign(this, { root, stage, props, layout, choice: null, live: false });
    this.rehearsal = new Rehearsal(stage, () => this.#changed());
    this.#build(stage.catalogue());
    this.keys = new Keys(this, layout === 'full' ? document : root);
    returnKeysAfterPointer(root);
    if (layout !== 'full') root.tabIndex = -1; // a click in it, and its keys are heard
    if (!this.rehearsal.open(text, 'as opened', bug)) this.rehearsal.open('servers 3\n');
    if (this.rehearsal.text !== text) this.editor.area.value = text;
    new ResizeObserver(() => this.#resized()).observe(root);
  }

  // ---- the page

  #build(catalogue) {
    const act = (line) => this.act(line);
    const choose = (choice) => this.pick(choice);
    this.bugs = this.stage.bugs().map((bug) => ({ ...bug, text: this.props.bugs[bug.name] }));
    this.settings = new Settings({
      catalogue,
      presets: this.props.presets,
      bugs: this.bugs,
      act,
      choose: (line) => this.#begin(line),
      open: ({ text, name, does }) => this.open(text, name, does ? name : null),
      letLoose: (bug) => this.rehearsal.retell(this.rehearsal.text, `with ${bug}`, bug),
    });
    this.lamps = new Lamps({ names: catalogue.invariants, goTo: (n) => this.goTo(n) });
    this.ring = new RingPanel({ pick: choose, act, still: () => this.#still() });
    this.acts = new ActPanel({ act, choose, complete: (line) => this.stage.complete(line) });
    this.editor = new Editor({
      edited: (text) => this.edit(text),
      goToLine: (line) => this.goTo(this.rehearsal.afterLine(line)),
    });
    this.branches = new Branches(this.rehearsal);
    this.source = new Source(this.props);
    this.timeline = new Timeline((told) => this.seek(told));
    this.diagram = new SpaceTime(h('div', { class: 'diagram' }), {
      pick: (what) => this.#pickInDiagram(what),
      seek: (n) => this.goTo(n),
    });
    this.log = new TextLog(h('div', { class: 'log', 'aria-label': 'Every event' }), {
      pick: (n) => this.goTo(n),
    });
    this.nodes = new Map(catalogue.nodes.map((node) => [node.name, node.parts]));
    this.panels = new Panels(this, this.#does());
    this.root.replaceChildren(...this.panels.all);
    this.root.dataset.layout = this.layout;
    this.root.classList.add('is-live');
    this.#tabTo(this.panels.areTabs ? 'acts' : 'scenario');
  }

  // Another beginning of the same text. Who chooses a node chooses it without a bug.
  #begin(line) {
    const { rehearsal } = this;
    const bug = line.startsWith('node ') ? null : rehearsal.bug;
    rehearsal.retell(withBeginning(rehearsal.text, line), line, bug);
  }

  // What the controls do.
  #does() {
    return {
      tab: (name) => this.#tabTo(name),
      play: () => this.play(),
      toggle: () => this.toggle(),
      speed: (speed) => {
        this.playback.speed = speed;
      },
      first: () => this.goTo(0),
      back: () => this.step(-1),
      on: () => this.step(1),
      last: () => this.goTo(this.rehearsal.length),
      keys: () => this.keys.sheet.showModal(),
      line: (line) => this.goTo(this.rehearsal.afterLine(line)),
      share: () => this.share(),
      save: () => this.save(),
      transcript: () => this.saveTranscript(),
    };
  }

  #tabTo(name) {
    this.root.dataset.tab = name;
    this.panels.open(name);
    this.#resized();
  }

  #resized() {
    if (!this.playback) return;
    this.diagram.resize();
    this.log.load(this.rehearsal.model, (event) => event.quiet === true);
    this.timeline.paint();
    this.editor.resize();
    this.draw();
    this.diagram.follow();
    this.log.follow();
  }

  // ---- the run

  // The run is another, or longer.
  #changed() {
    const { rehearsal } = this;
    const { model } = rehearsal;
    if (!model) return;
    this.endStage = this.past = null;
    if (this.live && model === this.known) return this.#grows();
    const grows = model === this.known && rehearsal.n > this.playback.n;
    this.known = model;
    this.names = everyoneIn(model);
    this.#tellAnew();
    if (this.choice?.kind === 'message' && !model.last.flights.has(this.choice.id)) {
      this.choice = null;
    }
    if (grows && rehearsal.atEnd) this.playback.glideTo(rehearsal.n);
    else this.playback.goTo(rehearsal.n);
  }

  // The story of the run, and what is drawn from the whole of it.
  #tellAnew() {
    const { model } = this.rehearsal;
    const story = storyOf(model);
    this.playback ??= new Playback(story, model.events, {
      changed: () => this.#moved(),
      still: () => prefersStill.matches,
    });
    Object.assign(this.playback, { story, events: model.events });
    this.scene = new Scene(model, story, {
      underWay: (flight) => cameSoFar(flight, this.#stageAtEnd),
      now: () => this.#stageAtEnd?.time,
    });
    this.toldUntil = model.length;
    this.timeline.load(model, story);
    this.diagram.load(model, this.names);
    this.log.load(model, (event) => event.quiet === true);
  }

  // While time goes on, the ring follows each frame, and the rest a few times a second, if the run
  // is not too long for that.
  #grows() {
    const { model, length } = this.rehearsal;
    const now = performance.now();
    if (length > this.toldUntil && now - (this.toldAt ?? 0) > 300 && length < shortRun) {
      this.toldAt = now;
      this.names = everyoneIn(model);
      this.#tellAnew();
    }
    Object.assign(this.playback, { n: length, told: this.playback.story.length });
    this.draw();
  }

  #moved() {
    if (this.playback.n !== this.rehearsal.n) this.rehearsal.n = this.playback.n;
    this.draw();
  }

  get moves() {
    return Boolean(this.playback.playing || this.playback.glide || this.live);
  }

  // The stage at the end of the run, and at this moment; null while the film of the past goes by.
  #stages() {
    const { rehearsal } = this;
    const end = (this.endStage ??= this.stage.stage());
    if (rehearsal.atEnd) return { end, here: end };
    return { end, here: this.moves ? null : this.#pastStage() };
  }

  get #stageAtEnd() {
    return this.rehearsal.atEnd ? this.endStage : null;
  }

  // In a long run it takes a moment to find out: then it waits until one stays somewhere.
  #pastStage() {
    const { n, length } = this.rehearsal;
    if (this.past?.n === n) return this.past.stage;
    if (length > shortRun && !this.settling) {
      clearTimeout(this.later);
      this.later = setTimeout(() => this.settle(), 120);
      return null;
    }
    this.past = { n, stage: this.stage.stageAt(n) };
    return this.past.stage;
  }

  /** Shows what can be done at this moment, at once. */
  settle() {
    this.settling = true;
    this.draw();
    this.settling = false;
  }

  draw() {
    const { rehearsal, playback, scene } = this;
    const { n, told } = playback;
    const { model } = rehearsal;
    const state = model.at(n);
    const { end, here } = this.#stages();
    const moment = scene.moment(n, told, this.diagram.layout.y);
    const unborn = n <= rehearsal.beginning ? { ...state, event: null } : state;
    this.ring.draw(unborn, {
      model: here ? timersOf(here) : model,
      names: this.names,
      last: model.last,
      time: moment.time,
      progress: (flight) => scene.progress(flight, told),
      waits: (id) => (here ?? end).flights.some(({ msg, held }) => msg === id && held),
      falling: scene.falling(n, told, prefersStill.matches),
      selected: this.choice,
    });
    this.diagram.show({ n, y: moment.y, lit: null, selected: this.choice, hides: () => false });
    this.log.show({ n, lit: null });
    this.timeline.show(told, n);
    this.settings.show(rehearsal.about, (here ?? end).network, rehearsal.text);
    this.lamps.show(state, end.violation, rehearsal.about.checked);
    this.editor.show({
      text: rehearsal.text,
      beats: rehearsal.beats,
      line: rehearsal.line,
      mistakes: rehearsal.mistakes,
    });
    this.branches.show();
    this.source.show(model, n, this.#parts());
    // Of a glide to the end, what can be done there is said at once.
    const soon = this.playback.glide?.n === rehearsal.length;
    if (here || soon) this.#showActs(soon ? model.last : state, here ?? end);
    this.#say(state, moment);
    if (n !== this.followed) this.#follow(n);
  }

  // While time goes on, buttons need not follow each frame.
  #showActs(state, stage) {
    const now = performance.now();
    if (this.live && now - (this.actsAt ?? 0) < 250) return;
    this.actsAt = now;
    this.acts.show(state, stage, this.choice, this.rehearsal.mistakes);
  }

  // Of a bug, the parts that it replaces.
  #parts() {
    const { node, without, bug } = this.rehearsal.about;
    const parts = (this.nodes.get(node) ?? []).filter((part) => !without.includes(part));
    return { parts, bug: this.bugs.find(({ name }) => name === bug) };
  }

  #follow(n) {
    this.followed = n;
    if (!this.diagram.inSight) this.diagram.follow();
    this.log.follow();
  }

  #say(state, moment) {
    const { rehearsal, playback } = this;
    const plays = playback.playing || this.live;
    const began = rehearsal.n > rehearsal.beginning;
    const goesOn = rehearsal.atEnd && !plays && !state.violation;
    this.panels.show({
      caption: state.caption?.text ?? '',
      now: began ? `${sentence(state.event).replace(/\.$/, '')}. ` : 'Nothing has happened yet. ',
      more: goesOn ? 'Press play, and time goes on.' : '',
      clock: `${milliseconds(moment.time)} ms`,
      place: `${playback.n} / ${rehearsal.length}`,
      speed: playback.speed,
      plays,
      begins: !plays && !began && !rehearsal.atEnd,
      mistakes: this.#mistakes(state),
    });
    this.root.classList.toggle('is-past', !rehearsal.atEnd);
  }

  // Those of the text; what a bug has broken is told by its lamp.
  #mistakes({ violation }) {
    const { bug, mistakes } = this.rehearsal;
    return bug && violation ? [] : mistakes.filter(({ said }) => !said);
  }

  // ---- what the reader does

  /** Performs a line at the moment that is shown. */
  act(line) {
    this.#still();
    this.editor.run();
    const done = this.rehearsal.act(line);
    this.draw();
    return done;
  }

  open(text, label, bug = null) {
    this.#still();
    this.choice = null;
    this.settings.warn('');
    this.rehearsal.open(text, label, bug);
  }

  edit(text) {
    this.#still();
    this.rehearsal.edit(text);
    this.draw();
  }

  pick(choice) {
    const same = JSON.stringify(choice) === JSON.stringify(this.choice);
    this.choice = same || choice?.kind === 'entry' ? null : choice;
    if (this.choice && this.panels.areTabs) this.#tabTo('acts');
    this.draw();
  }

  // A message that is not on its way now is shown when it was.
  #pickInDiagram(what) {
    if (what.kind === 'event') return this.goTo(what.n);
    const { model, n } = this.rehearsal;
    if (!model.at(n).flights.has(what.id)) this.goTo(model.flights.get(what.id).sent.seq);
    return this.pick(what);
  }

  goTo(n) {
    this.#still();
    this.playback.goTo(Math.max(n, this.rehearsal.beginning));
  }
  seek(told) {
    this.#still();
    this.playback.seek(told);
  }

  step(by) {
    this.#still();
    if (by > 0 && this.rehearsal.atEnd) return void this.rehearsal.advanceToEvent();
    const n = this.rehearsal.beside(by);
    if (by > 0) this.playback.glideTo(n);
    else this.playback.goTo(n);
  }

  toggle() {
    if (this.playback.playing || this.live) this.#still();
    else this.play();
  }
  play() {
    if (this.rehearsal.atEnd) this.#runOn();
    else this.playback.play();
  }
  #still() {
    if (this.live) {
      this.live = false;
      this.#tellAnew();
      this.playback.goTo(this.rehearsal.n);
    }
    if (this.playback.playing) this.playback.pause();
    if (this.playback.glide) this.playback.goTo(this.playback.glide.n);
    this.draw();
  }

  // Beyond the end time goes on as long as nobody stops it.
  #runOn() {
    if (this.rehearsal.violation) return;
    this.live = true;
    let before = performance.now();
    const tick = (at) => {
      if (!this.live) return;
      const passed = Math.min(at - before, 100) / 1000;
      if (passed >= 0.03) {
        before = at;
        const busy = this.#stages().end.flights.some((flight) => !flight.held);
        const time = passed * (busy ? pace : pace * hurry) * this.playback.speed;
        if (!this.rehearsal.advance(time) || this.rehearsal.violation) return this.#still();
      }
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    this.draw();
  }

  // ---- to take with one

  async share() {
    history.replaceState(null, '', await fragmentOf(this.rehearsal));
    let words = 'The address holds the scenario now.';
    try {
      await navigator.clipboard.writeText(location.href);
      words = 'The address holds the scenario, and is copied.';
    } catch {
      /* a browser may forbid it */
    }
    this.panels.tell(words);
  }
  save() {
    const name = (this.rehearsal.about.title || 'scenario')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    const { text, bug } = this.rehearsal;
    const command = `raft run ${name}.raft${bug ? ` --bug ${bug}` : ''}`;
    download(`${name}.raft`, bug ? `# ${command}\n${text}` : text);
    this.panels.tell(`${command} tells the same.`);
  }
  saveTranscript() {
    download('transcript.txt', this.stage.transcript());
    this.panels.tell('The transcript is saved.');
  }
}
