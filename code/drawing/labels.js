/**
 * Finds places for the labels of arrows that cover neither each other nor what stands on the lines.
 * A label that finds none is left out; a click on the arrow still tells what it is.
 */

import { textWidth } from './measure.js';
import { Taken } from './taken.js';

const height = 13;
const places = [0.5, 0.38, 0.62, 0.27, 0.73, 0.84, 0.16];

/** Adds the labels of the arrows to `shapes`, as far as there is room. */
export function placeLabels(shapes, columns) {
  const taken = new Taken();
  for (const shape of shapes) {
    if (shape.type === 'pill' || shape.type === 'strip') {
      const half = Math.min(shape.most, 96) / 2;
      taken.add({
        left: shape.x - half,
        right: shape.x + half,
        top: shape.top,
        bottom: shape.bottom,
      });
    }
    if (shape.type === 'arrow' && !shape.quiet) taken.add(pointOf(shape));
    if (shape.type === 'banner') {
      taken.add({ left: 0, right: Infinity, top: shape.top, bottom: shape.bottom });
    }
  }
  const lines = [...columns.values()].map(({ x }) => x);
  const labels = [];
  for (const arrow of shapes) {
    const box = arrow.type === 'arrow' && arrow.label ? place(arrow, taken, lines) : null;
    if (!box) continue;
    const { n, msg, term, heartbeat, label: text, title } = arrow;
    labels.push({ type: 'label', n, msg, term, heartbeat, text, title, ...box });
  }
  for (const label of labels) shapes.push({ ...label, id: shapes.length });
}

// The end of an arrow, with its point or its cross.
function pointOf({ x1, x2, y2, end }) {
  if (end !== 'arrives') return { left: x2 - 7, right: x2 + 7, top: y2 - 7, bottom: y2 + 7 };
  const [left, right] = x2 > x1 ? [x2 - 16, x2] : [x2, x2 + 16];
  return { left, right, top: y2 - 4, bottom: y2 + 4 };
}

function place(arrow, taken, lines) {
  const width = textWidth(arrow.label, 11) + 6;
  for (const part of places) {
    const x = arrow.x1 + (arrow.x2 - arrow.x1) * part;
    const y = arrow.y1 + (arrow.y2 - arrow.y1) * part;
    const box = {
      left: x - width / 2,
      right: x + width / 2,
      top: y - height / 2,
      bottom: y + height / 2,
    };
    if (lines.some((line) => line > box.left - 5 && line < box.right + 5)) continue;
    if (taken.addIfFree(box)) return box;
  }
  return null;
}
