/**
 * The signs of the drawings, and what each means: the key to them on the sheet.
 */

import { h } from '../drawing/html.js';

// The inside of a small drawing, and what it means.
const box = '<rect x="-17" y="-9" width="34" height="18" stroke="var(--t1)"';
const word = '<text y="4" text-anchor="middle" font-size="11"';
const disc = '<circle r="14" stroke="var(--t1)"';
const signsAndWords = [
  [`${disc} fill="var(--bg)" stroke-width="2.5"/>`, 'a follower; the colour is its term'],
  [
    `${disc} fill="var(--bg)" stroke-width="3" stroke-dasharray="6 4"/>`,
    'a candidate; the dots around it are votes',
  ],
  [`${disc} fill="var(--t1)"/>`, 'a leader'],
  [
    '<path d="M0 -14A14 14 0 1 1 -14 0" fill="none" stroke="var(--t1)" stroke-width="3"/>',
    'patience that is left before an election; grey if the trace does not say when it ends',
  ],
  [
    '<circle r="9" fill="var(--t1)"/>',
    'a request for a vote; a square carries entries; a small grey dot is a heartbeat',
  ],
  [
    '<circle r="9" fill="var(--bg)" stroke="var(--t1)" stroke-width="2"/>' +
      '<path d="M-4 0L-1 3L4 -3" fill="none" stroke="var(--t1)" stroke-width="2"/>',
    'an answer, yes or no',
  ],
  [
    `${box} fill="var(--t1)"/>${word} fill="var(--on)">1:x</text>`,
    'an entry of term 1 that is committed',
  ],
  [
    `${box} fill="var(--bg)"/>${word} fill="var(--t1)">1:x</text>`,
    'an entry that is not committed yet; dashed: not on the disk yet',
  ],
  [
    `${word} fill="var(--soft)" font-weight="600">2 3</text>`,
    "beside a leader's log: S2 and S3 are known to hold it up to here",
  ],
  [
    `${box.replace('y="-9"', 'y="-11"')} fill="var(--bg)"/>` +
      '<rect x="-17" y="10" width="34" height="2.5" fill="var(--soft)"/>',
    "under a follower's log in a rack: the leader knows it to be the same up to here",
  ],
  [
    '<path d="M-5 -4L5 -4L0 4Z" fill="var(--soft)"/>',
    "over a follower's log: the leader would send from here on",
  ],
  [
    '<path d="M0 -17V17" stroke="var(--bad)" stroke-width="3" stroke-dasharray="7 4"/>',
    'a partition: nobody is heard on the other side',
  ],
  [
    '<circle r="8" fill="var(--bad)" transform="translate(2 5)" opacity=".8"/>' +
      '<path d="M-14 -12Q0 -12 2 -4" fill="none" stroke="var(--bad)" stroke-dasharray="2 3"/>',
    'a message that is lost; it falls',
  ],
];

/** The signs with their meanings, as a list. */
export function signs() {
  const list = h('dl', { class: 'signs' });
  list.innerHTML = signsAndWords
    .map(
      ([shape, words]) => `<dt><svg viewBox="-20 -20 40 40">${shape}</svg></dt><dd>${words}</dd>`,
    )
    .join('');
  return list;
}
