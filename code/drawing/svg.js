/**
 * SVG elements in one line each, and lists of them that are kept up to date without being built
 * anew: a drawing that moves sixty times a second must not make garbage.
 */

const space = 'http://www.w3.org/2000/svg';

/** `make('circle', { r: 3, class: 'dot' }, ...children)`; children may be texts. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElementNS(space, tag);
  set(element, attributes);
  element.append(...children);
  return element;
}

/** Sets attributes, but only those that differ; null removes one. */
export function set(element, attributes) {
  const known = (element.known ??= {});
  for (const name in attributes) {
    const value = attributes[name];
    if (known[name] === value) continue;
    known[name] = value;
    if (value === null || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
  return element;
}

/** Sets the text of an element, if it differs. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
  return element;
}

/** Children of `parent`, one for each key, made and removed as needed. */
export class Keyed {
  constructor(parent, create) {
    this.parent = parent;
    this.create = create;
    this.all = new Map();
  }

  /** Calls update(element, item) for each item; keyOf says which is which. */
  show(items, keyOf, update) {
    const seen = new Set();
    for (const item of items) {
      const key = keyOf(item);
      seen.add(key);
      let element = this.all.get(key);
      if (!element) {
        element = this.create(item);
        this.all.set(key, element);
        this.parent.append(element);
      }
      update(element, item);
    }
    if (seen.size === this.all.size) return;
    for (const [key, element] of this.all) {
      if (seen.has(key)) continue;
      element.remove();
      this.all.delete(key);
    }
  }
}

/** An arc of a circle, clockwise from the top, as the `d` of a path. `part` is from 0 to 1. */
export function arc(radius, part) {
  const angle = Math.min(Math.max(part, 0), 0.9999) * 2 * Math.PI;
  const x = (radius * Math.sin(angle)).toFixed(2);
  const y = (-radius * Math.cos(angle)).toFixed(2);
  return `M0 ${-radius}A${radius} ${radius} 0 ${angle > Math.PI ? 1 : 0} 1 ${x} ${y}`;
}
