// Figures that are larger than the screen. The servers' names stay in sight while a reader follows
// the run down the page, and a side at which more is to be seen fades out.

const svg = "http://www.w3.org/2000/svg";
const barHeight = 38;

function nameBar(figure) {
  const names = [...figure.querySelectorAll(".raft-head")];
  if (names.length === 0) return;
  const frame = figure.closest(".scenario-picture");
  const bar = document.createElementNS(svg, "g");
  const plate = document.createElementNS(svg, "rect");
  const { width, height } = figure.viewBox.baseVal;
  bar.setAttribute("class", "name-bar");
  plate.setAttribute("width", width);
  plate.setAttribute("height", barHeight);
  plate.setAttribute("class", "name-plate");
  bar.append(plate, ...names);
  figure.append(bar);

  // Where what is seen of the figure begins: below the page's head, or the frame's edge.
  const top = () => {
    const head = document.querySelector(".mobile-header")?.getBoundingClientRect();
    return Math.max(head?.height ? head.bottom : 0, frame.getBoundingClientRect().top);
  };
  return () => {
    const place = figure.getBoundingClientRect();
    const hidden = Math.max(0, top() - place.top);
    const shift = place.width > 0 ? (hidden * width) / place.width : 0;
    bar.setAttribute("transform", `translate(0 ${Math.min(shift, height - barHeight).toFixed(1)})`);
    plate.classList.toggle("is-pinned", hidden > 0);
  };
}

function fade(frame) {
  const right = frame.scrollWidth - frame.clientWidth - frame.scrollLeft;
  frame.classList.toggle("more-left", frame.scrollLeft > 1);
  frame.classList.toggle("more-right", right > 1);
}

const wide = [...document.querySelectorAll(".scenario-picture, .highlight pre, .table-wrapper")];
for (const frame of wide) {
  frame.addEventListener("scroll", () => fade(frame), { passive: true });
  new ResizeObserver(() => fade(frame)).observe(frame);
}

// Only the figures that are in sight have anything to do while the page is scrolled.
const follow = new Map();
const inSight = new Set();
const sight = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) {
    if (isIntersecting) inSight.add(target);
    else inSight.delete(target);
  }
  tell();
});
let told = false;
function tell() {
  if (told) return;
  told = true;
  requestAnimationFrame(() => {
    told = false;
    for (const figure of inSight) follow.get(figure)();
  });
}
for (const figure of document.querySelectorAll(".scenario-picture svg.raft-figure")) {
  const step = nameBar(figure);
  if (!step) continue;
  follow.set(figure, step);
  sight.observe(figure);
  figure.closest(".scenario-picture").addEventListener("scroll", tell, { passive: true });
}
addEventListener("scroll", tell, { passive: true });
addEventListener("resize", tell, { passive: true });
