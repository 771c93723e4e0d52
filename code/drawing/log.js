/**
 * A log that costs nothing to keep: every version of it is a value, and versions share what they
 * have in common. Thousands of moments of a run can so be remembered at once.
 *
 * An entry is as in the trace: { index, term, kind: 'command' | 'no_op' | 'configuration', command
 * or voters and outgoing }. Indexes begin at 1.
 */
export class Log {
  // `cells` may hold more than `length` entries: those belong to later versions.
  constructor(cells = [], length = 0) {
    this.cells = cells;
    this.length = length;
  }

  /** The entry at `index`, or undefined. */
  at(index) {
    return index >= 1 && index <= this.length ? this.cells[index - 1] : undefined;
  }
  get last() {
    return this.at(this.length);
  }

  /** The log with `entries` at `first`; what stood there and after it is gone. O(entries), but
   * O(length) once after a truncation. */
  put(first, entries) {
    const kept = Math.min(this.length, first - 1);
    if (entries.length === 0) return new Log(this.cells, kept);
    const cells = kept === this.cells.length ? this.cells : this.cells.slice(0, kept);
    cells.push(...entries);
    return new Log(cells, cells.length);
  }

  /** The log without what stands at `first` and after it. */
  cut(first) {
    return this.put(first, []);
  }

  /** The entries from `first` to `last`, both included. */
  range(first, last = this.length) {
    return this.cells.slice(Math.max(first - 1, 0), Math.min(last, this.length));
  }
}

/** Whether two logs hold the same, entry by entry. */
export function sameLog(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; ++i) {
    if (a.cells[i] !== b.cells[i] && JSON.stringify(a.cells[i]) !== JSON.stringify(b.cells[i])) {
      return false;
    }
  }
  return true;
}
