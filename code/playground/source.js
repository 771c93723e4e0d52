/**
 * The C++ that has just acted, from the real source: the piece, the part it belongs to, its file
 * and its line numbers.
 */

import { actingAt } from './acting.js';
import { h } from '../drawing/html.js';

export class Source {
  constructor(props) {
    this.props = props;
    this.root = h('div', {
      class: 'source',
      tabindex: 0,
      role: 'region',
      'aria-label': 'The C++ that has just acted',
    });
    this.shown = null;
  }

  /** Shows what acted in the step that ends with event `n`. `parts` are those of the node; of a
   * part that `bug` replaces, its own code is shown first. */
  show(model, n, { parts, bug = null }) {
    const acting = actingAt(this.props, model, n, parts).reverse();
    const key = acting.map(({ name, now }) => name + now).join() + bug?.name;
    if (key === this.shown) return;
    this.shown = key;
    const spoilt = bug && acting.some(({ part }) => bug.replaces.includes(part));
    const spoilers = spoilt ? bug.parts.map((name) => this.props.pieces[`bug#${name}`]) : [];
    this.root.replaceChildren(
      ...spoilers.map((piece) => pieceOf({ ...piece, now: true, note: ', a bug' })),
      ...acting.map((piece) => {
        const note = bug?.replaces.includes(piece.part) ? ', as far as it is left' : '';
        return pieceOf({ ...piece, note });
      }),
      ...(acting.length ? [] : [nothing()]),
    );
    this.root.scrollTop = 0;
  }
}

function pieceOf({ part, file, line, text, now, note }) {
  const lines = text.split('\n');
  return h(
    'figure',
    { class: `piece${now ? ' acts-now' : ''}` },
    h('figcaption', {}, h('strong', {}, part || 'the gate'), `${note} ${file}:${line}`),
    h(
      'pre',
      {},
      lines.map((code, i) => {
        // A line that goes on below a bracket far to the right would be broken all the more.
        const words = code.trimStart();
        const indent = Math.min(code.length - words.length, 12);
        const look = { 'data-line': line + i, style: `--indent: ${indent}` };
        return h('code', look, ...coloured(words), '\n');
      }),
    ),
  );
}

const nothing = () =>
  h(
    'p',
    { class: 'hint' },
    'No rule of Raft has acted yet. Step on, and the C++ that acts appears here.',
  );

const words = new Set(
  (
    'auto bool break case const constexpr continue else enum explicit false for if inline ' +
    'namespace nullptr return sizeof static struct template true typename using void while'
  ).split(' '),
);

function coloured(code) {
  const pieces = [];
  const pattern = /(\/\/.*$)|("(?:[^"\\]|\\.)*")|([A-Za-z_]\w*)|([^A-Za-z_"/]+|.)/g;
  for (const [whole, comment, quote, word] of code.matchAll(pattern)) {
    const look = comment
      ? 'comment'
      : quote
        ? 'quote'
        : word && words.has(word)
          ? 'keyword'
          : word && /^[A-Z]/.test(word)
            ? 'type'
            : null;
    pieces.push(look ? h('span', { class: look }, whole) : whole);
  }
  return pieces;
}
