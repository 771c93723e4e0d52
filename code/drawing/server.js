/**
 * What an event does to one server, as an onlooker sees it: drawing/model.js says what a server is.
 * The same rules as in code/trace/replay.cpp, and three things that only the messages tell: who
 * voted for a candidate, what a leader knows of its followers, and since when a server waits.
 */

import { Log } from './log.js';

/** A server that has just joined. */
export function newServer(name, time) {
  return {
    name,
    up: true,
    paused: false,
    role: 'follower',
    term: 0,
    vote: null,
    leader: null,
    log: new Log(),
    commit: 0,
    applied: 0,
    disk: { log: new Log(), term: 0, vote: null, how: 'well', used: false },
    rate: 1000,
    members: null,
    votes: new Map(),
    progress: new Map(),
    waiting: time,
    touched: 0,
  };
}

/** Changes `server`, a fresh copy, by `event`; `sent` is the message that the event is about. */
export function applyTo(server, event, sent) {
  rules[event.kind]?.(server, event, sent);
}

const rules = {
  sent(server, event) {
    if (event.type !== 'AppendEntries' || server.role !== 'leader') return;
    // The place before the entries is the one before the next that the follower is to have.
    know(server, event.to, (p) => ({ ...p, next: event.prev.index + 1 + event.entries.length }));
  },
  delivered(server, event, sent) {
    if (!sent || sent.term < server.term) return;
    if (sent.type === 'AppendEntries') server.waiting = event.t;
    if (sent.term !== server.term) return;
    if (sent.type === 'RequestVoteReply' && server.role === 'candidate') {
      server.votes = new Map(server.votes).set(sent.from, sent.granted);
    }
    if (sent.type === 'AppendEntriesReply' && server.role === 'leader') answered(server, sent);
  },
  role_changed(server, event) {
    if (event.term !== server.term) server.vote = null;
    const { role, term, leader = null } = event;
    Object.assign(server, { role, term, leader });
    if (role !== 'leader') server.progress = new Map();
    if (role === 'leader') {
      server.waiting = null;
    } else {
      server.votes = new Map();
      if (role === 'candidate' || server.waiting === null) server.waiting = event.t;
    }
  },
  voted(server, event) {
    server.term = Math.max(server.term, event.term);
    server.vote = event.candidate;
    server.waiting = event.t;
    if (event.candidate === server.name) server.votes = new Map([[server.name, true]]);
  },
  appended(server, event) {
    server.log = server.log.put(event.first, event.entries);
  },
  truncated(server, event) {
    server.log = server.log.cut(event.first);
  },
  committed(server, event) {
    server.commit = event.index;
  },
  applied(server, event) {
    server.applied = event.index;
  },
  members_changed(server, event) {
    const { index, voters, outgoing } = event;
    server.members = { index, voters, outgoing };
  },
  saved(server, event) {
    const disk = { ...server.disk, used: true };
    if (event.term !== undefined)
      Object.assign(disk, { term: event.term, vote: event.voted_for ?? null });
    if (event.log_from !== undefined) {
      disk.log = disk.log.put(event.log_from, server.log.range(event.log_from));
    }
    server.disk = disk;
  },
  crashed(server) {
    Object.assign(server, { up: false, paused: false, waiting: null });
    server.votes = new Map();
    server.progress = new Map();
  },
  restarted(server, event) {
    // A disk that kept a part of what a crash interrupted holds the beginning of what was written.
    const whole = server.disk.log.length === event.last_index;
    const log = (whole ? server.disk.log : server.log).cut(event.last_index + 1);
    Object.assign(server, newServer(server.name, event.t), {
      term: event.term,
      vote: event.voted_for ?? null,
      log,
      disk: { ...server.disk, log },
      rate: server.rate,
      members: server.members,
      touched: server.touched,
    });
  },
  timed_out(server, event) {
    server.waiting = event.t;
  },
  paused(server) {
    server.paused = true;
  },
  resumed(server) {
    server.paused = false;
  },
  clock_rate(server, event) {
    server.rate = event.permille;
  },
  disk_changed(server, event) {
    server.disk = { ...server.disk, how: event.how };
  },
};

// What a leader learns from an answer of this term.
function answered(server, reply) {
  if (reply.success) {
    know(server, reply.from, ({ next, match }) => ({
      match: Math.max(match, reply.match),
      next: Math.max(next, reply.match + 1),
    }));
  } else if (reply.prev_index > 0) {
    know(server, reply.from, ({ match }) => ({
      match,
      next: Math.max(Math.min(reply.conflict.index + 1, reply.prev_index), match + 1),
    }));
  }
}

function know(server, follower, change) {
  const known = server.progress.get(follower) ?? { next: server.log.length + 1, match: 0 };
  server.progress = new Map(server.progress).set(follower, change(known));
}
