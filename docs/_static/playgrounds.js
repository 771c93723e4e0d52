// Playgrounds in the book's pages (docs/_ext/playground.py). The playground itself is
// _static/playground/raft-playground.js, on the pages that have one; this is what the book adds.

// The book's theme stands at the body, as "light", "dark" or "auto"; the playground's at the root,
// and the pages that play a run find it in the browser's storage.
function followTheme() {
  const { theme } = document.body.dataset;
  const chosen = theme === "light" || theme === "dark";
  if (chosen) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  try {
    if (chosen) localStorage.setItem("raft-theme", theme);
    else localStorage.removeItem("raft-theme");
  } catch {
    // a page from a file may have no storage
  }
}

// A whole playground is a page of its own, and so is a film; they come in a frame, when they come
// into sight.
function frame(box, title) {
  const page = document.createElement("iframe");
  Object.assign(page, { src: box.dataset.page, title });
  box.replaceChildren(page);
}

function whenSeen(boxes, act) {
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      act(target);
    }
  }, { rootMargin: "200px" });
  boxes.forEach((box) => seen.observe(box));
}

followTheme();
new MutationObserver(followTheme).observe(document.body, { attributeFilter: ["data-theme"] });
if (typeof WebAssembly !== "undefined") {
  whenSeen(document.querySelectorAll(".playground-frame"), (box) => frame(box, "The playground"));
}
whenSeen(document.querySelectorAll(".film-frame"), (box) => frame(box, "A run that plays"));
// Inside a playground the arrows step through the run; they do not turn the book's pages.
for (const box of document.querySelectorAll(".playground")) {
  box.addEventListener("keydown", (event) => event.stopPropagation());
}
