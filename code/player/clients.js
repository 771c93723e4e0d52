/**
 * The clients of a run, each with what it asked last and what came of it.
 */

import { byId, h } from '../drawing/html.js';

const verdicts = { ok: '✓', unknown: '?' };

export class Clients {
  constructor(pick) {
    this.box = byId('clients');
    this.chips = new Map();
    this.pick = pick;
  }

  show(state) {
    for (const [client, chip] of this.chips) {
      if (state.clients.has(client)) continue;
      chip.remove();
      this.chips.delete(client);
    }
    for (const [client, { command, outcome, result, server }] of state.clients) {
      let chip = this.chips.get(client);
      if (!chip) {
        chip = h('button', { click: () => this.pick(client) });
        this.chips.set(client, chip);
        this.box.append(chip);
      }
      const answer = outcome
        ? ` ${verdicts[outcome]}${result && result !== 'ok' ? ` ${result}` : ''}`
        : ' …';
      const text = `client ${client}${server ? ` to ${server}` : ''}: ${command ?? ''}${answer}`;
      if (chip.textContent === text) continue;
      chip.textContent = text;
      chip.className = `chip ${outcome ?? 'waits'}`;
    }
  }
}
