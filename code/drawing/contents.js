/**
 * The fields of a message as pairs of a label and words. A field is known here by its name in the
 * trace, whichever message it is in; one that is not known is shown as the trace has it.
 */

import { entryText, place } from './words.js';

// What a line of a trace says about every message (docs/trace.schema.json, drawing/trace.js).
const ofEvent = ['seq', 't', 'server', 'clock', 'kind'];
const ofMessage = ['msg', 'copy_of', 'from', 'to', 'type', 'term'];
const ofTelling = ['words', 'brief', 'note', 'look', 'quiet', 'opens'];
const envelope = new Set([...ofEvent, ...ofMessage, ...ofTelling]);

const yesOrNo = (flag) => (flag ? 'yes' : 'no');

// In the order in which they are shown. A reply speaks of what belongs to its answer.
const known = {
  last_log: ({ last_log: { index, term } }) => ['its log ends', `at ${place(index)}, term ${term}`],
  granted: (sent) => ['vote', yesOrNo(sent.granted)],
  entries: (sent) => ['entries', sent.entries.map(entryText).join(', ') || 'none: a heartbeat'],
  prev: (sent) => ['after', `${place(sent.prev.index)}, term ${sent.prev.term}`],
  commit: (sent) => ['committed up to', place(sent.commit)],
  success: (sent) => ['answer', yesOrNo(sent.success)],
  match: (sent) => sent.success && ['logs agree up to', place(sent.match)],
  prev_index: (sent) => !sent.success && ['nothing matches at', place(sent.prev_index)],
  conflict: (sent) => !sent.success && ['try after', place(sent.conflict.index)],
};

/** Of a sent message: `[['vote', 'yes']]`. */
export function contentsOf(sent) {
  const fields = Object.keys(sent).filter((field) => !envelope.has(field));
  const others = fields.filter((field) => !known[field]);
  return [
    ...Object.keys(known)
      .filter((field) => field in sent)
      .map((field) => known[field](sent)),
    ...others.map((field) => [field, JSON.stringify(sent[field])]),
  ].filter(Boolean);
}
