/**
 * A trace as JavaScript reads it: JSON Lines, the header first (docs/trace.schema.json). The
 * program adds to each event what it would say of it (code/rendering/annotated.h), so that nobody
 * tells the story twice:
 *
 *     words   the sentence of the transcript, e.g. "S1 votes for S2 in term 3"
 *     brief   on `sent`: the label of a message, e.g. "vote yes"
 *     note    what stands on the server's line in a diagram, e.g. "votes for S2"; `look` says of
 *             which kind it is: role, vote, log, fault, repair, client, other
 *     quiet   true if the event need not be shown: a heartbeat without news, or an answer to one
 *     opens   true on the first event of a step: of what one server does at one moment
 *
 *     const { header, events } = parseTrace(text);
 *
 * Times are whole microseconds (`t`), servers are names ("S1"), a message is its number (`msg`).
 */

/** The whole file: its header and its events. Throws an Error that names the line. */
export function parseTrace(text) {
  let header = null;
  const events = [];
  text.split('\n').forEach((line, at) => {
    if (!line) return;
    const object = parseLine(line, at + 1);
    if (header) events.push(object);
    else header = object;
  });
  if (!header) throw new Error('The trace is empty: its first line should be a header.');
  if (header.schema !== 'raft-trace' || header.version !== 1) {
    throw new Error('This is not a trace of version 1.');
  }
  return { header, events };
}

/** One line: the header or an event. */
export function parseLine(line, number = 1) {
  let object;
  try {
    object = JSON.parse(line);
  } catch (error) {
    throw new Error(`Line ${number} of the trace is not JSON: ${error.message}`);
  }
  return clean(object);
}

const texts = ['title', 'node', 'command', 'result', 'text', 'found', 'how', 'invariant'];

// A backslash is written twice in the file; a byte that is no text stays visible as \xNN.
function clean(object) {
  for (const field of texts) {
    if (typeof object[field] === 'string') object[field] = single(object[field]);
  }
  for (const entry of object.entries ?? []) {
    if (entry.command !== undefined) entry.command = single(entry.command);
  }
  if (object.facts) object.facts = object.facts.map(single);
  return object;
}
const single = (text) => (text.includes('\\') ? text.replaceAll('\\\\', '\\') : text);

/** Whether a sent message answers another. */
export const isReply = (sent) => sent.type.endsWith('Reply');
/** Whether a sent message could bring entries and brings none. */
export const isHeartbeat = (sent) => sent.entries?.length === 0;
/** Of a reply: whether it says yes. */
export const saysYes = (sent) => sent.granted ?? sent.success;

/** The names of all servers that a trace mentions, in their order. */
export function everyoneIn({ header, events }) {
  const names = new Set(header.servers);
  for (const event of events) {
    if (event.server) names.add(event.server);
    if (event.kind === 'sent') names.add(event.to);
  }
  return [...names].sort(byNumber);
}
/** The order of servers: S2 before S10. For sort(). */
export const byNumber = (a, b) => Number(a.slice(1)) - Number(b.slice(1));
