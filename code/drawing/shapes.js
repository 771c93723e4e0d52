/**
 * The shapes of a space-time diagram as SVG elements: what drawing/layout.js has placed is drawn
 * here, once; drawing/spacetime.js shows and hides it.
 */

import { axisWidth, pillHeight, textWidth } from './layout.js';
import { serverClass, termClass } from './palette.js';
import { columnsOf, Strip } from './strip.js';
import { make } from './svg.js';
import { roleText, shortened } from './words.js';

/** The element of a shape. `look` holds its classes. */
export function drawShape(shape, layout) {
  const element = draw[shape.type](shape, layout);
  if (shape.n > 0) element.setAttribute('data-n', shape.n);
  element.look = element.getAttribute('class') ?? '';
  return element;
}

const fixed = (number) => number.toFixed(1);

const draw = {
  life({ x, top, bottom, server }) {
    const line = { x1: x, x2: x, y1: fixed(top), y2: fixed(bottom) };
    const title = make('title', {}, `${server.name}: ${roleText(server)}`);
    return make('g', { class: `life ${serverClass(server)}` }, make('line', line), title);
  },

  wall: ({ x, top, bottom }) =>
    make('line', { class: 'wall', x1: x, x2: x, y1: fixed(top), y2: fixed(bottom) }),

  tick: ({ y, text }) => make('text', { class: 'tick', x: axisWidth - 12, y: fixed(y + 4) }, text),

  break({ top, bottom, text, quiet }, { columns }) {
    const y = (top + bottom) / 2;
    const waves = [...columns.values()].flatMap(({ x }) => [
      make('rect', { class: 'gap', x: x - 10, y: y - 4, width: 20, height: 8 }),
      ...[y - 4, y + 4].map((at) => make('path', { class: 'wave', d: `M${x - 10} ${at + 2}q5 -6 10 -2t10 -2` })),
    ]);
    const words = quiet > 0 ? make('title', {}, 'only heartbeats without news') : '';
    return make('g', { class: 'break' }, ...waves,
      make('text', { x: axisWidth - 12, y: y + 4 }, text), words);
  },

  arrow(arrow) {
    const { x1, y1, x2, y2, term, reply, heartbeat, quiet, title } = arrow;
    const names = ['arrow', termClass(term), reply && 'reply', heartbeat && 'heartbeat', quiet && 'quiet'];
    const group = make('g', { class: names.filter(Boolean).join(' ') });
    const [dx, dy] = [x2 - x1, y2 - y1];
    const length = Math.max(Math.hypot(dx, dy), 1);
    const back = arrow.end === 'arrives' ? 13 / length : 0;
    const line = { x1: fixed(x1), y1: fixed(y1), x2: fixed(x2 - dx * back), y2: fixed(y2 - dy * back) };
    group.append(make('line', { class: 'grip', ...line }), make('line', { class: 'shaft', ...line }),
      ending(arrow, dx / length, dy / length), make('title', {}, title ?? ''));
    if (arrow.labelAt) {
      const { x, y, width } = arrow.labelAt;
      group.append(
        make('rect', { class: 'back', x: fixed(x - width / 2), y: fixed(y - 7), width: fixed(width), height: 14 }),
        make('text', { x: fixed(x), y: fixed(y + 3.8) }, arrow.label));
    }
    return group;
  },

  pill({ x, top, most, look, role, term, text }) {
    const words = shortened(text, Math.max(Math.floor((most - 10) / 6.9), 3));
    const width = Math.min(textWidth(words, 12) + 16, most);
    const names = `pill ${termClass(term)} ${look} ${role ?? ''}`.trim();
    return make('g', { class: names },
      make('rect', { x: fixed(x - width / 2), y: fixed(top), width: fixed(width), height: pillHeight, rx: 9 }),
      make('text', { x: fixed(x), y: fixed(top + 13.5) }, words), make('title', {}, text));
  },

  strip({ x, top, most, look: server }) {
    const columns = columnsOf([server], most);
    const wide = columns.at(-1).x + columns.at(-1).width;
    const group = make('g', { class: 'strip', transform: `translate(${fixed(x - wide / 2)} ${fixed(top)})` });
    new Strip(group).draw(server, columns);
    group.querySelector('.next').remove();
    return group;
  },

  client({ y, event }) {
    const answered = event.kind === 'returned' ? ` ${event.outcome}` : '';
    return make('g', { class: `client${answered}`, transform: `translate(9 ${fixed(y)})` },
      make('circle', { r: 7 }), make('text', { y: 3.6 }, String(event.client)),
      make('title', {}, event.words ?? event.kind));
  },

  banner({ top, bottom, event, lines, large }, { width }) {
    const tone = event.kind === 'expectation' ? (event.met ? 'met' : 'unmet') : event.kind;
    const group = make('g', { class: `banner ${tone}` });
    const middle = (top + bottom) / 2;
    if (large) {
      group.append(make('rect', { class: 'ground', x: 4, y: fixed(top), width: width - 8, height: bottom - top, rx: 4 }));
      if (event.kind === 'caption') group.append(make('rect', { class: 'bar', x: 4, y: fixed(top), width: 4, height: bottom - top }));
    } else {
      const wide = Math.max(...lines.map((line) => textWidth(line, 12))) + 28;
      const x = (width + axisWidth) / 2 - wide / 2;
      if (event.kind !== 'expectation') {
        group.append(make('line', { class: 'across', x1: 4, x2: width - 4, y1: middle, y2: middle }));
      }
      group.append(make('rect', { class: 'ground', x: fixed(x), y: fixed(top), width: fixed(wide), height: bottom - top }));
    }
    lines.forEach((line, i) => {
      const y = top + (large ? 22 : 17) + 19 * i;
      const x = large ? 18 : (width + axisWidth) / 2;
      group.append(make('text', { x, y: fixed(y), class: i === 0 ? 'first' : null }, line));
    });
    return group;
  },
};

function ending({ x2, y2, end }, ux, uy) {
  if (end === 'under way') return make('circle', { class: 'open', cx: fixed(x2), cy: fixed(y2), r: 3 });
  if (end === 'lost') {
    const d = `M${fixed(x2 - 5)} ${fixed(y2 - 5)}l10 10M${fixed(x2 - 5)} ${fixed(y2 + 5)}l10 -10`;
    return make('path', { class: 'cross', d });
  }
  // A triangle whose tip touches the line of the server.
  const corner = (along, side) => `${fixed(x2 - ux * along - uy * side)},${fixed(y2 - uy * along + ux * side)}`;
  return make('polygon', { class: 'point', points: `${corner(5, 0)} ${corner(15, 4)} ${corner(15, -4)}` });
}

