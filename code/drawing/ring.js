/**
 * The cluster as a ring of servers, at one moment: who is what, how far its patience has burnt
 * down, who votes for whom, what its log holds, and which messages are on their way.
 *
 *     const ring = new Ring(svg, { pick: (what) => ... });
 *     ring.draw(state, { model, names, time, progress, falling, lit, selected });
 *
 * `svg` is an empty svg element, `state` a State (drawing/model.js). All that follows is optional:
 *     last      the state at the end of the run, so that its logs have their room already
 *     names     all servers of the run, so that those to come have their place already
 *     time      the virtual time that the timers show; usually that of the state
 *     progress  how far a Flight has come, from 0 to 1; by default by virtual time, and in the
 *               middle if nobody knows when it ends
 *     waits     whether a message stands still on its way, because it is held
 *     falling   lost messages that are still seen: [{ flight, fall }], fall from 0 to 1
 *     lit       { servers: Set of names, messages: Set of numbers }: what is emphasised
 *     selected  { kind, ... } as given to `pick`, or null
 * `pick` hears { kind: 'server', name }, { kind: 'message', id } or
 * { kind: 'entry', server, index }.
 */

import { connected } from './model.js';
import { drawMessage, makeMessage } from './ring_message.js';
import { drawServer, makeServer } from './ring_server.js';
import { placesOf } from './spots.js';
import { byNumber } from './trace.js';
import { columnsOf } from './strip.js';
import { Keyed, make, say, set } from './svg.js';
import { Taken } from './taken.js';

const usualSize = { width: 600, height: 600 };

export class Ring {
  constructor(svg, { pick = () => {} } = {}) {
    this.svg = svg;
    this.pick = pick;
    set(svg, { class: 'ring', role: 'group' });
    this.size = usualSize;
    new ResizeObserver(() => this.#measure()).observe(svg);
    this.#measure();
    const layer = (name) => svg.appendChild(make('g', { class: name }));
    this.links = new Keyed(layer('links'), () => make('line'));
    this.walls = new Keyed(layer('walls'), () => make('line', { class: 'wall' }));
    const trails = layer('trails');
    this.servers = new Keyed(layer('servers'), (spot) => makeServer(spot.name));
    this.messages = new Keyed(layer('messages'), ({ flight }) => makeMessage(flight, trails));
    this.wallText = svg.appendChild(make('text', { class: 'wall-text' }));
    svg.addEventListener('click', (event) => this.#picked(event));
    svg.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === ' ') this.#picked(event);
    });
  }

  draw(state, view = {}) {
    this.drawn = { state, view };
    const names = view.names ?? [...state.servers.keys()].sort(byNumber);
    const places = placesOf(names, this.size, hasLogs(state, view.last));
    const { spots } = places;
    // Where there is little room, the page gives the picture more of it for the rack.
    if (places.rows !== this.rows) {
      this.rows = places.rows;
      this.svg.parentElement?.style.setProperty('--rack', `${places.rows}px`);
    }
    this.#drawLinks(state, spots);
    this.#drawWalls(state, places);
    this.#drawServers(state, places, view);
    this.#drawMessages(state, spots, view);
  }

  // The ring is drawn in real pixels, so that words have the same size on every screen.
  #measure() {
    const { width, height } = this.svg.getBoundingClientRect();
    this.size = width > 0 && height > 0 ? { width, height } : usualSize;
    set(this.svg, { viewBox: `0 0 ${this.size.width} ${this.size.height}` });
    if (this.drawn) this.draw(this.drawn.state, this.drawn.view);
  }

  #drawLinks(state, spots) {
    const present = [...spots.values()].filter(({ name }) => state.servers.has(name));
    const links = [];
    present.forEach((a, i) => {
      for (const b of present.slice(i + 1)) {
        const there = connected(state.links, a.name, b.name);
        const back = connected(state.links, b.name, a.name);
        links.push({
          a,
          b,
          kind: there && back ? 'link' : there || back ? 'link half' : 'link cut',
        });
      }
    });
    this.links.show(
      links,
      ({ a, b }) => a.name + b.name,
      (line, { a, b, kind }) => {
        set(line, { class: kind, x1: a.x, y1: a.y, x2: b.x, y2: b.y });
      },
    );
  }

  // A wall stands wherever neighbours on the ring cannot hear each other.
  #drawWalls(state, { spots, ring: { width, height } }) {
    const { groups, among } = state.links;
    const centre = { x: width / 2, y: height / 2 };
    const all = [...spots.values()].filter(({ name }) => (among ?? state.servers).has(name));
    const walls = [];
    if (groups && all.length > 1) {
      const groupOf = (name) => groups.findIndex((group) => group.includes(name));
      all.forEach((spot, i) => {
        const next = all[(i + 1) % all.length];
        if (groupOf(spot.name) === groupOf(next.name)) return;
        let angle = (spot.angle + next.angle) / 2;
        if (next.angle < spot.angle) angle += Math.PI;
        walls.push({ key: spot.name, angle });
      });
    }
    this.walls.show(
      walls,
      ({ key }) => key,
      (line, { angle }) => {
        set(line, {
          x1: centre.x,
          y1: centre.y,
          x2: centre.x + width * 0.47 * Math.cos(angle),
          y2: centre.y + height * 0.47 * Math.sin(angle),
        });
      },
    );
    const { angle } = walls[0] ?? { angle: 0 };
    set(this.wallText, {
      x: centre.x + width * 0.2 * Math.cos(angle),
      y: centre.y + 4 + height * 0.2 * Math.sin(angle),
    });
    say(this.wallText, walls.length ? 'partition' : '');
  }

  #drawServers(state, { spots, rack, racked }, view) {
    const present = [...spots.values()].filter(({ name }) => state.servers.has(name));
    const all = [...state.servers.values()];
    const room = rack ? rack.room : Math.min(190, this.size.width * 0.3);
    const rowOf = (name) => rack.top + present.findIndex((spot) => spot.name === name) * rack.pitch;
    const scene = {
      state,
      view,
      racked,
      rack: rack && { ...rack, rowOf },
      columns: racked && !rack ? [] : columnsOf(all, room),
      leader: leaderOf(all),
    };
    this.servers.show(
      present,
      ({ name }) => name,
      (group, spot) => {
        drawServer(group, state.servers.get(spot.name), spot, scene);
      },
    );
  }

  #drawMessages(state, spots, view) {
    const progress = view.progress ?? ((flight) => byTime(flight, view.time ?? state.time));
    const flying = [...state.flights.values()].map((flight) => ({ flight, fall: 0 }));
    const all = [...flying, ...(view.falling ?? [])].filter(
      ({ flight: { sent } }) => spots.has(sent.from) && spots.has(sent.to),
    );
    // Words cover neither each other nor a server.
    const taken = new Taken(
      [...spots.values()].map(({ x, y, radius }) => ({
        left: x - radius,
        right: x + radius,
        top: y - radius,
        bottom: y + radius,
      })),
    );
    const crowded = (view.falling ?? []).length > 4;
    const loud = all.filter(({ flight }) => !flight.sent.quiet).length;
    const queue = this.#queued(state, flying, view.waits ?? (() => false));
    this.messages.show(
      all,
      ({ flight }) => flight.id,
      (group, { flight, fall }) => {
        drawMessage(group, flight, {
          from: spots.get(flight.sent.from),
          to: spots.get(flight.sent.to),
          part: fall > 0 ? 1 : progress(flight),
          behind: queue.get(flight.id) ?? 0,
          fall,
          taken,
          labelled: loud <= 12 && !flight.sent.quiet && !(fall > 0 && crowded),
          lit: view.lit?.messages.has(flight.id) ?? false,
          selected: view.selected?.kind === 'message' && view.selected.id === flight.id,
        });
      },
    );
  }

  // Those that wait on the same link stand one behind the other: how many stand before each.
  #queued(state, flying, waits) {
    const lengths = new Map();
    const queue = new Map();
    for (const { flight } of flying) {
      const { id, sent } = flight;
      if (!waits(id) && !state.servers.get(sent.to)?.paused) continue;
      const link = `${sent.from}>${sent.to}`;
      queue.set(id, lengths.get(link) ?? 0);
      lengths.set(link, queue.get(id) + 1);
    }
    return queue;
  }

  #picked(event) {
    const { target } = event;
    const cell = target.closest('[data-index]');
    const message = target.closest('[data-msg]');
    const server = target.closest('[data-name]');
    if (cell)
      this.pick({ kind: 'entry', server: cell.dataset.server, index: Number(cell.dataset.index) });
    else if (message) this.pick({ kind: 'message', id: Number(message.dataset.msg) });
    else if (server) this.pick({ kind: 'server', name: server.dataset.name });
    else return;
    event.preventDefault();
  }
}

// Whether any log has an entry, now or at the end of the run: a picture that is going to hold logs
// keeps room for them from the beginning.
const hasLogs = (...states) =>
  states.some((state) => [...(state?.servers.values() ?? [])].some(({ log }) => log.length > 0));

// The leader whose word counts: of the latest term, if several believe that they lead.
function leaderOf(servers) {
  const leaders = servers.filter(({ up, role }) => up && role === 'leader');
  return leaders.sort((a, b) => b.term - a.term)[0] ?? null;
}

function byTime({ sent, end }, time) {
  if (!end || end.t <= sent.t) return 0.5;
  return Math.min(Math.max((time - sent.t) / (end.t - sent.t), 0), 1);
}
