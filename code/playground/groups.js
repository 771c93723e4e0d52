/**
 * Which servers can hear each other, as groups: what is dragged apart becomes a line of the
 * scenario.
 */

import { byNumber } from '../drawing/trace.js';

/** The groups of the partition in force; one group of all if there is none. */
export function groupsOf(state) {
  const names = [...state.servers.keys()].sort(byNumber);
  const { groups } = state.links;
  if (!groups) return [names];
  const known = new Set(groups.flat());
  const alone = names.filter((name) => !known.has(name)).map((name) => [name]);
  return [...groups.map((group) => group.filter((name) => names.includes(name))), ...alone].filter(
    (group) => group.length > 0,
  );
}

/** The groups after `name` has gone to the group of `other`, or, without one, by itself. */
export function moved(groups, name, other = null) {
  const rest = groups.map((group) => group.filter((one) => one !== name));
  if (other === null) rest.push([name]);
  else rest.find((group) => group.includes(other))?.push(name);
  return rest
    .filter((group) => group.length > 0)
    .map((group) => group.sort(byNumber))
    .sort((a, b) => byNumber(a[0], b[0]));
}

/** The line that brings these groups about: "partition S1 | S2 S3", or "heal" for one. */
export function lineOf(groups) {
  if (groups.length < 2) return 'heal';
  return `partition ${groups.map((group) => group.join(' ')).join(' | ')}`;
}

/** Where `name` goes when it is sent to the other side: out of the largest group into one of those
 * apart, or back. */
export function otherSide(groups, name) {
  const [main, ...apart] = [...groups].sort((a, b) => b.length - a.length);
  if (!main.includes(name)) return moved(groups, name, main[0]);
  return moved(groups, name, apart[0]?.[0] ?? null);
}
