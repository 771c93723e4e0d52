/**
 * One message of the ring, on its way along the link: requests are filled, answers are hollow, and
 * what is lost falls out of the picture.
 */

import { termClass } from './palette.js';
import { textWidth } from './measure.js';
import { make, say, set } from './svg.js';
import { isHeartbeat, isReply, saysYes } from './trace.js';
import { brief } from './words.js';

const aside = 7; // to the right of the link, so that the two directions do not meet
const lostAfter = 0.55; // of the way
const queueStep = 18; // pixels between two that wait

/** A message; its trail goes into another layer, below the servers. */
export function makeMessage(flight, trails) {
  const { sent } = flight;
  const kind = [
    isReply(sent) ? 'reply' : 'request',
    isHeartbeat(sent) || sent.quiet ? 'small' : '',
  ];
  const group = make('g', {
    class: `message ${kind.join(' ')} ${termClass(sent.term)}`,
    'data-msg': sent.msg,
  });
  group.append(
    make('circle', { class: 'reach', r: 16 }),
    shape(sent),
    make('text', { class: 'label' }),
  );
  group.append(make('title', {}, sent.words ?? brief(sent)));
  group.trail = trails.appendChild(make('line', { class: `trail ${termClass(sent.term)}` }));
  const remove = group.remove.bind(group);
  group.remove = () => {
    group.trail.remove();
    remove();
  };
  return group;
}

function shape(sent) {
  if (isHeartbeat(sent) || sent.quiet) return make('circle', { class: 'token', r: 4.5 });
  if (sent.entries) {
    return make('rect', { class: 'token', x: -8, y: -7, width: 16, height: 14, rx: 2.5 });
  }
  if (!isReply(sent)) return make('circle', { class: 'token', r: 7.5 });
  const mark = saysYes(sent) ? 'M-3.4 0.2L-1 2.8L3.6 -2.6' : 'M-2.8 -2.8L2.8 2.8M2.8 -2.8L-2.8 2.8';
  return make('g', { class: 'token' }, make('circle', { r: 7.5 }), make('path', { d: mark }));
}

/** Shows a message `part` of its way, or falling. */
export function drawMessage(group, flight, { from, to, part, behind = 0, fall, ...look }) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.max(Math.hypot(dx, dy), 1);
  const [ux, uy] = [dx / length, dy / length];
  const rim = from.radius + 12;
  const whole = length - 2 * rim;
  const far = whole * part * (flight.fate === 'lost' ? lostAfter : 1);
  const gone = Math.max(far - behind * queueStep, Math.min(far, 4));
  const start = { x: from.x + ux * rim - uy * aside, y: from.y + uy * rim + ux * aside };
  const x = start.x + ux * gone;
  const y = start.y + uy * gone + 70 * fall * fall;
  const [, token, label] = group.children;
  set(group, {
    transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
    opacity: fall > 0 ? (1 - fall).toFixed(2) : null,
  });
  const { labelled, taken, lit, selected } = look;
  group.classList.toggle('lit', lit);
  group.classList.toggle('selected', selected);
  group.classList.toggle('lost', fall > 0);
  set(token, { transform: fall > 0 ? `rotate(${(fall * 80).toFixed(0)})` : null });
  // At the start, the same word to several would stand on itself.
  const words = fall > 0 ? 'lost' : gone > 26 ? brief(flight.sent) : '';
  const wide = textWidth(words, 11) / 2 + 3;
  const place = { left: x - wide, right: x + wide, top: y + 11, bottom: y + 26 };
  const readable = labelled && words !== '' && taken.addIfFree(place);
  set(label, { visibility: readable ? 'visible' : 'hidden', y: 22 });
  if (readable) say(label, words);
  set(group.trail, {
    x1: start.x.toFixed(1),
    y1: start.y.toFixed(1),
    x2: x.toFixed(1),
    y2: (start.y + uy * gone).toFixed(1),
    visibility: fall > 0 ? 'hidden' : 'visible',
  });
}
