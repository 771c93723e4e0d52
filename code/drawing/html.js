/**
 * HTML elements in one line each.
 */

/** The element of the page with this id. */
export const byId = (id) => document.getElementById(id);

/** `h('p', { class: 'note' }, 'text', child)`; a property that is a function is a listener. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}
