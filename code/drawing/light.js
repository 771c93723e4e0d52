/**
 * Light or dark. A page follows its reader's preference until he changes it; then it remembers.
 * drawing.css has the colours of both.
 */

/** From light to dark, or back. What is painted on a canvas must be painted again. */
export function changeLight() {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  try {
    localStorage.setItem('raft-theme', root.dataset.theme);
  } catch {
    // A page from a file may have no storage.
  }
}
