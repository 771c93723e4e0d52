/**
 * What a reader can hide: kinds of events, and servers.
 */

import { isHeartbeat } from './trace.js';

/** The kinds, in the order in which they are offered: [name, words]. */
export const categories = [
  ['votes', 'votes'],
  ['entries', 'entries'],
  ['heartbeats', 'heartbeats'],
  ['state', 'state'],
  ['disk', 'disk'],
  ['faults', 'faults'],
  ['clients', 'clients'],
  ['telling', 'captions'],
];

const ofKind = {
  saved: 'disk',
  crashed: 'faults',
  restarted: 'faults',
  paused: 'faults',
  resumed: 'faults',
  clock_rate: 'faults',
  disk_changed: 'faults',
  link_cut: 'faults',
  link_mended: 'faults',
  partitioned: 'faults',
  healed: 'faults',
  refused: 'faults',
  invoked: 'clients',
  returned: 'clients',
  caption: 'telling',
  expectation: 'telling',
  violated: 'telling',
};

/** To which kind an event belongs; a message's departure and end belong to its own. */
export function categoryOf(event, flights) {
  const sent = event.kind === 'sent' ? event : flights.get(event.msg)?.sent;
  if (event.kind === 'lost') return 'faults';
  if (!sent || event.kind === 'refused') return ofKind[event.kind] ?? 'state';
  if (sent.type.startsWith('RequestVote')) return 'votes';
  return event.quiet || sent.quiet || isHeartbeat(sent) ? 'heartbeats' : 'entries';
}

/** Which events are hidden. */
export class Filter {
  constructor(model) {
    this.model = model;
    this.kinds = new Set(); // hidden ones
    this.servers = new Set();
    this.quiet = true; // whether events without news are hidden
    this.known = [];
  }

  hides(event) {
    if (this.quiet && event.quiet) return true;
    return this.#chosenAway(event);
  }

  /** Like hides(), but events without news count as the others do. */
  fades(event) {
    return this.#chosenAway(event);
  }

  #chosenAway(event) {
    if (event.server && this.servers.has(event.server)) return true;
    if (this.kinds.size === 0) return false;
    const category = (this.known[event.seq] ??= categoryOf(event, this.model.flights));
    return this.kinds.has(category);
  }
}
