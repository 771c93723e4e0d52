/**
 * The colours and shapes that all drawings share, the same as in the SVG figures
 * (code/tracing/svg_style.cpp). A term has a colour, and six colours come in turn; a role has a
 * shape: a follower is an outline, a candidate is hatched, a leader is filled.
 */

/** "t0" for term 0, then "t1" to "t6" in turn: the class that sets --c to the term's colour. */
export const termClass = (term) => `t${term === 0 ? 0 : ((term - 1) % 6) + 1}`;

const light = `--bg:#fff;--ink:#1d2329;--soft:#5d6873;--faint:#c5ccd3;--panel:#f4f6f8;--on:#fff;
--bad:#b3261e;--good:#1a7338;--t0:#6b7580;--t1:#1f5fae;--t2:#b04a00;--t3:#08755a;
--t4:#8b3d8f;--t5:#7a6300;--t6:#a8324a;color-scheme:light;`;
const dark = `--bg:#131416;--ink:#e3e7ea;--soft:#9aa5b0;--faint:#464e57;--panel:#1f2226;--on:#101214;
--bad:#ff8a80;--good:#6fd08c;--t0:#98a3ae;--t1:#7fb4ff;--t2:#ffa45e;--t3:#58cfa9;
--t4:#e09ee2;--t5:#dfc64f;--t6:#ff96a8;color-scheme:dark;`;

/** The style sheet of the colours below `root`, a selector. They follow the reader's preference;
 * `data-theme="light"` or `"dark"` on the root or on the body decides otherwise. */
export function paletteStyle(root = ':root') {
  const chosen = (theme) => `${root}[data-theme="${theme}"],body[data-theme="${theme}"] ${root}`;
  let style = `${root}{${light}}\n@media(prefers-color-scheme:dark){${root}{${dark}}}\n`;
  style += `${chosen('light')}{${light}}\n${chosen('dark')}{${dark}}\n`;
  for (let t = 0; t <= 6; ++t) style += `.t${t}{--c:var(--t${t})}`;
  return style + '\n';
}
