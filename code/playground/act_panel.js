/**
 * What can be done here and now, as buttons and fields: with the cluster, with what is chosen, or
 * by a line of the scenario language.
 */

import { connected } from '../drawing/model.js';
import { termClass } from '../drawing/palette.js';
import { roleText } from '../drawing/words.js';
import { h } from '../drawing/html.js';
import {
  clocks,
  clusterActions,
  disks,
  linksOf,
  messageActions,
  proposal,
  serverActions,
} from './actions.js';
import { groupsOf, lineOf, otherSide } from './groups.js';

export class ActPanel {
  /** `act` performs a line; `complete` says what could stand at the end of one. */
  constructor({ act, complete, choose }) {
    Object.assign(this, { act, complete, choose });
    this.cluster = h('div', {
      class: 'cluster-actions',
      role: 'group',
      'aria-label': 'With the cluster',
    });
    this.chosen = h('div', { class: 'chosen-actions', role: 'group' });
    this.list = h('datalist', { id: `words-${++count}` });
    this.field = h('input', {
      class: 'line',
      list: this.list.id,
      placeholder: 'a line, e.g. deliver S1->S2',
      'aria-label': 'A line of the scenario language',
      spellcheck: 'false',
      autocapitalize: 'off',
      autocomplete: 'off',
      input: () => this.#suggest(),
    });
    const form = h(
      'form',
      { class: 'say', submit: (event) => this.#said(event) },
      h('span', { 'aria-hidden': 'true' }, '›'),
      this.field,
      this.list,
      h('button', {}, 'Do it'),
    );
    this.mistake = h('p', { class: 'mistake', role: 'alert', hidden: true });
    this.root = h('div', { class: 'acts' }, this.chosen, this.cluster, form, this.mistake);
    this.key = null;
  }

  /** Shows what can be done in `state`, with `stage` as the module tells it, with `choice`. */
  show(state, stage, choice, mistakes) {
    const said = mistakes.find((mistake) => mistake.said);
    this.mistake.hidden = !said;
    this.mistake.textContent = said ? `${said.message}${said.hint ? ` (${said.hint})` : ''}` : '';
    const key = JSON.stringify([
      stage.events,
      stage.time,
      state.n,
      choice,
      stage.flights.map(({ held }) => held),
    ]);
    if (key === this.key) return;
    this.key = key;
    Object.assign(this, { state, stage });
    this.actions = { cluster: state.violation ? [] : clusterActions(state, stage), chosen: [] };
    this.#fill(
      this.cluster,
      this.actions.cluster.map((one) => this.#button(one)),
    );
    this.#fill(this.chosen, this.#ofChoice(choice));
  }

  /** The action that belongs to a key, or null. */
  actionFor(key) {
    const { chosen, cluster } = this.actions ?? { chosen: [], cluster: [] };
    return [...chosen, ...cluster].find((one) => one.key === key && one.on) ?? null;
  }

  #ofChoice(choice) {
    if (this.state.violation) {
      return [
        h(
          'p',
          { class: 'hint' },
          `The run has ended: ${this.state.violation.invariant} is broken. ` +
            'Go back to a moment before that, and do something else.',
        ),
      ];
    }
    if (choice?.kind === 'server' && this.state.servers.has(choice.name))
      return this.#ofServer(choice.name);
    if (choice?.kind === 'message') {
      const flight = this.stage.flights.find((one) => one.msg === choice.id);
      if (flight) return this.#ofMessage(flight);
    }
    return [
      h(
        'p',
        { class: 'hint' },
        'Choose a server or a message to act on it, or drag servers apart.',
      ),
    ];
  }

  #ofServer(name) {
    const server = this.state.servers.get(name);
    const says = `${roleText(server)}${server.paused ? ', paused' : ''}`;
    this.actions.chosen = [...serverActions(server, this.state, this.stage), ...this.#apart(name)];
    return [
      this.#heading(termClass(server.term), name, says),
      this.#row(),
      this.#proposing(name, server.up),
      this.#links(name),
    ];
  }

  // To the other side of a partition, or back.
  #apart(name) {
    const groups = groupsOf(this.state);
    if (groups.flat().length < 2) return [];
    const line = lineOf(otherSide(groups, name));
    const words = line === 'heal' ? 'Back together' : 'To the other side';
    return [{ name: words, line, key: 'a', title: words, on: true }];
  }

  #proposing(name, up) {
    this.command ??= h('input', { class: 'command', value: 'x=1', ...plainText });
    this.command.setAttribute('aria-label', 'A command for the log');
    const propose = (event) => {
      event.preventDefault();
      const done = this.act(proposal(name, this.command.value || 'x=1'));
      if (done) this.command.value = next(this.command.value);
    };
    const read = () => {
      this.act(proposal(name, `get ${this.command.value.split('=')[0] || 'x'}`));
    };
    const button = (words, title, type, click) =>
      h('button', { type, title, disabled: !up, click }, words);
    return h(
      'form',
      { class: 'row propose', submit: propose },
      this.command,
      button('Propose', 'Ask this server to append the command (r)', 'submit'),
      button('Read', 'Ask it to read the key', 'button', read),
      this.#menu('disk', disks, (how) => `disk ${name} ${how}`),
      this.#menu('clock', clocks, (how) => `clock ${name} ${how}`),
    );
  }

  #links(name) {
    const links = linksOf(name, this.state, connected);
    if (links.length === 0) return null;
    return h(
      'details',
      {
        class: 'one-way',
        open: this.linksOpen,
        toggle: (event) => {
          this.linksOpen = event.target.open;
        },
      },
      h('summary', {}, 'Cut one way'),
      h(
        'div',
        { class: 'row' },
        links.map(({ from, to, works }) =>
          h(
            'button',
            {
              class: works ? '' : 'is-cut',
              disabled: !works,
              title: works ? `Messages from ${from} to ${to} are lost` : 'This way is cut',
              click: () => this.act(`cut ${from}->${to}`),
            },
            `${from} → ${to}`,
          ),
        ),
      ),
    );
  }

  #ofMessage(flight) {
    this.actions.chosen = messageActions(flight);
    const { sent } = this.#flight(flight.msg);
    return [
      this.#heading(termClass(sent.term), `${sent.from} → ${sent.to}`, flight.says),
      this.#row(),
      flight.held ? h('p', { class: 'hint' }, 'It is held.') : null,
    ];
  }
  #flight(id) {
    return this.state.flights.get(id) ?? { sent: { term: 0, from: '', to: '' } };
  }

  // ---- pieces

  #heading(look, name, words) {
    return h('h3', { class: look }, h('strong', {}, name), ` ${words}`, this.#close());
  }
  #row() {
    const buttons = this.actions.chosen.map((one) => this.#button(one));
    return h('div', { class: 'row' }, buttons);
  }

  #button({ name, line, key, title, on }) {
    return h(
      'button',
      {
        title: `${title}\n${line}${key ? `   (${key})` : ''}`,
        disabled: !on,
        'data-say': line,
        'aria-keyshortcuts': key,
        click: () => this.act(line),
      },
      name,
    );
  }

  #menu(name, choices, lineFor) {
    const choose = (event) => {
      const how = event.target.value;
      event.target.value = '';
      this.act(lineFor(how));
    };
    return h(
      'select',
      { 'aria-label': `Its ${name}`, change: choose },
      h('option', { value: '' }, `${name} …`),
      choices.map(([words, how]) => h('option', { value: how }, `${name} ${words}`)),
    );
  }

  #close() {
    return h(
      'button',
      {
        class: 'close',
        title: 'Let go (Esc)',
        'aria-label': 'Let go',
        click: () => this.choose(null),
      },
      '×',
    );
  }

  // Puts new buttons in the place of old ones, and leaves the focus where it was.
  #fill(box, children) {
    const focused = box.contains(document.activeElement)
      ? [...box.querySelectorAll('button, input, select, summary')].indexOf(document.activeElement)
      : -1;
    box.replaceChildren(...children.filter(Boolean));
    if (focused >= 0)
      box
        .querySelectorAll('button, input, select, summary')
        [focused]?.focus({ preventScroll: true });
  }

  #said(event) {
    event.preventDefault();
    const line = this.field.value.trim();
    if (line && this.act(line)) this.field.value = '';
  }

  #suggest() {
    const line = this.field.value;
    const before = line.slice(0, line.lastIndexOf(' ') + 1);
    this.list.replaceChildren(
      ...this.complete(line)
        .slice(0, 30)
        .map((word) => h('option', { value: before + word })),
    );
  }
}

let count = 0;
const plainText = { spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off' };

// x=1, then x=2: a value that was used is not proposed again.
const next = (command) => command.replace(/\d+$/, (number) => String(Number(number) + 1));
