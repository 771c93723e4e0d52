/**
 * One server of the ring: a disc with its name, around it the timer and the votes, beside it what
 * it is and its log. Where many stand (spots.js), the log is a row of the rack.
 */

import { serverClass } from './palette.js';
import { cellHeight, Strip } from './strip.js';
import { arc, Keyed, make, say, set } from './svg.js';
import { byNumber } from './trace.js';
import { roleText } from './words.js';

export const discRadius = 28;
const timerRadius = 34;
const voteRadius = 40;

/** An empty server; drawServer fills it. */
export function makeServer(name) {
  const disc = make('g', { class: 'disc', tabindex: 0, role: 'button', 'data-name': name });
  const votes = make('g', { class: 'votes' });
  const card = make('g', { class: 'card' });
  disc.append(
    make('circle', { class: 'halo', r: voteRadius + 8 }),
    make('circle', { class: 'timer-track', r: timerRadius }),
    make('path', { class: 'timer' }),
    make('circle', { class: 'face', r: discRadius }),
    make('text', { class: 'name', y: 6 }),
    votes,
  );
  const strip = make('g', { class: 'strip' });
  card.append(make('text', { class: 'role' }), make('text', { class: 'detail' }), strip);
  const row = card.appendChild(make('text', { class: 'row-name' }));
  const group = make('g', { class: 'server' }, disc, card);
  group.parts = {
    disc,
    card,
    votes: new Keyed(votes, () => make('path')),
    strip: new Strip(strip),
    stripGroup: strip,
    row,
  };
  return group;
}

/** Shows `server` at `spot`. */
export function drawServer(group, server, spot, scene) {
  const { view, state } = scene;
  const picked = view.selected?.kind === 'server' && view.selected.name === server.name;
  const lit = view.lit?.servers.has(server.name) ? ' lit' : '';
  const acting = state.event?.server === server.name ? ' acting' : '';
  set(group, { class: `server ${serverClass(server)}${lit}${acting}${picked ? ' selected' : ''}` });
  drawDisc(group.parts, server, spot, scene);
  if (scene.racked) drawRow(group.parts, server, spot, scene);
  else drawCard(group.parts, server, spot, scene);
}

function drawDisc({ disc, votes }, server, spot, { state, view }) {
  const [, track, timer, , name] = disc.children;
  const scale = spot.radius / discRadius;
  set(disc, {
    transform: `translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)}) scale(${scale})`,
    'aria-label': `${server.name}, ${roleText(server)}${server.paused ? ', paused' : ''}`,
  });
  say(name, server.name);
  const patience = view.model?.patience(server, view.time ?? state.time) ?? null;
  set(track, { visibility: patience ? 'visible' : 'hidden' });
  set(timer, {
    d: patience ? arc(timerRadius, 1 - patience.used) : null,
    class: patience?.known ? 'timer known' : 'timer',
  });
  votes.show(
    votersOf(server, [...state.servers.keys()]),
    (vote) => vote.name,
    (dot, vote) => {
      set(dot, {
        class: `vote ${vote.said}`,
        d:
          vote.said === 'no'
            ? 'M-3.5 -3.5L3.5 3.5M3.5 -3.5L-3.5 3.5'
            : 'M-4 0a4 4 0 1 1 8 0a4 4 0 1 1 -8 0',
        transform:
          `translate(${(voteRadius * Math.sin(vote.angle)).toFixed(1)} ` +
          `${(-voteRadius * Math.cos(vote.angle)).toFixed(1)})`,
      });
    },
  );
}

// The votes of a candidate, one for each that may vote, around the disc.
function votersOf(server, everyone) {
  if (server.role !== 'candidate' || !server.up) return [];
  const members = server.members ?? { voters: everyone, outgoing: [] };
  const names = new Set([...members.voters, ...members.outgoing, ...server.votes.keys()]);
  const voters = [...names].sort(byNumber);
  return voters.map((name, i) => ({
    name,
    angle: (i * 2 * Math.PI) / voters.length,
    said: !server.votes.has(name) ? 'waiting' : server.votes.get(name) ? 'yes' : 'no',
  }));
}

// Words outside the disc, and the log in its row of the rack.
function drawRow({ card, strip, stripGroup, row }, server, spot, scene) {
  const [role, detail] = card.children;
  const away = spot.radius + 20;
  const [across, along] = [Math.cos(spot.angle), Math.sin(spot.angle)];
  const side = Math.abs(across) < 0.3 ? 'middle' : across > 0 ? 'start' : 'end';
  const x = spot.x + (away + 4) * across;
  const y = spot.y + away * along + 4.5 + 7 * along * (side === 'middle');
  const beside = `text-anchor: ${side}`;
  const [words, more] = shortWords(server);
  const up = along < -0.3 && more ? 15 : 0;
  set(role, { x: x.toFixed(1), y: (y - up).toFixed(1), style: beside });
  say(role, words);
  set(detail, { x: x.toFixed(1), y: (y - up + 15).toFixed(1), style: beside });
  say(detail, more);
  const { rack, columns } = scene;
  const top = rack?.rowOf(server.name);
  set(row, rack ? { x: rack.x - 20, y: top + 15 } : {});
  say(row, rack && columns.length > 0 ? server.name : '');
  if (rack) set(stripGroup, { transform: `translate(${rack.x} ${top})` });
  const known = scene.leader?.progress.get(server.name);
  strip.draw(server, columns, {
    match: server.up ? known?.match : 0,
    next: known?.next ?? null,
    chosen: scene.view.selected?.kind === 'entry' ? scene.view.selected : null,
  });
}

// "leader" and below it "term 3"; for the many only the term; and what is unusual.
function shortWords(server) {
  const term = server.up && server.term > 0 ? `term ${server.term}` : '';
  const plain = server.up && server.role === 'follower';
  const role = plain ? term || 'follower' : server.up ? server.role : 'stopped';
  return [role, [plain ? '' : term, detailOf(server)].filter(Boolean).join(', ')];
}

function drawCard({ card, strip, stripGroup, row }, server, spot, scene) {
  const [role, detail] = card.children;
  const { columns } = scene;
  const wide = columns.length ? columns.at(-1).x + columns.at(-1).width : 0;
  const half = Math.max(wide / 2 + 14, 62);
  const x = Math.min(Math.max(spot.x, half), spot.width - half);
  const away = spot.above ? -1 : 1;
  const first = spot.y + away * (spot.radius + 27); // the middle of the role's line
  say(row, '');
  set(role, { x, y: first + 4.5, style: null });
  say(role, roleText(server));
  const small = detailOf(server);
  set(detail, { x, y: first + away * 16 + 4, style: null });
  say(detail, small);
  const rows = first + away * (small ? 28 : 13);
  const top = spot.above ? rows - cellHeight : rows;
  set(stripGroup, { transform: `translate(${(x - wide / 2).toFixed(1)} ${top.toFixed(1)})` });
  strip.draw(server, columns, {
    ...marksOf(server, scene),
    above: spot.above,
    chosen: scene.view.selected?.kind === 'entry' ? scene.view.selected : null,
  });
}

// What is unusual about a server, in a few words.
function detailOf(server) {
  const words = [];
  if (server.paused) words.push('paused');
  if (server.disk.how !== 'well') words.push(`disk ${server.disk.how}`);
  if (server.rate !== 1000) words.push(`clock ${server.rate / 10} %`);
  return words.join(', ');
}

// A leader shows who holds what; its followers show where it would go on sending.
function marksOf(server, { leader }) {
  const holders = new Map();
  if (server.up && server.role === 'leader') {
    for (const [name, { match }] of server.progress) {
      if (match > 0) holders.set(match, [...(holders.get(match) ?? []), name]);
    }
  }
  return { holders, next: leader?.progress.get(server.name)?.next ?? null };
}
