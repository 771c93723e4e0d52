/**
 * The scenario as text: written as one acts, and a place to write. The line that has just acted is
 * lit, each performed line shows what came of it, and a mistake stands under its line.
 */

import { h } from '../drawing/html.js';

const pause = 450; // milliseconds without a key, after which the text is run

export class Editor {
  /** `edited` hears the text, `goToLine` the number of a line. */
  constructor({ edited, goToLine }) {
    this.edited = edited;
    this.shown = null;
    this.gutter = h('div', { class: 'gutter' });
    this.paper = h('pre', { class: 'paper', 'aria-hidden': 'true' });
    this.area = h('textarea', {
      spellcheck: 'false',
      autocapitalize: 'off',
      autocomplete: 'off',
      'aria-label': 'The scenario',
      input: () => this.#typed(),
      scroll: () => this.#scrolled(),
      keydown: (event) => this.#key(event),
    });
    this.sheet = h('div', { class: 'sheet-of-text' }, this.paper, this.area);
    this.root = h('div', { class: 'editor' }, this.gutter, this.sheet);
    new ResizeObserver(() => this.resize()).observe(this.area);
    this.gutter.addEventListener('click', (event) => {
      const line = event.target.closest('[data-line]');
      if (line) goToLine(Number(line.dataset.line));
    });
  }

  get text() {
    return this.area.value;
  }

  /** Shows the text of the rehearsal, its lines' fates, the current line and the mistakes. */
  show({ text, beats, line, mistakes }) {
    const key = JSON.stringify([beats.map((beat) => beat.kind), line, mistakes, text]);
    if (key === this.shown) return;
    this.shown = key;
    if (this.area.value !== text && !this.typing) this.area.value = text;
    this.#draw(beats, line, mistakes);
    if (document.activeElement !== this.area) this.#follow(line);
  }

  // ---- typing

  #typed() {
    this.typing = true;
    this.#draw([], 0, []);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), pause);
  }

  /** Runs what was typed, now. */
  run() {
    clearTimeout(this.timer);
    if (!this.typing) return;
    this.typing = false;
    this.shown = null;
    this.edited(this.area.value);
  }

  #key(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.run();
    if (event.key === 'Escape') this.area.blur();
  }

  // ---- drawing

  #draw(beats, current, mistakes) {
    const lines = this.area.value.split('\n');
    const kinds = new Map(beats.map((beat) => [beat.line, beat.kind]));
    const wrong = new Set(mistakes.filter(({ said }) => !said).map((mistake) => mistake.line));
    this.gutter.replaceChildren(
      ...lines.map((_, i) => {
        const line = i + 1;
        const kind =
          wrong.has(line) && kinds.get(line) !== 'unmet' ? 'wrong' : (kinds.get(line) ?? 'none');
        return h(
          'span',
          {
            class: `number ${kind}${line === current ? ' current' : ''}`,
            'data-line': line,
            title: titles[kind] ?? null,
          },
          kind in signs ? signs[kind] : String(line),
        );
      }),
    );
    this.paper.replaceChildren(
      ...lines.map((text, i) => {
        const line = i + 1;
        const look = [line === current && 'current', wrong.has(line) && 'wrong']
          .filter(Boolean)
          .join(' ');
        return h('div', { class: look }, ...coloured(text), '\u200b');
      }),
    );
    this.resize();
  }

  /** Long lines are broken: the paper breaks them as the field does, and the numbers keep up. */
  resize() {
    const { clientWidth } = this.area;
    if (clientWidth === 0) return;
    this.paper.style.width = `${clientWidth}px`;
    const heights = [...this.paper.children].map((line) => line.offsetHeight);
    heights.forEach((height, i) => {
      this.gutter.children[i].style.height = `${height}px`;
    });
    this.#scrolled();
    if (document.activeElement === this.area) this.#keepCaretInSight();
  }

  #keepCaretInSight() {
    const line = this.area.value.slice(0, this.area.selectionEnd).split('\n').length;
    const row = this.paper.children[line - 1];
    if (!row) return;
    const { scrollTop, clientHeight } = this.area;
    const hidden = row.offsetTop + row.offsetHeight - scrollTop - clientHeight;
    if (hidden > 0) this.area.scrollTop += hidden;
    this.#scrolled();
  }

  #scrolled() {
    this.paper.style.transform = `translateY(${-this.area.scrollTop}px)`;
    this.gutter.scrollTop = this.area.scrollTop;
  }

  #follow(line) {
    const row = this.paper.children[Math.max(line, 1) - 1];
    const height = row?.offsetHeight ?? 18;
    const top = row?.offsetTop ?? 0;
    const { scrollTop, clientHeight } = this.area;
    if (top < scrollTop + height || top > scrollTop + clientHeight - 3 * height) {
      this.area.scrollTop = top - clientHeight / 2;
    }
    this.#scrolled();
  }
}

const signs = { met: '✓', unmet: '✗', wrong: '!', failed: '!' };
const titles = {
  met: 'It holds',
  unmet: 'It does not hold',
  wrong: 'See below',
  failed: 'This could not be done',
  done: 'Go to the moment after this line',
};

// Comments, quotes, servers and the verb, each in its colour.
function coloured(text) {
  const pieces = [];
  const pattern = /(#.*$)|("(?:[^"\\]|\\.)*"?)|(\bS\d{1,2}\b)|(^\s*[a-z]+)|([^#"S]+|.)/g;
  for (const [whole, comment, quote, server, verb] of text.matchAll(pattern)) {
    const look = comment
      ? 'comment'
      : quote
        ? 'quote'
        : server
          ? 'server-name'
          : verb
            ? 'verb'
            : null;
    pieces.push(look ? h('span', { class: look }, whole) : whole);
  }
  return pieces;
}
