/**
 * How wide a text is, in pixels. Where there is a screen, the browser knows; elsewhere it is
 * guessed on the safe side.
 */

import { shortened } from './words.js';

const known = new Map();
let paper;

/** The width of `text`, in pixels at this size. */
export function textWidth(text, size, weight = 400) {
  const key = `${weight} ${size} ${text}`;
  let width = known.get(key);
  if (width === undefined) {
    if (known.size > 20_000) known.clear();
    width = measured(text, size, weight);
    known.set(key, width);
  }
  return width;
}

// Those of the drawings (drawing.css), whatever the page around them is written in.
const letters = () => getComputedStyle(document.documentElement).getPropertyValue('--letters');

function measured(text, size, weight) {
  if (typeof document === 'undefined') return [...text].length * size * 0.6;
  paper ??= document.createElement('canvas').getContext('2d');
  paper.font = `${weight} ${size}px ${letters()}`;
  return paper.measureText(text).width;
}

/** As much of `text` as `room` pixels hold, in the size of cells; at least three letters. */
export function fitted(text, room, size = 11) {
  let most = [...text].length;
  while (most > 3 && textWidth(shortened(text, most), size) > room) --most;
  return shortened(text, most);
}
