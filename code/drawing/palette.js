/**
 * Terms have colours, roles have shapes, the same as in the SVG figures
 * (code/rendering/svg_style.cpp). Six colours come in turn; a follower is an outline, a candidate
 * is dashed, a leader is filled. The colours themselves are in drawing.css, which every page that
 * draws must include. They follow the reader's preference; `data-theme="light"` or `"dark"` on the
 * html element decides otherwise.
 */

/** "t0" for term 0, then "t1" to "t6" in turn: the class that sets --c to the term's colour. */
export const termClass = (term) => `t${term === 0 ? 0 : ((term - 1) % 6) + 1}`;

/** The classes of a server: its term's colour, its role, and what is wrong with it. */
export function serverClass(server) {
  const names = [termClass(server.term), server.up ? server.role : 'down'];
  if (server.paused) names.push('paused');
  return names.join(' ');
}
