/**
 * The choices above the stage: a scenario to begin with, the node and the rule left out of it, how
 * many servers, the seed, the network. Each writes itself into the text, but for the bugs: no
 * scenario names a bug, so one is let loose on whatever the text is.
 */

import { h } from '../drawing/html.js';
import { networks } from './actions.js';

const mostServers = 9; // as many as the ring has room for, and as there are keys to choose them
const noRoom = `Here is room for ${mostServers} servers. In the terminal a scenario may have 64.`;

export class Settings {
  /** `choose` hears a line for the beginning and what it is called, `act` one for now, `open` a
   * scenario to begin with, `letLoose` a bug. */
  constructor({ catalogue, presets, bugs, choose, act, open, letLoose }) {
    Object.assign(this, { catalogue, bugs });
    this.scenarios = [...presets, ...bugs.filter(({ text }) => text)];
    const change = (make) => (event) => make(event.target);
    this.preset = h(
      'select',
      { change: change(({ value }) => value && open(this.scenarios[Number(value)])) },
      h('option', { value: '' }, 'a scenario …'),
      presets.map(({ name, about }, i) => h('option', { value: i, title: about }, name)),
      byGroup(this.scenarios.slice(presets.length), ({ name, does }, i) =>
        h('option', { value: presets.length + i, title: does }, name),
      ),
    );
    this.node = h(
      'select',
      { change: change(({ value }) => choose(`node ${value}`)) },
      catalogue.nodes.map(({ name }) => h('option', { value: name }, name)),
    );
    this.rule = h('select', {
      change: change(({ value }) => {
        if (value.startsWith('bug ')) letLoose(value.slice(4));
        else choose(`node ${this.node.value}${value ? ` without ${value}` : ''}`);
      }),
    });
    this.warning = h('p', { class: 'warning', role: 'alert', hidden: true });
    this.story = h('p', { class: 'bug-story', role: 'status', hidden: true });
    this.servers = h('input', {
      type: 'number',
      min: 1,
      max: mostServers,
      change: change(({ value }) => {
        const wanted = Math.max(Math.round(Number(value)) || 3, 1);
        choose(`servers ${Math.min(wanted, mostServers)}`);
        this.warn(wanted > mostServers ? noRoom : '');
      }),
    });
    this.seed = h('input', {
      type: 'number',
      min: 0,
      max: 999999,
      change: change(({ value }) => choose(`seed ${Math.max(Math.round(Number(value)) || 0, 0)}`)),
    });
    this.dice = h(
      'button',
      {
        class: 'dice',
        title: 'Another seed: another run',
        'aria-label': 'Another seed',
        click: () => choose(`seed ${(Number(this.seed.value) * 7 + 5) % 1000}`),
      },
      '⚄',
    );
    this.network = h(
      'select',
      {
        change: change((select) => {
          if (select.value) act(select.value);
          select.value = '';
        }),
      },
      h('option', { value: '' }, '…'),
      networks.map(([name, line]) => h('option', { value: line }, name)),
    );
    this.root = h(
      'div',
      { class: 'settings' },
      labelled('Begin with', this.preset),
      labelled('Node', this.node),
      labelled('without', this.rule),
      labelled('Servers', this.servers),
      labelled('Seed', this.seed, this.dice),
      labelled('Network', this.network),
      this.story,
      this.warning,
    );
  }

  /** Says what stands in the way of what the reader wanted; '' when he goes on. */
  warn(words) {
    this.warning.hidden = words === '';
    this.warning.textContent = words;
  }

  /** Shows what the text says; the network as it is now. */
  show({ node, without, bug, servers, seed }, network, text) {
    const known = this.scenarios.findIndex(
      (one) => one.text === text && (one.does ? one.name : '') === bug,
    );
    this.preset.value = known < 0 ? '' : known;
    this.preset.options[0].textContent =
      known < 0 && text.length > 30 ? 'your own' : 'a scenario …';
    const key = JSON.stringify([node, without, bug, servers, seed, network]);
    if (key === this.key) return;
    this.key = key;
    this.node.value = node;
    const { rules } = this.catalogue.nodes.find(({ name }) => name === node);
    this.rule.replaceChildren(
      h('option', { value: '' }, rules.length ? 'nothing' : 'no rules yet'),
      ...rules.map((rule) => h('option', { value: rule }, spaced(rule))),
      ...(node === 'raft' ? this.#bugs() : []),
    );
    this.rule.value = bug ? `bug ${bug}` : (without[0] ?? '');
    this.rule.disabled = rules.length === 0;
    this.rule.classList.toggle('lacks', without.length > 0 || bug !== '');
    this.#tell(this.bugs.find(({ name }) => name === bug));
    this.servers.value = servers;
    this.seed.value = seed;
    this.network.options[0].textContent = networkText(network);
  }

  #bugs() {
    return byGroup(this.bugs, ({ name, does }) =>
      h('option', { value: `bug ${name}`, title: does }, name),
    );
  }

  // What a bug does, and where it has been seen.
  #tell(bug) {
    this.story.hidden = !bug;
    this.story.replaceChildren(
      ...(bug ? [h('strong', {}, bug.name), ` ${bug.does} `, h('small', {}, bug.origin)] : []),
    );
  }
}

// "log_matching" as the group of a list.
const byGroup = (bugs, optionOf) => {
  const groups = Map.groupBy(
    bugs.map((bug, i) => [bug, i]),
    ([{ group }]) => group,
  );
  return [...groups].map(([group, members]) =>
    h(
      'optgroup',
      { label: `Bugs: ${group.replaceAll('_', ' ')}` },
      members.map(([bug, i]) => optionOf(bug, i)),
    ),
  );
};

function labelled(words, ...fields) {
  return h(
    'label',
    { class: `setting-${words.split(' ')[0].toLowerCase()}` },
    h('span', {}, words),
    ...fields,
  );
}

/** "CommitCurrentTermOnly" as words. */
const spaced = (name) => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function networkText({ delay_min: least, delay_max: most, loss, duplication }) {
  const ms = (time) => String(time / 1000);
  const delay = least === most ? `${ms(least)} ms` : `${ms(least)} to ${ms(most)} ms`;
  return (
    delay +
    (loss ? `, ${loss / 10000} % lost` : '') +
    (duplication ? `, ${duplication / 10000} % doubled` : '')
  );
}
