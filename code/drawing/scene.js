/**
 * What moves between two events: where the messages are, how much time has passed, what has just
 * been lost. The story says it as far as the run is known; beyond its last event whoever shows the
 * scene says it.
 *
 *     const scene = new Scene(model, story);
 *     scene.moment(n, told, y)             // { y, time } between event n and the next
 *     scene.progress(flight, told)         // how far a message has come, from 0 to 1
 *     scene.falling(n, told, still)        // the messages that were lost a moment ago
 */

const falls = 0.9; // seconds of the story that a lost message takes to fall
const unsureAfter = 2.2; // seconds of the story in which a message of unknown end comes half way

export class Scene {
  /**
   * `underWay(flight, told)` says how far a message has come whose end nobody knows, and `now()`
   * the virtual time behind the last event, in microseconds.
   */
  constructor(model, story, { underWay, now } = {}) {
    Object.assign(this, { model, story });
    this.underWay = underWay ?? ((flight, told) => this.#halfWay(flight, told));
    this.now = now ?? (() => undefined);
  }

  /** The virtual time in microseconds, and the place in the diagram, whose events stand at `y`. */
  moment(n, told, y) {
    const { at } = this.story;
    const { events } = this.model;
    const next = events[n];
    const before = n > 0 ? events[n - 1].t : 0;
    if (!next || n + 1 >= y.length) return { y: y.at(-1), time: this.now() ?? before };
    const part = within(told - at[n], at[n + 1] - at[n]) ?? 0;
    return { y: y[n] + (y[n + 1] - y[n]) * part, time: before + (next.t - before) * part };
  }

  /** How far a message has come, from 0 to 1. */
  progress(flight, told) {
    const { sent, end } = flight;
    if (!end) return this.underWay(flight, told);
    const from = this.story.at[sent.seq];
    return within(told - from, this.story.at[end.seq] - from) ?? 0.5;
  }

  /** The messages that were lost a moment ago; `still`: nothing moves by itself. */
  falling(n, told, still) {
    const found = [];
    for (let m = n; m > 0 && this.story.at[m] > told - falls; --m) {
      const event = this.model.events[m - 1];
      if (event.kind !== 'lost') continue;
      const fall = still ? 0.3 : (told - this.story.at[m]) / falls;
      found.push({ flight: this.model.flights.get(event.msg), fall: Math.max(fall, 0.05) });
    }
    return found;
  }

  // No longer than that: nobody knows whether it arrives.
  #halfWay({ sent }, told) {
    return Math.min((told - this.story.at[sent.seq]) / unsureAfter, 0.5);
  }
}

// How much of the whole, from 0 to 1; null if the whole is nothing.
const within = (part, whole) => (whole > 0 ? Math.min(Math.max(part / whole, 0), 1) : null);
