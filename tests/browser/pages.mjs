// A real browser for the tests: Debian's chromium, driven by playwright-core. Nothing is fetched:
// a request for anything but the page itself fails the test, and so does a word on the console.
//
// If chromium or node_modules is missing, the tests say so and are skipped.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
export const source = join(here, '..', '..');
const raft = process.env.RAFT ?? join(source, 'build', 'bin', 'raft');
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

/** Why there is no browser; empty if there is one. */
export const missing = !chromium
  ? 'no browser: chromium is not installed'
  : !existsSync(join(here, 'node_modules', 'playwright-core'))
    ? 'no browser: run npm ci in tests/browser'
    : '';
if (missing) console.log(missing);

let browser = null;
let folder = null;

// Every file of tests that takes its pages from here has a browser while its tests run.
before(async () => {
  if (missing) return;
  const playwright = await import('playwright-core');
  folder = mkdtempSync(join(tmpdir(), 'raft-browser-'));
  browser = await playwright.chromium.launch({ executablePath: chromium, args: ['--no-sandbox'] });
});
after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** Runs the program in the tests' folder; returns the path of `file` there. */
export function make(file, ...args) {
  execFileSync(raft, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return join(folder, file);
}

const played = new Map();

/** The player of a scenario in diagrams/. */
export function player(scenario) {
  const name = `${scenario.replace('/', '-')}.html`;
  if (!played.has(name)) {
    played.set(
      name,
      make(name, 'run', join(source, 'diagrams', `${scenario}.raft`), '-q', '--trace', name),
    );
  }
  return played.get(name);
}

/** Opens a file, lets `visitor` act on it, and fails if the page complained or asked for more; with
 * `beside`, it may ask for the files in its own folder, and with `under` for those below that one;
 * `without` names what the browser lacks. */
export async function visit(file, options, visitor) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  if (options?.without) await page.addInitScript((name) => delete window[name], options.without);
  const complaints = [];
  const address = pathToFileURL(file).href;
  page.on('console', (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  context.on('request', (request) => {
    const asked = request.url().split('#')[0];
    const ours = options?.under
      ? asked.startsWith(pathToFileURL(options.under).href)
      : options?.beside
        ? dirname(asked) === dirname(address)
        : asked === address;
    if (!ours && !/^(blob|data):/.test(asked)) complaints.push(`request: ${asked}`);
  });
  try {
    await page.goto(address + (options?.hash ?? ''));
    await visitor(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

const built = join(process.env.RAFT_BUILD ?? join(source, 'build'), 'playground');
/** The playground's page, and one that embeds two; and why they cannot be visited, or false. */
export const playground = join(built, 'playground.html');
export const embeds = join(built, 'embed/embeds.html');
export const noPlayground =
  missing || (existsSync(playground) ? false : 'no playground: build the target playground');

/** A test in the player of `options.scenario`. */
export const inPlayer = (name, { scenario, ...options }, visitor) =>
  test(name, { skip: missing || false }, () => visit(player(scenario), options, visitor));

/** The part of an address with which the playground begins with this text. */
export const hashOf = (text) => `#t=${Buffer.from(text).toString('base64url')}`;

/** A test in the playground, or in `options.file` which embeds it, once it is ready; it begins with
 * the text `options.text`. */
export const inPlayground = (name, { text, file = playground, ...options }, visitor) =>
  test(name, { skip: noPlayground }, () => {
    const hash = text === undefined ? '' : hashOf(text);
    return visit(file, { hash, ...options }, async (page) => {
      await page.waitForSelector('.raft-playground[data-state=ready]');
      await visitor(page);
    });
  });

/** The text of a short scenario: three servers, and a leader. */
export const elected = 'servers 3\nnode raft\n\ntimeout S1\ndeliver all\n';

/** Presses the keys, one after the other. */
export async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}
