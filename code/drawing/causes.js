/**
 * Why something happened. Happens-before is Lamport's: the order on each server, and from each
 * message's departure to its arrival. What is before an event is much; its reasons are the few
 * events that brought it about: the message that was handled, the votes of a majority, the answers
 * that let an entry be committed.
 *
 *     const causes = new Causes(model);    // O(events); again after the model has grown
 *     causes.before(a, b)                  // whether event a happened before event b (numbers)
 *     causes.reasons(n)                    // the direct reasons of event n
 *     causes.chain(n)                      // these, their reasons, and so on back: a Set
 *     causes.effects(n)                    // what it is a reason of
 */

import { stepsOf } from './steps.js';

export class Causes {
  constructor(model) {
    this.model = model;
    this.opening = new Int32Array(model.length + 1); // the first event of each event's step
    for (const step of stepsOf(model.events))
      this.opening.fill(step.from + 1, step.from + 1, step.to + 1);
    this.#clocks();
  }

  // For each event, how many events of each server are before it or are it.
  #clocks() {
    const { events, flights } = this.model;
    const names = new Map();
    for (const { server } of events)
      if (server && !names.has(server)) names.set(server, names.size);
    const width = names.size;
    this.names = names;
    this.width = width;
    this.seen = new Int32Array((events.length + 1) * width);
    const now = new Int32Array(width * width);
    events.forEach((event, i) => {
      if (!event.server || event.kind === 'lost') return;
      const own = names.get(event.server);
      const row = now.subarray(own * width, (own + 1) * width);
      const sent = event.kind === 'delivered' ? flights.get(event.msg)?.sent.seq : undefined;
      for (let s = 0; sent && s < width; ++s)
        row[s] = Math.max(row[s], this.seen[sent * width + s]);
      row[own] = i + 1;
      this.seen.set(row, (i + 1) * width);
    });
  }

  /** Whether event `a` happened before event `b`. Not every pair is ordered. */
  before(a, b) {
    const { server, kind } = this.model.events[a - 1];
    if (a === b || !server || kind === 'lost') return false;
    return this.seen[b * this.width + this.names.get(server)] >= a;
  }

  /** The numbers of the events that directly brought event `n` about, ascending. */
  reasons(n) {
    const event = this.model.events[n - 1];
    const found = new Set(rules[event.kind]?.(this, event, n) ?? []);
    const opening = this.opening[n];
    if (opening !== n) found.add(opening);
    found.delete(n);
    return [...found].filter((m) => m > 0).sort((a, b) => a - b);
  }

  /** Event `n`, its reasons, theirs, and so on: at most `most`, the nearest. */
  chain(n, most = 60) {
    const chain = new Set([n]);
    for (const m of chain) {
      if (chain.size >= most) break;
      for (const reason of this.reasons(m)) chain.add(reason);
    }
    return chain;
  }

  /** The numbers of the events of which event `n` is a direct reason, ascending. */
  effects(n, most = 8) {
    const { events, flights } = this.model;
    const event = events[n - 1];
    const found = [];
    if (event.kind === 'sent') {
      const end = flights.get(event.msg)?.end;
      return end ? [end.seq] : [];
    }
    for (let m = n + 1; m <= events.length && found.length < most && m < n + 500; ++m) {
      const near = this.opening[m] === this.opening[n] || events[m - 1].server === event.server;
      if (near && this.reasons(m).includes(n)) found.push(m);
    }
    return found;
  }

  // The deliveries to `event`'s server in its present role that `wanted` accepts.
  heard(event, n, wanted) {
    const { events, flights } = this.model;
    const found = [];
    for (let m = n - 1; m > 0; --m) {
      const earlier = events[m - 1];
      if (earlier.server !== event.server) continue;
      if (earlier.kind === 'delivered') {
        const sent = flights.get(earlier.msg)?.sent;
        if (sent && wanted(sent)) found.push(m);
      }
      if (earlier.kind === 'role_changed' || earlier.kind === 'crashed') break;
    }
    return found;
  }

  // The last event before `n` of the same server that `wanted` accepts, in a list.
  last(event, n, wanted) {
    for (let m = n - 1; m > 0; --m) {
      const earlier = this.model.events[m - 1];
      if (earlier.server === event.server && wanted(earlier)) return [m];
    }
    return [];
  }
}

const rules = {
  delivered: (causes, event) => [causes.model.flights.get(event.msg)?.sent.seq ?? 0],
  lost: (causes, event) => [causes.model.flights.get(event.msg)?.sent.seq ?? 0],
  refused: (causes, event) => [causes.model.flights.get(event.msg)?.sent.seq ?? 0],
  role_changed(causes, event, n) {
    if (event.role !== 'leader') return [];
    return causes.heard(
      event,
      n,
      (sent) => sent.type === 'RequestVoteReply' && sent.granted && sent.term === event.term,
    );
  },
  committed(causes, event, n) {
    const held = causes.heard(
      event,
      n,
      (sent) => sent.type === 'AppendEntriesReply' && sent.success && sent.match >= event.index,
    );
    const newest = new Map(); // one answer of each follower is enough
    for (const m of held) {
      newest.set(causes.model.flights.get(causes.model.events[m - 1].msg).sent.from, m);
    }
    return [...newest.values()];
  },
  applied: (causes, event, n) =>
    causes.last(
      event,
      n,
      (earlier) => earlier.kind === 'committed' && earlier.index >= event.index,
    ),
  sent: (causes, event, n) =>
    event.copy_of
      ? [causes.model.flights.get(event.copy_of)?.sent.seq ?? 0]
      : // Nothing leaves before what it says is on the disk.
        causes
          .last(
            event,
            n,
            (earlier) =>
              earlier.kind !== 'saved' &&
              earlier.kind !== 'sent' &&
              earlier.kind !== 'lost' &&
              causes.opening[earlier.seq] === earlier.seq,
          )
          .slice(
            0,
            causes.opening[n] === n || causes.model.events[causes.opening[n] - 1].kind === 'saved'
              ? 1
              : 0,
          ),
  saved: (causes, event, n) =>
    causes.last(
      event,
      n,
      (earlier) =>
        earlier.kind === 'appended' ||
        earlier.kind === 'voted' ||
        earlier.kind === 'role_changed' ||
        earlier.kind === 'truncated',
    ),
  violated: (causes, event, n) =>
    causes.last(event, n, (earlier) => earlier.kind !== 'sent' && earlier.kind !== 'violated'),
};
