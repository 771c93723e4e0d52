/**
 * What moves between two events: where the messages are, how far the timers have run down, what has
 * just been lost. In a run that is known to its end the story says it; at the end, the stage does.
 */

const falls = 0.9; // seconds of the story that a lost message takes to fall

export class Scene {
  constructor(model, story) {
    Object.assign(this, { model, story });
  }

  /** The virtual time, and the place in the diagram, of a moment between event n and the next. */
  moment(n, told, stage, layout) {
    const { at } = this.story;
    const { events } = this.model;
    const next = events[n];
    const before = n > 0 ? events[n - 1].t : 0;
    if (!next || n + 1 >= layout.y.length) {
      return { y: layout.y.at(-1), time: stage?.time ?? before };
    }
    const whole = at[n + 1] - at[n];
    const part = whole > 0 ? Math.min(Math.max((told - at[n]) / whole, 0), 1) : 0;
    return {
      y: layout.y[n] + (layout.y[n + 1] - layout.y[n]) * part,
      time: before + (next.t - before) * part,
    };
  }

  /** How far a message has come, from 0 to 1. */
  progress({ id, sent, end }, told, stage) {
    if (end) {
      const from = this.story.at[sent.seq];
      const whole = this.story.at[end.seq] - from;
      return whole > 0 ? Math.min(Math.max((told - from) / whole, 0), 1) : 0.5;
    }
    const flight = stage?.flights.find(({ msg }) => msg === id);
    if (!flight || flight.due <= sent.t) return 0.3;
    const part = (stage.time - sent.t) / (flight.due - sent.t);
    return 0.2 + 0.75 * Math.min(Math.max(part, 0), 1);
  }

  /** The messages that were lost a moment ago. */
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

  /** The timers of the stage as the ring asks for them. */
  timers(stage) {
    const servers = new Map(stage.servers.map((server) => [server.name, server]));
    return {
      patience: ({ name, up, role }) => {
        const server = servers.get(name);
        if (!server || !up || role === 'leader' || server.election_timeout === 0) return null;
        return {
          used: Math.min(server.election_elapsed / server.election_timeout, 1),
          known: true,
        };
      },
    };
  }
}
