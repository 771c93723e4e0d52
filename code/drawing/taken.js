/**
 * The places in a drawing where something stands already. A place is a box: its left, right, top
 * and bottom, in pixels.
 */

const drawer = 256; // boxes are found by drawers of so many pixels, from top to bottom

export class Taken {
  constructor(boxes = []) {
    this.drawers = new Map();
    for (const box of boxes) this.add(box);
  }

  /** Takes `box`, whatever stands there. */
  add(box) {
    this.#each(box, (boxes) => {
      boxes.push(box);
      return false;
    });
  }

  /** Takes `box` if nothing stands there; returns whether it did. */
  addIfFree(box) {
    if (this.meets(box)) return false;
    this.add(box);
    return true;
  }

  /** Whether something stands in the way of `box`. */
  meets({ left, right, top, bottom }) {
    return this.#each({ top, bottom }, (boxes) =>
      boxes.some(
        (other) =>
          other.left < right && left < other.right && other.top < bottom && top < other.bottom,
      ),
    );
  }

  #each(box, visit) {
    for (let d = Math.floor(box.top / drawer); d <= Math.floor(box.bottom / drawer); ++d) {
      if (!this.drawers.has(d)) this.drawers.set(d, []);
      if (visit(this.drawers.get(d))) return true;
    }
    return false;
  }
}
