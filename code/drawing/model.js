/**
 * The cluster after any event of a run, at once. A Model takes events one by one, from a recorded
 * trace or from a run that is still going on, and answers what there was after the first n.
 *
 *     const model = new Model(header);
 *     for (const event of events) model.append(event);     // at any time; O(1) on average
 *     const state = model.at(model.length);                 // a State: a value, never changed
 *
 * A State:
 *     n, time        how many events, and the virtual time of the last, in microseconds
 *     event          the last event, or null
 *     servers        Map of name to Server, in order; only those that have joined
 *     flights        Map of message number to its flight, for messages on their way
 *     links          { cuts: Set of "S1>S2", mended: Set of those that work although the groups are
 *                    parted, groups: null or lists of names, among: who was there when they were
 *                    parted }: see connected()
 *     clients        Map of client number to { operation, command, server, outcome?, result? }
 *     caption        the last caption, an event, or null
 *     violation      the event that broke an invariant, or null
 *
 * A Server: name, up, paused, role, term, vote, leader, log (drawing/log.js), commit, applied,
 *     disk { log, term, vote, how, used }, rate (permille), members (null or { index, voters,
 *     outgoing }), votes (of a candidate: Map of voter to whether it said yes), progress (of a
 *     leader: Map of follower to { next, match }, as its messages show), waiting (since when it has
 *     not heard of a leader; null for a leader), touched (the n of its last event).
 *
 * A Flight: { id, sent, end, fate }: two events and 'under way', 'delivered', 'lost' or 'refused'.
 * `end` and `fate` are known as soon as the end has been appended, even in states before it.
 */

import { applyTo, newServer } from './server.js';
import { byNumber } from './trace.js';

const stride = 64; // a checkpoint each so many events: to seek is to replay fewer than that

export class Model {
  constructor(header) {
    this.header = header;
    this.events = [];
    this.flights = new Map();
    this.waits = new Map(); // "S1@since" -> when that patience ended
    this.longestWait = 0;
    this.checkpoints = [blank(header)];
    this.last = this.checkpoints[0];
    this.cached = this.last;
  }

  get length() {
    return this.events.length;
  }

  /** How many events there are before anything happens: the servers join, and some have a role. */
  get beginning() {
    const given = ({ kind, t }) => t === 0 && (kind === 'joined' || kind === 'role_changed');
    const first = this.events.findIndex((event) => !given(event));
    return first < 0 ? this.length : first;
  }

  /** The next event of the run. */
  append(event) {
    this.events.push(event);
    this.#flight(event);
    if (event.kind === 'timed_out') this.#patience(event);
    this.last = step(this.last, event, this);
    if (this.last.n % stride === 0) this.checkpoints.push(this.last);
  }

  /** The state after the first `n` events. */
  at(n) {
    if (n >= this.length) return this.last;
    if (n <= 0) return this.checkpoints[0];
    const checkpoint = this.checkpoints[Math.floor(n / stride)];
    const from = this.cached.n <= n && this.cached.n > checkpoint.n ? this.cached : checkpoint;
    let state = from;
    while (state.n < n) state = step(state, this.events[state.n], this);
    this.cached = state;
    return state;
  }

  /** How much of its patience a server has used up at `time`, from 0 to 1, and whether that is
   * known: it is if the trace says when it ran out. Otherwise it is measured by the longest
   * patience that was seen, and null if it outlasted even that. */
  patience(server, time) {
    if (server.waiting === null || !server.up) return null;
    const until = this.waits.get(`${server.name}@${server.waiting}`);
    const whole = until === undefined ? this.longestWait : until - server.waiting;
    const used = (time - server.waiting) / Math.max(whole, 1);
    if (until !== undefined) return { used: Math.min(used, 1), known: true };
    return used < 1 ? { used, known: false } : null;
  }

  #flight(event) {
    if (event.kind === 'sent') {
      this.flights.set(event.msg, { id: event.msg, sent: event, end: null, fate: 'under way' });
    } else if (event.kind in ends) {
      const flight = this.flights.get(event.msg);
      if (!flight || flight.end) return;
      flight.end = event;
      flight.fate = ends[event.kind];
    }
  }

  #patience(event) {
    const since = this.last.servers.get(event.server)?.waiting ?? null;
    if (since === null || event.t <= since) return;
    this.waits.set(`${event.server}@${since}`, event.t);
    this.longestWait = Math.max(this.longestWait, event.t - since);
  }
}

const ends = { delivered: 'delivered', lost: 'lost', refused: 'refused' };

/** Whether a message from `from` would reach `to`, as far as links go. */
export function connected({ cuts, mended, groups, among }, from, to) {
  if (cuts.has(`${from}>${to}`)) return false;
  if (mended.has(`${from}>${to}`)) return true;
  if (!groups || (among && !(among.has(from) && among.has(to)))) return true;
  return groups.some((group) => group.includes(from) && group.includes(to));
}

function blank() {
  return {
    n: 0,
    time: 0,
    event: null,
    servers: new Map(),
    flights: new Map(),
    links: { cuts: new Set(), mended: new Set(), groups: null },
    clients: new Map(),
    caption: null,
    violation: null,
  };
}

// The state after one more event; the old one stays as it was.
function step(before, event, model) {
  const state = { ...before, n: before.n + 1, time: event.t, event };
  world[event.kind]?.(state, event, model);
  if (event.server && event.kind !== 'lost') change(state, event, model);
  return state;
}

function change(state, event, model) {
  const before = state.servers.get(event.server) ?? newServer(event.server, event.t);
  const server = { ...before, touched: state.n };
  applyTo(server, event, model.flights.get(event.msg)?.sent);
  const isNew = !state.servers.has(event.server);
  state.servers = new Map(state.servers).set(event.server, server);
  if (isNew) state.servers = new Map([...state.servers].sort(([a], [b]) => byNumber(a, b)));
}

// What concerns more than the server of the event.
const world = {
  sent(state, event, model) {
    state.flights = new Map(state.flights).set(event.msg, model.flights.get(event.msg));
  },
  delivered: land,
  lost: land,
  refused: land,
  link_cut(state, event) {
    state.links = withLink(state.links, event, 'cuts', 'mended');
  },
  link_mended(state, event) {
    state.links = withLink(state.links, event, 'mended', 'cuts');
  },
  partitioned(state, event) {
    // It takes the place of earlier cuts. Who joins later is not behind it.
    const among = new Set(state.servers.keys());
    state.links = { cuts: new Set(), mended: new Set(), groups: event.groups, among };
  },
  healed(state) {
    state.links = { cuts: new Set(), mended: new Set(), groups: null };
  },
  invoked(state, event) {
    const { operation, command, server } = event;
    const asks = { operation, command, server, at: event.t };
    state.clients = new Map(state.clients).set(event.client, asks);
  },
  returned(state, event) {
    const { outcome, result } = event;
    const asked = state.clients.get(event.client);
    const answer = { ...asked, operation: event.operation, outcome, result };
    state.clients = new Map(state.clients).set(event.client, answer);
  },
  caption(state, event) {
    state.caption = event;
  },
  violated(state, event) {
    state.violation = event;
  },
};

function withLink(links, { from, to }, kind, other) {
  const link = `${from}>${to}`;
  const rest = new Set(links[other]);
  rest.delete(link);
  return { ...links, [kind]: new Set(links[kind]).add(link), [other]: rest };
}

function land(state, event) {
  state.flights = new Map(state.flights);
  state.flights.delete(event.msg);
}

/** How long a message usually takes, in microseconds: the median of those that were delivered. */
export function usualDelay(flights) {
  const delays = [];
  for (const { sent, end, fate } of flights.values()) {
    if (fate === 'delivered' && end.t > sent.t) delays.push(end.t - sent.t);
  }
  delays.sort((a, b) => a - b);
  return delays[delays.length >> 1] ?? 10_000;
}
