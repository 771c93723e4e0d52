// A recorded run in the book (docs/_ext/players.py): the trace and its sentences are packed into
// the page, for a page from a file may not fetch. This unpacks them, and starts the player.

async function unpacked(letters) {
  const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}

async function open() {
  const told = document.getElementById("told");
  try {
    const run = await unpacked(document.getElementById("packed").textContent);
    told.textContent = run.told;
    document.getElementById("trace").textContent = run.trace;
  } catch (problem) {
    document.documentElement.classList.remove("js");
    told.textContent = `This browser cannot unpack the run: ${problem.message}`;
    return;
  }
  const isPicture = location.hash === "#picture";
  if (isPicture) await beginPicture();
  const player = document.createElement("script");
  player.src = "player.js";
  if (isPicture) player.onload = playAgainAndAgain;
  document.body.append(player);
}

// As a picture in another page the player has one control, to stop it; picture.css leaves the ring.
function beginPicture() {
  document.documentElement.classList.add("is-picture");
  const style = document.createElement("link");
  Object.assign(style, { rel: "stylesheet", href: "picture.css" });
  document.head.append(style);
  return new Promise((resolve) => {
    style.onload = style.onerror = resolve;
  });
}

const pauseAtEnd = 2500; // milliseconds

// Where the reader has stopped it, it stays; and who wants nothing to move starts it himself.
function playAgainAndAgain() {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const { playback } = window.player;
  playback.play();
  setInterval(() => {
    if (playback.atEnd && !playback.playing) playback.play();
  }, pauseAtEnd);
}

open();
