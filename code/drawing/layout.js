/**
 * Where everything in a space-time diagram goes: servers are columns and time goes down. The rules
 * are those of the figures (code/rendering/svg_layout.cpp): time is to scale where much happens,
 * and cut where little does; what a server does at one moment is stacked on its line; what happened
 * later never stands higher.
 *
 *     const layout = layOut(model, { names, width: 600, zoom: 1 });
 *     layout.y[n]          where event n stands, in pixels; n from 1, y[0] is the top
 *     layout.at(y)         the last event that stands at y or above
 *     layout.between(a, b) the shapes in that stretch
 *
 * A shape has a `type`, an `id`, its `top` and `bottom`, and the number `n` of its event.
 */

import { placeLabels } from './labels.js';
import { usualDelay } from './model.js';
import { lastAtMost } from './sorted.js';
import { isAcross, stepsOf } from './steps.js';
import { isHeartbeat, isReply } from './trace.js';
import { brief, milliseconds, place, wrapped } from './words.js';

export const pillHeight = 19;
const usualDrop = 34; // pixels that a message of the usual delay goes down, at zoom 1
const longestStretch = 120; // pixels to scale, before time is cut
const breakHeight = 30;
const drawer = 512; // shapes are found by drawers of so many pixels

class Layout {
  constructor(model, { names, width, zoom }) {
    Object.assign(this, { model, names, width, zoom });
    this.detailed = zoom >= 0.55; // below that, words have no room
    const clients = model.events.some(({ kind, server }) => kind === 'invoked' && !server);
    this.axis = clients ? 68 : 58;
    this.column = (width - this.axis - 6) / names.length;
    this.columns = new Map();
    names.forEach((name, i) => {
      const x = this.axis + this.column * (i + 0.5);
      this.columns.set(name, { x, free: 10, from: 0, before: null });
    });
    this.y = new Float64Array(model.length + 1);
    this.shapes = [];
    this.departures = new Map();
    this.cursor = 14;
    this.now = 0;
    this.scale = (usualDrop * zoom) / usualDelay(model.flights);
    this.walls = null;
    this.lastTick = -100;
    this.lastTime = null;
  }

  run() {
    let quiet = [];
    let above = { y: this.cursor, t: 0 };
    for (const step of stepsOf(this.model.events)) {
      step.before = this.model.at(step.from);
      step.after = this.model.at(step.to);
      if (step.quiet && !isAcross(step.first)) {
        quiet.push(step);
        continue;
      }
      const broken = this.#goTo(step.t, quiet.length);
      this.#placeQuiet(quiet, above, { y: this.cursor, t: step.t }, broken);
      quiet = [];
      this.#place(step);
      above = { y: this.cursor, t: step.t };
    }
    const last = this.model.events.at(-1)?.t ?? 0;
    if (quiet.length) {
      const broken = this.#goTo(last, quiet.length);
      this.#placeQuiet(quiet, above, { y: this.cursor, t: last }, broken);
    }
    this.#ending();
    if (this.detailed) placeLabels(this.shapes, this.columns);
    this.#file();
    return this;
  }

  /** The number of the last event that stands at `y` or above. */
  at(y) {
    return lastAtMost(this.y, y);
  }

  /** The shapes between two heights. */
  between(top, bottom) {
    const found = new Set();
    for (let d = Math.floor(top / drawer); d <= Math.floor(bottom / drawer); ++d) {
      for (const shape of this.drawers[d] ?? []) {
        if (shape.bottom >= top && shape.top <= bottom) found.add(shape);
      }
    }
    return found;
  }

  // ---- time

  // Goes on to `t`; true if the time until then is cut.
  #goTo(t, quiet) {
    const passed = t - this.now;
    this.now = Math.max(this.now, t);
    if (passed <= 0) return false;
    if (passed * this.scale <= longestStretch * this.zoom) {
      this.cursor += Math.max(passed * this.scale, 1);
      return false;
    }
    for (const { free } of this.columns.values()) this.cursor = Math.max(this.cursor, free - 14);
    const text = `+${Math.round(passed / 1000)} ms`;
    this.#add('break', { top: this.cursor, bottom: this.cursor + breakHeight, n: 0, text, quiet });
    this.cursor += breakHeight;
    return true;
  }

  #tick(y) {
    const text = milliseconds(this.now);
    if (y < this.lastTick + 15 || text === this.lastTime) return;
    this.lastTick = y;
    this.lastTime = text;
    this.#add('tick', { top: y - 8, bottom: y + 8, n: 0, y, text });
  }

  #add(type, shape) {
    this.shapes.push({ type, id: this.shapes.length, ...shape });
    return this.shapes.at(-1);
  }

  // ---- steps

  #mark(step, y) {
    for (let n = step.from + 1; n <= step.to; ++n) this.y[n] = Math.max(y, this.y[n - 1]);
  }

  // Heartbeats without news stand between their neighbours, and take no room.
  #placeQuiet(steps, above, below, broken) {
    const time = Math.max(below.t - above.t, 1);
    for (const step of steps) {
      const y = above.y + ((below.y - above.y) * (step.t - above.t)) / time;
      this.#mark(step, y);
      this.#lives(step, y);
      if (broken) continue;
      for (const event of this.#events(step)) {
        if (event.kind === 'sent') this.#depart(event, y, true, step);
        if (event.kind === 'delivered' || event.kind === 'lost') this.#arrive(event, y);
      }
    }
  }

  #place(step) {
    const { first } = step;
    if (first.kind === 'lost') return this.#placeLoss(step);
    if (isAcross(first)) return this.#placeBanner(step);
    if (!step.server) return this.#placeClient(step);
    const column = this.columns.get(step.server);
    let y = Math.max(this.cursor, column.free);
    const departure = first.kind === 'delivered' ? this.departures.get(first.msg) : null;
    if (departure) y = Math.max(y, departure.y1 + Math.max(14 * this.zoom, 4));
    this.#mark(step, y);
    if (departure) this.#arrive(first, y);
    this.#lives(step, y);
    const bottom = this.#placeNotes(step, column, y);
    for (const event of this.#events(step)) {
      if (event.kind === 'sent') this.#depart(event, bottom, event.quiet === true, step);
    }
    this.#tick(y);
    this.cursor = Math.max(this.cursor, y);
    column.free = bottom + 11 * this.zoom;
  }

  #events(step) {
    return this.model.events.slice(step.from, step.to);
  }

  #placeNotes(step, column, y) {
    const before = step.before.servers.get(step.server);
    const after = step.after.servers.get(step.server);
    let bottom = y;
    const put = (type, n, more) => {
      bottom += bottom === y ? 5 : 3;
      this.#add(type, {
        top: bottom,
        bottom: bottom + pillHeight,
        n,
        x: column.x,
        server: step.server,
        most: Math.max(this.column - 6, 54),
        ...more,
      });
      bottom += pillHeight;
    };
    this.#events(step).forEach((event, i) => {
      if (!event.note || !this.#shown(event, before)) return;
      const n = step.from + i + 1;
      put('pill', n, { look: event.look, role: event.role, term: after.term, text: event.note });
    });
    const changed = before && (before.log !== after.log || before.commit !== after.commit);
    if (this.detailed && changed && after.log.length > 0) {
      put('strip', step.to, { look: after, most: Math.max(this.column - 6, 28) });
    }
    return bottom === y ? y : bottom + 2;
  }

  // Arrows, the line itself and the strip already say the rest.
  #shown(event, before) {
    const strange = event.look === 'fault' || event.look === 'repair';
    if (event.look === 'role') {
      return event.role !== 'follower' || (this.detailed && before?.role !== 'follower');
    }
    if (!this.detailed) return strange;
    if (event.look === 'log') return event.kind === 'truncated' || event.kind === 'members_changed';
    return event.kind !== 'joined' || event.t > 0;
  }

  // ---- messages

  #depart(event, y, quiet, step) {
    const [from, to] = [this.columns.get(event.from), this.columns.get(event.to)];
    let label = isHeartbeat(event) ? '' : brief(event);
    if (isHeartbeat(event) && !quiet) {
      const known = step.after.servers.get(event.to)?.commit ?? 0;
      if (event.commit > known) label = `commit ${place(event.commit)}`;
    }
    if (event.copy_of && label) label += ', again';
    const x2 = from.x + (to.x - from.x) * 0.35;
    const arrow = this.#add('arrow', {
      n: event.seq,
      msg: event.msg,
      term: event.term,
      top: y,
      bottom: y + 14,
      x1: from.x,
      y1: y,
      x2,
      y2: y + 14 * this.zoom,
      reply: isReply(event),
      heartbeat: isHeartbeat(event) || quiet,
      quiet,
      end: 'under way',
      label,
      title: event.words,
    });
    this.departures.set(event.msg, arrow);
  }

  #arrive(event, y) {
    const arrow = this.departures.get(event.msg);
    if (!arrow || arrow.end !== 'under way') return;
    const to = this.columns.get(event.server).x;
    if (event.kind === 'delivered') {
      Object.assign(arrow, { x2: to, y2: y, end: 'arrives' });
    } else {
      const part = event.reason === 'receiver_down' ? 0.88 : 0.62;
      arrow.x2 = arrow.x1 + (to - arrow.x1) * part;
      arrow.y2 = arrow.y1 + (y - arrow.y1) * part;
      arrow.end = 'lost';
    }
    arrow.bottom = Math.max(arrow.y2, arrow.y1) + 6;
  }

  #placeLoss(step) {
    const arrow = this.departures.get(step.first.msg);
    const y = Math.max(this.cursor, (arrow?.y1 ?? 0) + 14 * this.zoom);
    this.#arrive(step.first, y);
    this.cursor = Math.max(this.cursor, arrow?.y2 ?? 0);
    this.#mark(step, this.cursor);
  }

  // ---- across

  #placeClient(step) {
    const event = step.first;
    this.#mark(step, this.cursor);
    this.#add('client', {
      top: this.cursor - 8,
      bottom: this.cursor + 8,
      n: step.to,
      y: this.cursor,
      event,
    });
  }

  #placeBanner(step) {
    const { first } = step;
    let y = this.cursor + 6;
    for (const { free } of this.columns.values()) y = Math.max(y, free - 2);
    const lines = linesOf(first, Math.floor((this.width - 44) / 7.1));
    const large = first.kind === 'caption' || first.kind === 'violated';
    const height = lines.length * 19 + (large ? 16 : 7);
    this.#mark(step, y);
    this.#add('banner', { top: y, bottom: y + height, n: step.to, event: first, lines, large });
    this.cursor = y + height + 12;
    for (const column of this.columns.values()) column.free = this.cursor;
    if (first.kind === 'partitioned' || first.kind === 'healed') this.#wall(y + height / 2, first);
  }

  #wall(y, event) {
    for (const { x, top } of this.walls ?? []) this.#add('wall', { x, top, bottom: y, n: 0 });
    this.walls = null;
    if (event?.kind !== 'partitioned') return;
    const groupOf = (name) => event.groups.findIndex((group) => group.includes(name));
    this.walls = [];
    this.names.forEach((name, i) => {
      if (i === 0 || groupOf(name) === groupOf(this.names[i - 1])) return;
      this.walls.push({ x: this.columns.get(name).x - this.column / 2, top: y });
    });
  }

  // ---- lines and the end

  // Where a server's role, term or health changes, a piece of its line ends.
  #lives(step, y) {
    if (!step.server) return;
    const after = step.after.servers.get(step.server);
    const column = this.columns.get(step.server);
    const { before } = column;
    const same =
      before &&
      before.role === after.role &&
      before.term === after.term &&
      before.up === after.up &&
      before.paused === after.paused;
    if (same) return;
    this.#endLife(column, y);
    Object.assign(column, { before: after, from: y });
  }

  #endLife(column, y) {
    const server = column.before;
    if (server && y > column.from) {
      this.#add('life', { n: 0, top: column.from, bottom: y, x: column.x, server });
    }
  }

  #ending() {
    let y = this.cursor + 30;
    for (const { free } of this.columns.values()) y = Math.max(y, free + 20);
    for (const shape of this.shapes) y = Math.max(y, shape.bottom + 12);
    for (const column of this.columns.values()) this.#endLife(column, y);
    this.#wall(y, null);
    this.height = Math.ceil(y);
  }

  #file() {
    this.drawers = [];
    for (const shape of this.shapes) {
      const last = Math.floor(shape.bottom / drawer);
      for (let d = Math.floor(Math.max(shape.top, 0) / drawer); d <= last; ++d) {
        (this.drawers[d] ??= []).push(shape);
      }
    }
  }
}

/** Lays out the whole run that `model` holds. O(events). */
export const layOut = (model, options) => new Layout(model, { zoom: 1, ...options }).run();

// The words across the diagram, in lines of at most `most` characters.
function linesOf(event, most) {
  if (event.kind === 'violated') {
    return [`${event.invariant} is broken`, ...event.facts].flatMap((text) => wrapped(text, most));
  }
  if (event.kind === 'expectation') {
    const found = event.met ? '' : `, but found ${event.found}`;
    return wrapped(`${event.met ? '✓' : '✗'} expected ${event.text}${found}`, most);
  }
  return wrapped(event.text ?? event.words ?? event.kind, most);
}
