/**
 * A log as a strip of cells: filled if committed, an outline if not yet, dashed as long as the disk
 * does not hold it. The strips of all servers show the same places, so that they can be compared;
 * a place that a server has not reached is a hole.
 *
 *     const columns = columnsOf(state.servers.values(), 170);   // which places, how wide
 *     strip.draw(server, columns, marks)
 */

import { make, Keyed, say, set } from './svg.js';
import { cellText, entryText, place } from './words.js';
import { fitted } from './measure.js';
import { termClass } from './palette.js';

export const cellHeight = 20;
const letter = 6.1; // the width of a character, on the safe side
const [narrowest, widest] = [26, 60];

/** The places that strips at most `room` wide show, { index, x, width }: the last ones of the
 * longest log, or, if most logs have not come so far, the last ones that the middle of them has. */
export function columnsOf(servers, room) {
  const logs = [...servers].map((server) => server.log);
  const lengths = logs.map((log) => log.length).sort((a, b) => a - b);
  const middle = lengths[lengths.length >> 1] ?? 0;
  const columns = endingAt(Math.max(0, ...lengths), logs, room);
  return columns.length === 0 || middle >= columns[0].index || middle === 0
    ? columns
    : endingAt(middle, logs, room);
}

function endingAt(last, logs, room) {
  const columns = [];
  let x = 0;
  for (let index = last; index > 0; --index) {
    const longest = Math.max(...logs.map((log) => textOf(log.at(index)).length));
    const most = Math.min(widest, Math.max(room, narrowest));
    const width = Math.min(Math.max(longest * letter + 9, narrowest), most);
    if (x + width > room && columns.length > 0) break;
    columns.unshift({ index, width });
    x += width;
  }
  let left = 0;
  for (const column of columns) {
    column.x = left;
    left += column.width;
  }
  return columns;
}
const textOf = (entry) => (entry ? cellText(entry) : '');
const end = (columns) => (columns.length ? columns.at(-1).x + columns.at(-1).width : 0);

/** Whether an entry is committed. The servers of chapter 1, without terms, execute at once. */
export const isDone = (server, index) => index <= server.commit || server.log.at(index).term === 0;

/** What a cell means, in words. */
export function cellTitle(server, index) {
  const entry = server.log.at(index);
  const state =
    index <= server.applied
      ? 'executed'
      : index <= server.commit
        ? 'committed'
        : 'not yet committed';
  const saved = onDisk(server, index) ? '' : ', not on its disk yet';
  return `${server.name} ${place(index)}: ${entryText(entry)}, ${state}${saved}`;
}
// A server that never saves anything has no disk that could lack something.
export function onDisk(server, index) {
  const { log, used } = server.disk;
  return !used || log.at(index)?.term === server.log.at(index).term;
}

export class Strip {
  /** Draws into `group`, an SVG g element. */
  constructor(group) {
    this.group = group;
    const layer = () => group.appendChild(make('g'));
    this.holes = new Keyed(layer(), () =>
      make('rect', { class: 'hole', height: cellHeight - 1, y: 1 }),
    );
    this.more = group.appendChild(make('text', { class: 'strip-more', y: 14 }));
    this.rest = group.appendChild(make('text', { class: 'strip-more', y: 14 }));
    this.cells = new Keyed(layer(), () => {
      const cell = make('g', { class: 'cell' });
      cell.append(
        make('rect', { height: cellHeight, y: 0.5 }),
        make('text', { y: 14 }),
        make('title'),
      );
      return cell;
    });
    this.marks = new Keyed(layer(), () => make('text', { class: 'mark' }));
    this.known = group.appendChild(
      make('rect', { class: 'known', x: 1, y: cellHeight + 1.5, height: 2 }),
    );
    this.next = group.appendChild(make('path', { class: 'next', d: `M-4 -6L4 -6L0 -1Z` }));
  }

  /** `holders`: Map of place to the names of those that a leader knows to hold all up to there;
   * `next`: the place that the leader would send next, or null; `match`: up to where a line says
   * that the leader knows the log to be the same; `above`: whether the marks stand above; `chosen`:
   * the entry that is emphasised, { index, term }. */
  draw(server, columns, marks = {}) {
    const { holders = new Map(), next = null, match = 0, above = false, chosen = null } = marks;
    const isChosen = ({ index, term }) => chosen?.index === index && chosen.term === term;
    const shown = columns.filter((column) => column.index <= server.log.length);
    this.cells.show(
      shown,
      (column) => column.index,
      (cell, column) => {
        const entry = server.log.at(column.index);
        const done = isDone(server, column.index) ? ' done' : '';
        const fresh = onDisk(server, column.index) ? '' : ' fresh';
        const [rect, text, title] = cell.children;
        set(cell, {
          class: `cell ${termClass(entry.term)}${done}${fresh}${isChosen(entry) ? ' chosen' : ''}`,
          'data-index': column.index,
          'data-server': server.name,
        });
        set(rect, { x: column.x + 0.5, width: column.width - 1 });
        set(text, { x: column.x + column.width / 2 });
        say(text, fitted(textOf(entry), column.width - 5));
        say(title, cellTitle(server, column.index));
      },
    );
    this.#hint(server, columns);
    this.marks.show(
      columns.filter((column) => holders.has(column.index)),
      (column) => column.index,
      (mark, column) => {
        set(mark, { x: column.x + column.width / 2, y: above ? -4 : cellHeight + 10 });
        say(
          mark,
          holders
            .get(column.index)
            .map((name) => name.slice(1))
            .join(' '),
        );
      },
    );
    this.#next(columns, server.up ? next : null);
    const known = columns.findLast(({ index }) => index <= match);
    set(this.known, {
      width: known ? known.x + known.width - 2 : 0,
      visibility: known ? 'visible' : 'hidden',
    });
  }

  // What the strip does not show, and where the log has not come yet.
  #hint(server, columns) {
    const holes = columns.filter((column) => column.index > server.log.length);
    this.holes.show(
      holes,
      (column) => column.index,
      (hole, column) => {
        set(hole, { x: column.x + 1, width: column.width - 2 });
      },
    );
    const hidden =
      columns.length > 0 && server.log.length > 0 && server.log.length < columns[0].index;
    const before = (columns[0]?.index ?? 1) > 1 && !hidden && server.log.length > 0;
    say(this.more, hidden ? `up to ${place(server.log.length)}` : before ? '…' : '');
    set(this.more, { x: before ? -9 : end(columns) / 2 });
    const rest = server.log.length - (columns.at(-1)?.index ?? 0);
    say(this.rest, rest > 0 ? `+${rest}` : '');
    set(this.rest, { x: end(columns) + 12 });
  }

  #next(columns, next) {
    const column = columns.find(({ index }) => index === next);
    const after = next !== null && columns.length > 0 && next === columns.at(-1).index + 1;
    const x = column ? column.x + 4 : after ? end(columns) + 4 : null;
    set(this.next, {
      transform: x === null ? null : `translate(${x} 0)`,
      visibility: x === null ? 'hidden' : 'visible',
    });
  }
}
