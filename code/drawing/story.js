/**
 * How fast a run is told. A story has its own time, in seconds: where much happens it follows the
 * virtual time, a second for each message's usual delay; where nothing happens it hurries; and what
 * happens at one moment happens one by one.
 *
 *     const story = storyOf(model);      // story.at[n]: when event n is told; at[0] is 0
 *     story.after(seconds)               // how many events have been told by then
 */

import { usualDelay } from './model.js';
import { lastAtMost } from './sorted.js';
import { stepsOf } from './steps.js';

const seconds = 1.1; // seconds for a message of the usual delay
const longest = 2.2; // seconds to scale, before the story hurries

/** The story of a run as far as the model knows it. */
export function storyOf(model) {
  const at = new Float64Array(model.length + 1);
  const steps = stepsOf(model.events);
  const loud = steps.filter((step) => !step.quiet).length;
  const least = loud > 600 ? 0.02 : 0.16; // between two steps
  const scale = seconds / usualDelay(model.flights);
  let last = { told: 0, t: 0 };
  let quiet = [];
  const tell = (step, told) => at.fill(told, step.from + 1, step.to + 1);
  const tellQuiet = (told, t) => {
    const whole = Math.max(t - last.t, 1);
    for (const step of quiet) {
      tell(step, last.told + ((told - last.told) * (step.t - last.t)) / whole);
    }
    quiet = [];
  };
  const goOn = (t) => last.told + Math.max(hurried((t - last.t) * scale), least);
  for (const step of steps) {
    if (step.quiet) {
      quiet.push(step);
      continue;
    }
    // Before the first thing happens there is nothing to wait for.
    const told = step.first.kind === 'joined' && step.t === 0 ? 0 : goOn(step.t);
    tellQuiet(told, step.t);
    tell(step, told);
    last = { told, t: step.t };
  }
  const end = model.events.at(-1)?.t ?? 0;
  if (quiet.length) tellQuiet(goOn(end), end);
  return new Story(at);
}

const hurried = (seconds) =>
  seconds <= longest ? seconds : longest + Math.log2(1 + (seconds - longest) / longest);

class Story {
  constructor(at) {
    this.at = at;
  }

  get length() {
    return this.at.at(-1);
  }

  /** How many events have been told after so many seconds. */
  after(seconds) {
    return lastAtMost(this.at, seconds);
  }
}
