/**
 * Where the reader is in the run, and how that moves. The place is a number of events `n`, and a
 * time of the story `told` (drawing/story.js) which may be between two events while it plays.
 *
 *     const playback = new Playback(story, events, { changed });
 *     playback.play(); playback.goTo(n); playback.glideTo(n); playback.seek(seconds);
 *
 * At a caption it waits until there was time to read it. With reduced motion nothing glides, and
 * playing goes from event to event.
 */

/** How many seconds of the story may pass in one. */
export const speeds = [0.25, 0.5, 1, 2, 4, 8, 16];

export class Playback {
  constructor(story, events, { changed, still = () => false, opening = 0 }) {
    Object.assign(this, { story, events, changed, still, opening });
    this.n = opening; // the servers are there before the story begins
    this.told = story.at[opening];
    this.playing = false;
    this.speed = usualSpeed(story);
    this.held = 0; // seconds that it goes on waiting
    this.glide = null;
    this.frame = 0;
  }

  get atEnd() {
    return this.n >= this.events.length;
  }

  play() {
    if (this.playing) return;
    if (this.atEnd) this.#place(this.opening, this.story.at[this.opening]);
    this.playing = true;
    this.glide = null;
    this.held = 0;
    this.#run();
    this.changed();
  }

  pause() {
    this.playing = false;
    this.changed();
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** To the moment after event `n`, at once. */
  goTo(n) {
    const to = Math.min(Math.max(n, 0), this.events.length);
    this.glide = null;
    this.held = 0;
    this.#place(to, this.story.at[to]);
    this.changed();
  }

  /** To the moment after event `n`, so that one sees what moves: the next moment only. */
  glideTo(n) {
    const to = Math.min(Math.max(n, 0), this.events.length);
    const way = this.story.at[to] - this.told;
    if (this.still() || way <= 0 || way > 3) return this.goTo(to);
    this.playing = false;
    this.glide = {
      n: to,
      from: this.told,
      way,
      passed: 0,
      takes: Math.min(0.15 + way * 0.35, 0.6),
    };
    this.#run();
  }

  /** To a time of the story, at once. */
  seek(told) {
    this.glide = null;
    this.held = 0;
    this.#place(this.story.after(told), told);
    this.changed();
  }

  faster(by) {
    const at = speeds.indexOf(this.speed) + by;
    this.speed = speeds[Math.min(Math.max(at, 0), speeds.length - 1)];
    this.changed();
  }

  #place(n, told) {
    this.n = n;
    this.told = told;
  }

  #run() {
    if (this.frame) return;
    let before = null;
    const tick = (now) => {
      const passed = before === null ? 0 : Math.min((now - before) / 1000, 0.1);
      before = now;
      if (this.glide) this.#glideOn(passed);
      else if (this.playing) this.#playOn(passed);
      this.frame = this.glide || this.playing ? requestAnimationFrame(tick) : 0;
      this.changed();
    };
    this.frame = requestAnimationFrame(tick);
  }

  #glideOn(passed) {
    const { glide } = this;
    glide.passed += passed;
    const part = Math.min(glide.passed / glide.takes, 1);
    const eased = part * part * (3 - 2 * part);
    const told = glide.from + glide.way * eased;
    this.#place(Math.min(this.story.after(told), glide.n), told);
    if (part < 1) return;
    this.#place(glide.n, this.story.at[glide.n]);
    this.glide = null;
  }

  #playOn(passed) {
    if (this.held > 0) {
      this.held -= passed;
      return;
    }
    let told = this.told + passed * this.speed;
    let n = this.story.after(told);
    for (let m = this.n + 1; m <= n; ++m) {
      const event = this.events[m - 1];
      if (event.kind !== 'caption' && event.kind !== 'violated') continue;
      n = m;
      told = this.story.at[m];
      this.held = readingTime(event) / Math.max(Math.sqrt(this.speed / 2), 1);
      break;
    }
    if (this.still() && n > this.n) told = this.story.at[n];
    this.#place(n, told);
    if (this.atEnd && told >= this.story.length) this.playing = false;
  }
}

// Seconds that it takes to read a caption and to look up again.
const readingTime = (event) => 1 + (event.text ?? event.facts?.join(' ') ?? '').length * 0.042;

// A run lasts at most about three minutes, unless the reader wants it slower.
const usualSpeed = ({ length }) => speeds.find((speed) => speed >= 1 && length / speed < 200) ?? 16;
