/**
 * A scenario in the address of the page, so that it can be sent: #z= and the compressed text, or,
 * where a browser cannot compress, #t= and the text; both in base64 as addresses have it. If it is
 * to be run with a known bug, &bug= and its name follow.
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** "#z=...&bug=..." */
export async function fragmentOf({ text, bug = null }) {
  const bytes = encoder.encode(text);
  const end = bug ? `&bug=${bug}` : '';
  if (typeof CompressionStream === 'undefined') return `#t=${toBase64(bytes)}${end}`;
  return `#z=${toBase64(await through(new CompressionStream('deflate-raw'), bytes))}${end}`;
}

/** The { text, bug } in a fragment; { damaged: true } if it was one, and cannot be read any more;
 * null if it speaks of something else. */
export async function scenarioOf(fragment) {
  if (!/^#[tz]=/.test(fragment)) return null;
  const [, how, letters, bug = null] =
    /^#([tz])=([\w-]+)(?:&bug=([\w-]+))?$/.exec(fragment) ?? [];
  if (!how) return { damaged: true };
  try {
    const bytes = fromBase64(letters);
    if (how === 't') return { text: decoder.decode(bytes), bug };
    const text = decoder.decode(await through(new DecompressionStream('deflate-raw'), bytes));
    return { text, bug };
  } catch {
    return { damaged: true };
  }
}

/** Saves `text` as a file of this name. */
export function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  Object.assign(link, { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** What gzip has packed. */
export const unpacked = (bytes) => through(new DecompressionStream('gzip'), bytes);

async function through(stream, bytes) {
  const body = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(body).arrayBuffer());
}

function toBase64(bytes) {
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The bytes of base64, as addresses or as files have it. */
export function fromBase64(text) {
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
