/**
 * What has begun on the stage and is not over: the messages on their way, and the timers that run
 * down. No event tells of them; the stage knows.
 */

/** How far a message has come on this stage, from 0 to 1; a part of the way if there is none. */
export function cameSoFar({ id, sent }, stage) {
  const flight = stage?.flights.find(({ msg }) => msg === id);
  if (!flight || flight.due <= sent.t) return 0.3;
  const part = (stage.time - sent.t) / (flight.due - sent.t);
  return 0.2 + 0.75 * Math.min(Math.max(part, 0), 1);
}

/** The timers of the stage as the ring asks for them. */
export function timersOf(stage) {
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
