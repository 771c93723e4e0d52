/**
 * Tells all about what the reader has chosen: a server, a message, an entry of a log, or an event.
 * It also says which events belong to it, so that the drawings can light them up.
 */

import { contentsOf } from '../drawing/contents.js';
import { termClass } from '../drawing/palette.js';
import { byNumber } from '../drawing/trace.js';
import {
  entryText,
  membersText,
  milliseconds,
  place,
  roleText,
  sentence,
} from '../drawing/words.js';
import { isDone, onDisk } from '../drawing/strip.js';
import { h } from '../drawing/html.js';

export class Inspector {
  /** `pick` hears what is chosen next, `goTo` the number of an event to go to. */
  constructor(box, model, causes, { pick, goTo, close }) {
    Object.assign(this, { box, model, causes, pick, goTo, close });
  }

  /** Shows what is chosen in `state`; null shows what there is to choose. */
  show(choice, state) {
    const parts = choice ? this[choice.kind](choice, state) : nothing();
    this.box.replaceChildren(...parts.filter(Boolean));
  }

  /** The numbers of the events that `choice` is about, or null. */
  lit(choice) {
    if (!choice || choice.kind === 'server') return null;
    if (choice.kind === 'event') {
      // What nothing led to, as a caption, leaves all as it is.
      const chain = this.causes.chain(choice.n, 40);
      return chain.size > 1 ? chain : null;
    }
    if (choice.kind === 'message') {
      const { sent, end } = this.model.flights.get(choice.id);
      const chain = this.causes.chain(sent.seq, 30);
      return end ? chain.add(end.seq) : chain;
    }
    return new Set(this.#storyOfEntry(choice));
  }

  // ---- what can be chosen

  event({ n }, state) {
    const event = this.model.events[n - 1];
    const what = [
      this.#title(sentence(event)),
      facts([
        ['event', `${n} of ${this.model.length}`],
        ['time', `${milliseconds(event.t)} ms`],
        event.clock && ['vector clock', event.clock.join(' ')],
      ]),
    ];
    if (event.msg) what.push(this.#button('the message', { kind: 'message', id: event.msg }));
    if (event.server && state)
      what.push(this.#button(event.server, { kind: 'server', name: event.server }));
    return [...what, ...this.#because(n)];
  }

  message({ id }) {
    const { sent, end, fate } = this.model.flights.get(id);
    const arrives = {
      delivered: 'arrived',
      lost: `lost (${end?.reason?.replaceAll('_', ' ')})`,
      refused: 'refused',
      'under way': 'still under way at the end',
    };
    return [
      this.#title(`${sent.type}, ${sent.from} to ${sent.to}`, termClass(sent.term)),
      facts([
        ['term', sent.term],
        ['sent', this.#moment(sent)],
        [arrives[fate], end ? this.#moment(end) : ''],
        ...contentsOf(sent),
        sent.copy_of && [
          'a copy of',
          this.#button(`message ${sent.copy_of}`, { kind: 'message', id: sent.copy_of }),
        ],
      ]),
      ...this.#because(sent.seq, 'Sent because'),
      ...(end && fate === 'delivered' ? this.#consequences(end.seq) : []),
    ];
  }

  server({ name }, state) {
    const server = state.servers.get(name);
    if (!server) return [this.#title(name), h('p', {}, 'It is not in the cluster yet.')];
    const silent =
      server.waiting === null ? null : `${milliseconds(state.time - server.waiting)} ms`;
    return [
      this.#title(`${name}, ${roleText(server)}`, termClass(server.term)),
      facts([
        server.paused && ['paused', 'yes'],
        ['vote in this term', server.vote ?? 'none'],
        ['follows', server.role === 'follower' ? (server.leader ?? 'nobody it knows') : null],
        ['members', server.members && membersText(server.members)],
        ['committed up to', place(server.commit)],
        ['executed up to', place(server.applied)],
        ['log ends at', place(server.log.length)],
        ['on its disk', diskText(server.disk)],
        ['disk behaves', server.disk.how],
        ['clock runs at', server.rate === 1000 ? 'the right speed' : `${server.rate / 10} %`],
        server.up && silent && ['no leader heard for', silent],
      ]),
      this.#votes(server),
      this.#progress(server),
      this.#log(server),
      ...this.#lately(name, state),
    ];
  }

  entry({ server: name, index }, state) {
    const entry = this.#entryOf({ server: name, index }, state);
    if (!entry)
      return [this.#title(`${name} ${place(index)}`), h('p', {}, 'Nothing stands there now.')];
    const holders = [...state.servers.values()].filter((server) =>
      isSame(server.log.at(index), entry),
    );
    const done = holders.filter((server) => server.commit >= index);
    const list = (servers) => servers.map((server) => server.name).join(' ') || 'nobody';
    return [
      this.#title(`Entry ${entryText(entry)} at ${place(index)}`, termClass(entry.term)),
      facts([
        ['received in term', entry.term],
        ['held by', list(holders)],
        ['known to be committed by', list(done)],
        ['executed by', list(done.filter((server) => server.applied >= index))],
      ]),
      h('h3', {}, 'Its story'),
      this.#list(this.#storyOfEntry({ index, entry })),
    ];
  }

  // ---- parts

  #title(text, look = '') {
    const close = h(
      'button',
      { class: 'close', click: this.close, 'aria-label': 'Let go', title: 'Let go (Esc)' },
      '×',
    );
    return h('h2', { class: look }, h('span', {}, text), close);
  }

  #button(text, choice) {
    return h('button', { class: 'link', click: () => this.pick(choice) }, text);
  }

  #moment(event) {
    return h(
      'button',
      { class: 'link', click: () => this.goTo(event.seq) },
      `${milliseconds(event.t)} ms, event ${event.seq}`,
    );
  }

  #because(n, words = 'Because') {
    const reasons = this.causes.reasons(n);
    const effects = this.causes.effects(n);
    return [
      reasons.length > 0 && h('h3', {}, words),
      reasons.length > 0 && this.#list(reasons),
      effects.length > 0 && h('h3', {}, 'And so'),
      effects.length > 0 && this.#list(effects),
    ];
  }

  #consequences(n) {
    const numbers = [];
    for (let m = n + 1; m <= this.model.length && this.causes.opening[m] === n; ++m)
      numbers.push(m);
    return numbers.length ? [h('h3', {}, 'What came of it'), this.#list(numbers)] : [];
  }

  #list(numbers) {
    return h(
      'ol',
      { class: 'moments' },
      numbers.map((n) => {
        const event = this.model.events[n - 1];
        return h(
          'li',
          {},
          h(
            'button',
            { class: 'link', click: () => this.pick({ kind: 'event', n }, true) },
            h('span', { class: 'time' }, milliseconds(event.t)),
            ` ${sentence(event)}`,
          ),
        );
      }),
    );
  }

  #votes(server) {
    if (server.role !== 'candidate') return null;
    const said = (yes) =>
      [...server.votes]
        .filter(([, vote]) => vote === yes)
        .map(([name]) => name)
        .join(' ');
    return facts([
      ['votes for it', said(true) || 'none'],
      ['votes against', said(false) || 'none'],
    ]);
  }

  #progress(server) {
    if (server.progress.size === 0) return null;
    const rows = [...server.progress]
      .sort(([a], [b]) => byNumber(a, b))
      .map(([name, { next, match }]) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, name),
          h('td', {}, place(match)),
          h('td', {}, place(next)),
        ),
      );
    return h(
      'table',
      {},
      h('caption', {}, 'What it knows of its followers'),
      h('tr', {}, h('td'), h('th', { scope: 'col' }, 'match'), h('th', { scope: 'col' }, 'next')),
      rows,
    );
  }

  #log(server) {
    if (server.log.length === 0) return null;
    const from = Math.max(1, server.log.length - 11);
    const cells = server.log.range(from).map((entry, i) => {
      const index = from + i;
      const saved = onDisk(server, index) ? '' : ' fresh';
      return h(
        'button',
        {
          class: `entry ${termClass(entry.term)}${isDone(server, index) ? ' done' : ''}${saved}`,
          title: place(index),
          click: () => this.pick({ kind: 'entry', server: server.name, index }),
        },
        entryText(entry),
      );
    });
    return h('div', { class: 'entries' }, from > 1 ? `from ${place(from)}: ` : '', cells);
  }

  #lately(name, state) {
    const numbers = [];
    for (let n = state.n; n > 0 && numbers.length < 6; --n) {
      const event = this.model.events[n - 1];
      if (event.server === name && !event.quiet && event.kind !== 'saved') numbers.unshift(n);
    }
    return numbers.length ? [h('h3', {}, 'Lately'), this.#list(numbers)] : [];
  }

  #entryOf({ server, index }, state) {
    return state.servers.get(server)?.log.at(index);
  }

  // Where an entry was appended, committed and executed, and where it was removed.
  #storyOfEntry(choice) {
    const entry = choice.entry ?? this.chosenEntry;
    const { index } = choice;
    const numbers = [];
    const holders = new Set();
    this.chosenEntry = entry;
    if (!entry) return numbers;
    this.model.events.forEach((event, i) => {
      const { server } = event;
      if (event.kind === 'appended' && event.entries.some((other) => isSame(other, entry))) {
        holders.add(server);
      } else if (event.kind === 'truncated' && event.first <= index && holders.has(server)) {
        holders.delete(server);
      } else if (!holders.has(server)) {
        return;
      } else if (event.kind === 'committed') {
        if (event.index < index || this.model.at(i).servers.get(server).commit >= index) return;
      } else if (event.kind !== 'applied' || event.index !== index) {
        return;
      }
      numbers.push(i + 1);
    });
    return numbers;
  }

  /** Remembers which entry is meant, by its term: another may stand in its place later. */
  choose(choice, state) {
    this.chosenEntry = choice?.kind === 'entry' ? this.#entryOf(choice, state) : null;
    return this.chosenEntry ? { ...choice, term: this.chosenEntry.term } : choice;
  }
}

const isSame = (a, b) =>
  a && b && a.index === b.index && a.term === b.term && a.command === b.command;

function facts(pairs) {
  return h(
    'dl',
    {},
    pairs
      .filter((pair) => pair && pair[1] !== null && pair[1] !== undefined && pair[1] !== '')
      .flatMap(([name, value]) => [
        h('dt', {}, name),
        h('dd', {}, typeof value === 'number' ? String(value) : value),
      ]),
  );
}

const nothing = () => [
  h(
    'p',
    { class: 'hint' },
    'Choose a server, a message, an entry of a log or an event: here is all about it, and what ' +
      'led to it lights up.',
  ),
];

const diskText = ({ term, vote, log }) =>
  `term ${term}, ${vote ? `vote for ${vote}` : 'no vote'}, log up to ${place(log.length)}`;
