/**
 * Where the servers of the ring stand, and where their logs do: beside each server as long as there
 * is room for that, else in a rack of rows under the ring, the same places one below the other.
 *
 *     const { spots, rack } = placesOf(names, { width, height }, hasLogs);
 *
 * A spot is { name, angle, x, y, above, radius, width }; `rack` is { x, top, pitch, room }, or null
 * if no logs stand in one; `racked` says whether they would; `ring` is the size of what is left for
 * the servers, and `rows` the height of the rack.
 */

import { discRadius } from './ring_server.js';

const margin = 12; // around the rack

// How many servers have their logs beside them. The height has no say: a page may choose it by the
// height of the rack.
const mostBeside = ({ width }) => (width < 480 ? 4 : 5);

/** The places for servers of these names; `size` is `{ width, height }` in pixels. */
export function placesOf(names, size, hasLogs) {
  const racked = names.length > mostBeside(size);
  const pitch = size.width < 480 ? 24 : 26; // from row to row
  const rows = racked && hasLogs ? names.length * pitch + 2 * margin : 0;
  const ring = { width: size.width, height: size.height - rows };
  const rack = rows
    ? { x: middleOf(size.width), top: ring.height + margin, pitch, room: roomOf(size.width) }
    : null;
  return { spots: spotsOf(names, ring, racked), rack, racked, ring, rows };
}

const nameRoom = 40; // pixels for the names of the rows
const roomOf = (width) => Math.min(width - nameRoom - 54, 480);
const middleOf = (width) => nameRoom + (width - nameRoom - roomOf(width)) / 2;

// The first on top, then clockwise; two above and two below if four.
function spotsOf(names, { width, height }, racked) {
  const turn = names.length % 4 === 0 ? Math.PI / names.length : 0;
  const small = Math.min(width, height) < 420 || (racked && height < 460);
  const tight = racked && (height < 250 || (names.length > 7 && width < 480));
  const radius = tight ? 17 : small ? 21 : discRadius;
  const angles = names.map((_, i) => -Math.PI / 2 + turn + (i * 2 * Math.PI) / names.length);
  const farthest = (along) => Math.max(0.5, ...angles.map((angle) => Math.abs(along(angle))));
  const { right, down } = racked
    ? roomForWords(width, height, radius)
    : roomForCards(width, height, radius);
  const alone = names.length === 1 ? 0 : 1;
  const rx = (alone * Math.min(right, down * (racked ? 2.3 : 1.8))) / farthest(Math.cos);
  const ry = (alone * Math.min(down, right * (racked ? 1.9 : 1.25))) / farthest(Math.sin);
  const spots = new Map();
  names.forEach((name, i) => {
    const angle = angles[i];
    const x = width / 2 + rx * Math.cos(angle);
    const y = height / 2 + ry * Math.sin(angle);
    spots.set(name, { name, angle, x, y, above: y < height / 2 - 1, radius, width });
  });
  return spots;
}

// Beside the discs stand words and strips.
const roomForCards = (width, height, radius) => ({
  right: Math.min(Math.max(width / 2 - Math.min(92, width * 0.19), 60), 270),
  down: Math.min(Math.max(height / 2 - radius - 74, 50), 250),
});

// Outside the discs stand one or two words.
const roomForWords = (width, height, radius) => ({
  right: Math.min(Math.max(width / 2 - radius - 104, 60), 270),
  down: Math.min(Math.max(height / 2 - radius - 52, 40), 250),
});
