/**
 * The notation of the traces in a few characters, as in code/rendering/words.h: `#5` is a place in
 * a log, `3:x=1` an entry of term 3. What happened in whole sentences comes with the trace
 * (`words`, drawing/trace.js) and is not said here a second time.
 */

/** "153.2": milliseconds with one decimal, cut off. */
export function milliseconds(microseconds) {
  const tenths = Math.floor(microseconds / 100);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** "#5". */
export const place = (index) => `#${index}`;

/** A command as the scenario language writes it: as it is, or in quotes where it must be. */
export function commandText(command) {
  const plain =
    command && command !== '-' && command !== 'nothing' && !/[ \t#"|[\]{},\\\n\r]|->/.test(command);
  return plain ? command : `"${command.replace(/["\\]/g, '\\$&')}"`;
}

/** The content of an entry, without its term: "x=1", "-" for a no-op, "{S1 S2 S3}". */
export function contentOf(entry) {
  if (entry.kind === 'no_op') return '-';
  if (entry.kind === 'command') return commandText(entry.command ?? '');
  return entry.voters ? membersText(entry) : '{unreadable}';
}

/** "3:x=1"; without the term if there is none, as in chapter 1. */
export const entryText = (entry) => withTerm(entry, contentOf(entry));
const withTerm = ({ term }, content) => (term === 0 ? content : `${term}:${content}`);

/** The same without quotes, for a cell that has no room for them. */
export const cellText = (entry) =>
  entry.kind === 'command' ? withTerm(entry, entry.command) : entryText(entry);

/** "{S1 S2 S3}", or "{S1 S2 S4 | S1 S2 S3}" while joint: the new voters, then the old ones. */
export function membersText({ voters, outgoing }) {
  return outgoing?.length
    ? `{${voters.join(' ')} | ${outgoing.join(' ')}}`
    : `{${voters.join(' ')}}`;
}

/** At most `most` characters; the last is an ellipsis if some are missing. */
export function shortened(text, most) {
  const letters = [...text];
  return letters.length <= most ? text : letters.slice(0, most - 1).join('') + '…';
}

/** The text in lines of at most `most` characters, broken at spaces. */
export function wrapped(text, most) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line && line.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}

/** What a server is, in words: "leader of term 3", "stopped". */
export function roleText(server) {
  if (!server.up) return 'stopped';
  if (server.term === 0) return server.role === 'leader' ? 'takes writes' : 'follower';
  return `${server.role}, term ${server.term}`;
}

/** The sentence of an event; for an event without words, its kind. */
export const sentence = (event) =>
  event.words ?? [event.server, event.kind.replaceAll('_', ' ')].filter(Boolean).join(' ');

/** The label of a sent message, e.g. "append x=1". */
export const brief = (sent) => sent.brief ?? sent.type;
