/**
 * The lines of C++ that acted: which pieces of the real source stand behind what happened at a
 * moment. The table (acting.json) says for each kind of event which pieces may be behind it; a
 * piece counts if its part belongs to the node, so that a rule that was left out is never shown.
 */

/** The names of the pieces behind `event`, which is event `n` of the model. */
export function piecesOf(table, event, n, model) {
  const sent = event.msg ? model.flights.get(event.msg)?.sent : null;
  const role = model.at(n).servers.get(event.server)?.role;
  const facts = {
    role: event.role ?? role,
    self: event.candidate === event.server,
    type: sent?.type,
    empty: sent?.entries?.length === 0,
    entry: event.entries?.at(-1)?.kind,
  };
  const rule = (table[event.kind] ?? []).find(({ if: wanted = {} }) =>
    Object.entries(wanted).every(([name, value]) => facts[name] === value),
  );
  return rule?.show ?? [];
}

/** The pieces behind the last step up to event `n` in which a part acted: [{ name, now, ... }], in
 * the order in which they acted; `now` marks those of the step's last event. `parts` are those of
 * the node. */
export function actingAt({ acting, pieces }, model, n, parts) {
  for (let last = n; last > Math.max(0, n - memory); --last) {
    const found = new Map();
    for (let m = beginningOf(model, last); m <= last; ++m) {
      for (const name of piecesOf(acting, model.events[m - 1], m, model)) {
        const piece = pieces[name];
        if (piece.part && !parts.includes(piece.part)) continue;
        found.delete(name);
        found.set(name, { name, ...piece, now: m === last });
      }
    }
    if (found.size > 0) return [...found.values()];
  }
  return [];
}

const memory = 40; // events that something may lie back and still have just acted

// The first event of the step of event `n`.
function beginningOf(model, n) {
  let first = n;
  while (first > 1 && !model.events[first - 1].opens) --first;
  return first;
}
