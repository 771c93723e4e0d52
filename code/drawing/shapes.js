/**
 * The shapes of a space-time diagram as SVG elements: what drawing/layout.js has placed is drawn
 * here, once; drawing/spacetime.js shows and hides it.
 */

import { pillHeight } from './layout.js';
import { textWidth } from './measure.js';
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

// Of the letters in a pill, at most, as drawing.css has them.
const weights = { role: 700, fault: 700, repair: 600 };

const fixed = (number) => number.toFixed(1);

const draw = {
  life({ x, top, bottom, server }) {
    const line = { x1: x, x2: x, y1: fixed(top), y2: fixed(bottom) };
    const title = make('title', {}, `${server.name}: ${roleText(server)}`);
    return make('g', { class: `life ${serverClass(server)}` }, make('line', line), title);
  },

  wall: ({ x, top, bottom }) =>
    make('line', { class: 'wall', x1: x, x2: x, y1: fixed(top), y2: fixed(bottom) }),

  tick: ({ y, text }, { axis }) =>
    make('text', { class: 'tick', x: axis - 10, y: fixed(y + 4) }, text),

  break({ top, bottom, text, quiet }, { columns, axis }) {
    const y = (top + bottom) / 2;
    const waves = [...columns.values()].flatMap(({ x }) => [
      make('rect', { class: 'gap', x: x - 10, y: y - 4, width: 20, height: 8 }),
      ...[y - 4, y + 4].map((at) =>
        make('path', { class: 'wave', d: `M${x - 10} ${at + 2}q5 -6 10 -2t10 -2` }),
      ),
    ]);
    const words = quiet > 0 ? make('title', {}, 'only heartbeats without news') : '';
    return make(
      'g',
      { class: 'break' },
      ...waves,
      make('text', { x: axis - 10, y: y + 4 }, text),
      words,
    );
  },

  arrow(arrow) {
    const { x1, y1, x2, y2, term, reply, heartbeat, quiet, title } = arrow;
    const names = [
      'arrow',
      termClass(term),
      reply && 'reply',
      heartbeat && 'heartbeat',
      quiet && 'quiet',
    ];
    const group = make('g', { class: names.filter(Boolean).join(' ') });
    const [dx, dy] = [x2 - x1, y2 - y1];
    const length = Math.max(Math.hypot(dx, dy), 1);
    const back = arrow.end === 'arrives' ? 13 / length : 0;
    const line = {
      x1: fixed(x1),
      y1: fixed(y1),
      x2: fixed(x2 - dx * back),
      y2: fixed(y2 - dy * back),
    };
    group.append(
      make('line', { class: 'grip', ...line }),
      make('line', { class: 'shaft', ...line }),
      ending(arrow, dx / length, dy / length),
      make('title', {}, title ?? ''),
    );
    return group;
  },

  label({ left, right, top, bottom, term, heartbeat, text, title }) {
    const box = {
      x: fixed(left),
      y: fixed(top),
      width: fixed(right - left),
      height: fixed(bottom - top),
    };
    return make(
      'g',
      { class: `label ${termClass(term)}${heartbeat ? ' heartbeat' : ''}` },
      make('rect', box),
      make('text', { x: fixed((left + right) / 2), y: fixed(bottom - 3) }, text),
      make('title', {}, title ?? ''),
    );
  },

  pill({ x, top, most, look, role, term, text }) {
    const heavy = weights[look] ?? 400;
    const { words, size } = fitting(text, most - 9, heavy);
    const width = Math.min(textWidth(words, size, heavy) + (size < 12 ? 9 : 14), most + 6);
    const names = ['pill', termClass(term), look, role, size < 12 && 'tight'];
    return make(
      'g',
      { class: names.filter(Boolean).join(' ') },
      make('rect', {
        x: fixed(x - width / 2),
        y: fixed(top),
        width: fixed(width),
        height: pillHeight,
        rx: 9,
      }),
      make('text', { x: fixed(x), y: fixed(top + 13.5) }, words),
      make('title', {}, text),
    );
  },

  strip({ x, top, most, look: server }) {
    const columns = columnsOf([server], most);
    const wide = columns.at(-1).x + columns.at(-1).width;
    const group = make('g', {
      class: 'strip',
      transform: `translate(${fixed(x - wide / 2)} ${fixed(top)})`,
    });
    new Strip(group).draw(server, columns);
    group.querySelector('.next').remove();
    // There it would stand in the next column.
    if (most < 48) group.querySelector('.strip-more').remove();
    return group;
  },

  client({ y, event }) {
    const answered = event.kind === 'returned' ? ` ${event.outcome}` : '';
    return make(
      'g',
      { class: `client${answered}`, transform: `translate(9 ${fixed(y)})` },
      make('circle', { r: 7 }),
      make('text', { y: 3.6 }, String(event.client)),
      make('title', {}, event.words ?? event.kind),
    );
  },

  banner({ top, bottom, event, lines, large }, { width, axis }) {
    const tone = event.kind === 'expectation' ? (event.met ? 'met' : 'unmet') : event.kind;
    const group = make('g', { class: `banner ${tone}` });
    const middle = (top + bottom) / 2;
    if (large) {
      group.append(
        make('rect', {
          class: 'ground',
          x: 4,
          y: fixed(top),
          width: width - 8,
          height: bottom - top,
          rx: 4,
        }),
      );
      if (event.kind === 'caption')
        group.append(
          make('rect', { class: 'bar', x: 4, y: fixed(top), width: 4, height: bottom - top }),
        );
    } else {
      const wide = Math.max(...lines.map((line) => textWidth(line, 12))) + 28;
      const x = (width + axis) / 2 - wide / 2;
      if (event.kind !== 'expectation') {
        group.append(
          make('line', { class: 'across', x1: 4, x2: width - 4, y1: middle, y2: middle }),
        );
      }
      group.append(
        make('rect', {
          class: 'ground',
          x: fixed(x),
          y: fixed(top),
          width: fixed(wide),
          height: bottom - top,
        }),
      );
    }
    lines.forEach((line, i) => {
      const y = top + (large ? 22 : 17) + 19 * i;
      const x = large ? 18 : (width + axis) / 2;
      group.append(make('text', { x, y: fixed(y), class: i === 0 ? 'first' : null }, line));
    });
    return group;
  },
};

// The text as far as it fits: whole, in its short form, in smaller letters, or cut off.
function fitting(text, room, weight) {
  const short = text.replace(', term ', ' ').replace('votes for', 'votes').replace('follows', '→');
  for (const [words, size] of [
    [text, 12],
    [short, 12],
    [short, 10.5],
    [short.replace(/ \d+$/, ''), 10.5],
  ]) {
    if (textWidth(words, size, weight) <= room + (size < 12 ? 6 : 0)) return { words, size };
  }
  const size = 10.5;
  let most = short.length - 1;
  while (most > 3 && textWidth(shortened(short, most), size, weight) > room + 6) --most;
  return { words: shortened(short, most), size };
}

function ending({ x2, y2, end }, ux, uy) {
  if (end === 'under way')
    return make('circle', { class: 'open', cx: fixed(x2), cy: fixed(y2), r: 3 });
  if (end === 'lost') {
    const d = `M${fixed(x2 - 5)} ${fixed(y2 - 5)}l10 10M${fixed(x2 - 5)} ${fixed(y2 + 5)}l10 -10`;
    return make('path', { class: 'cross', d });
  }
  // A triangle whose tip touches the line of the server.
  const corner = (along, side) =>
    `${fixed(x2 - ux * along - uy * side)},${fixed(y2 - uy * along + ux * side)}`;
  return make('polygon', {
    class: 'point',
    points: `${corner(5, 0)} ${corner(15, 4)} ${corner(15, -4)}`,
  });
}
