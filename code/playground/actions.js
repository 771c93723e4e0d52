/**
 * What can be done here and now: with the whole cluster, with the chosen server, with the chosen
 * message. Each action is a line of the scenario language; the buttons, the keys and the text all
 * say the same.
 *
 * An action: { name, line, key?, title, on }. `on` is false where it would be refused.
 */

import { byNumber } from '../drawing/trace.js';
import { commandText } from '../drawing/words.js';

/** What can be done with the cluster. `stage` is what module.js says of the stage. */
export function clusterActions(state, stage) {
  const names = [...state.servers.keys()];
  const waiting = stage.flights.filter((flight) => !flight.held);
  const held = stage.flights.length > waiting.length;
  const clients = state.clients.size > 0;
  const { links } = state;
  return [
    action(
      'Deliver next',
      waiting[0] ? `deliver ${waiting[0].which}` : 'deliver',
      'd',
      'The message that is due first arrives now, and no clock ticks',
      waiting.length > 0,
    ),
    action(
      'Deliver all',
      'deliver all',
      'D',
      'Until nothing is on its way; no clock ticks',
      waiting.length > 0,
    ),
    action('Lose all', 'drop', 'X', 'All messages on their way are lost', stage.flights.length > 0),
    held && action('Release', 'release', 'O', 'Held messages go on', true),
    action(
      'Heal',
      'heal',
      'h',
      'Every link works again',
      links.groups !== null || links.cuts.size > 0,
    ),
    action(
      `Add ${freeName(names)}`,
      `add ${freeName(names)}`,
      '+',
      'A new server asks to be a voter',
      stage.leader !== null,
    ),
    clients
      ? action('Stop clients', 'stop clients', 'l', 'They finish what they have begun', true)
      : action('3 clients', 'clients 3', 'l', 'Three clients read and write while time runs', true),
    action('Until leader', 'run until leader', 'L', 'Time runs until somebody leads', true),
  ].filter(Boolean);
}

/** What can be done with one server. */
export function serverActions(server, state, stage) {
  const { name, up, paused } = server;
  const acts = up && !paused;
  const leads = server.role === 'leader';
  const voters = stage.servers.find((one) => one.name === stage.leader)?.voters ?? [];
  const member = voters.includes(name);
  return [
    up
      ? action(
          'Crash',
          `crash ${name}`,
          'c',
          'It stops, and forgets what its disk does not hold',
          true,
        )
      : action('Restart', `restart ${name}`, 'c', 'It starts again with what its disk holds', true),
    paused
      ? action('Resume', `resume ${name}`, 'p', 'It goes on as if nothing had been', true)
      : action('Pause', `pause ${name}`, 'p', 'It does nothing, and does not notice', up),
    leads
      ? action('Heartbeat', `heartbeat ${name}`, 'b', 'It lets itself be heard now', acts)
      : action(
          'Time out',
          `timeout ${name}`,
          't',
          'It loses patience and stands for election',
          acts,
        ),
    action('Cut off', `isolate ${name}`, 'i', 'Every link of this server is cut, both ways', true),
    member
      ? action(
          'Remove',
          `remove ${name}`,
          'm',
          'The leader is asked to go on without it',
          stage.leader !== null,
        )
      : action(
          'Make a voter',
          `add ${name}`,
          'm',
          'The leader is asked to take it in',
          stage.leader !== null,
        ),
  ];
}

/** What can be done with one message on its way; `flight` is what the stage says of it. */
export function messageActions(flight) {
  const one = /^(\d+(st|nd|rd|th)|last) /.test(flight.which) ? flight.which : `1st ${flight.which}`;
  return [
    action('Deliver now', `deliver ${flight.which}`, 'd', 'It arrives at once', true),
    action('Lose', `drop ${flight.which}`, 'x', 'It never arrives', true),
    action('Double', `duplicate ${flight.which}`, 'u', 'A second copy is on its way', true),
    flight.held
      ? action(
          'Release',
          `release ${flight.held_alone ? one : flight.like}`,
          'o',
          'It goes on its way again',
          true,
        )
      : action('Hold', `hold ${one}`, 'o', 'It waits on its way; others like it pass', true),
    !flight.held &&
      action('Hold all such', `hold ${flight.like}`, 'w', `From now on ${flight.like} waits`, true),
  ].filter(Boolean);
}

/** The one-way links of a server to the others, and whether each works. */
export function linksOf(name, state, connected) {
  const others = [...state.servers.keys()].filter((other) => other !== name).sort(byNumber);
  return others
    .flatMap((other) => [
      [name, other],
      [other, name],
    ])
    .map(([from, to]) => ({ from, to, works: connected(state.links, from, to) }));
}

/** `propose S1 "x=1"`, with quotes where the language wants them. */
export const proposal = (server, command) => `propose ${server} ${commandText(command)}`;

/** What a network can be chosen to be like, and the line that says so. */
export const networks = [
  ['even, 10 ms', 'network delay 10ms loss 0% duplicate 0%'],
  ['5 to 15 ms', 'network delay 5..15ms loss 0% duplicate 0%'],
  ['1 to 60 ms, overtaking', 'network delay 1..60ms loss 0% duplicate 0%'],
  ['loses 1 in 10', 'network delay 5..15ms loss 10% duplicate 0%'],
  ['loses and doubles', 'network delay 5..25ms loss 5% duplicate 10%'],
  ['loses everything', 'network delay 10ms loss 100% duplicate 0%'],
];

/** What a server's disk and clock can be made to be like. */
export const disks = [
  ['well', 'well'],
  ['slow, 20 ms', 'delay 20ms'],
  ['stuck', 'stuck'],
  ['lies', 'lies'],
  ['tears writes', 'tears'],
];
export const clocks = [
  ['right', 'x1'],
  ['half as fast', 'x0.5'],
  ['twice as fast', 'x2'],
];

function action(name, line, key, title, on) {
  return { name, line, key, title, on };
}

function freeName(names) {
  const highest = Math.max(0, ...names.map((name) => Number(name.slice(1))));
  return `S${highest + 1}`;
}
