/**
 * Finds places for the labels of arrows that cover neither each other nor what stands on the lines.
 * A label that finds none is left out; a click on the arrow still tells what it is.
 */

const height = 13;
const places = [0.5, 0.38, 0.62, 0.27, 0.73, 0.84, 0.16];
const drawer = 256;

/** Gives each arrow among `shapes` with a label its `labelAt`, { x, y, width }, if there is room. */
export function placeLabels(shapes, columns) {
  const taken = new Taken();
  for (const shape of shapes) {
    if (shape.type === 'pill' || shape.type === 'strip') {
      const half = Math.min(shape.most, 96) / 2;
      taken.add({ left: shape.x - half, right: shape.x + half, top: shape.top, bottom: shape.bottom });
    }
    if (shape.type === 'banner') {
      taken.add({ left: 0, right: Infinity, top: shape.top, bottom: shape.bottom });
    }
  }
  const lines = [...columns.values()].map(({ x }) => x);
  for (const arrow of shapes) {
    if (arrow.type === 'arrow' && arrow.label) place(arrow, taken, lines);
  }
}

function place(arrow, taken, lines) {
  const width = arrow.label.length * 6.2 + 6;
  for (const part of places) {
    const x = arrow.x1 + (arrow.x2 - arrow.x1) * part;
    const y = arrow.y1 + (arrow.y2 - arrow.y1) * part;
    const box = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
    if (lines.some((line) => line > box.left - 5 && line < box.right + 5)) continue;
    if (taken.meets(box)) continue;
    taken.add(box);
    arrow.labelAt = { x, y, width };
    arrow.top = Math.min(arrow.top, box.top);
    arrow.bottom = Math.max(arrow.bottom, box.bottom);
    return;
  }
}

class Taken {
  constructor() {
    this.drawers = new Map();
  }

  #each(box, visit) {
    for (let d = Math.floor(box.top / drawer); d <= Math.floor(box.bottom / drawer); ++d) {
      if (!this.drawers.has(d)) this.drawers.set(d, []);
      if (visit(this.drawers.get(d))) return true;
    }
    return false;
  }

  add(box) {
    this.#each(box, (boxes) => {
      boxes.push(box);
      return false;
    });
  }

  meets({ left, right, top, bottom }) {
    return this.#each({ top, bottom }, (boxes) =>
      boxes.some((other) => other.left < right && left < other.right &&
        other.top < bottom && top < other.bottom));
  }
}
