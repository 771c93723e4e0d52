/**
 * The beginning of a scenario, changed from outside: the choices above the stage write into the
 * text what they choose, so that the text always tells the whole run.
 */

const verbs = ['title', 'servers', 'node', 'seed', 'invariants', 'timing', 'batch',
  'network', 'disk'];

/** The text with `line` ("servers 5") in the place of the line of its beginning with that verb. */
export function withBeginning(text, line) {
  const verb = verbOf(line);
  const lines = text.split('\n');
  const first = lines.findIndex((one) => isAction(one));
  const end = first < 0 ? lines.length : first;
  const at = lines.findIndex((one, i) => i < end && verbOf(one) === verb);
  if (at >= 0) return lines.with(at, line).join('\n');
  // Behind what the beginning says already, before blank lines and comments of the first action.
  const last = lines.findLastIndex((one, i) => i < end && verbs.includes(verbOf(one)));
  return lines.toSpliced(last + 1, 0, line).join('\n');
}

const verbOf = (line) => /^\s*([a-z]+)/.exec(line)?.[1] ?? '';
const isAction = (line) => {
  const verb = verbOf(line);
  return verb !== '' && !verbs.includes(verb);
};

/** "raft", or "raft without Durability". */
export const nodeText = (name, rule) => (rule ? `${name} without ${rule}` : name);
