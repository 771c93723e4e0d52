/**
 * Whose the keys are. A button that was reached with Tab keeps the space bar; one that was pointed
 * at does not, so that space plays as before.
 */

const holders = 'button, summary, [role=button]';

/** After the pointer, the keys are those of `root` again, or of the page if it cannot have them. */
export function returnKeysAfterPointer(root) {
  const letGo = ({ detail }) => {
    const holder = detail > 0 ? document.activeElement?.closest(holders) : null;
    if (!holder || holder.closest('dialog')) return;
    holder.blur();
    root.focus({ preventScroll: true });
  };
  // Before the button acts: a sheet that it opens returns the focus to where it was.
  root.addEventListener('click', letGo, { capture: true });
}
