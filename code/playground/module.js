/**
 * The WebAssembly module of the stage, from JavaScript. The same in a page, in a worker and in
 * node.
 *
 *     const compiled = await WebAssembly.compile(bytes);
 *     const stage = await openModule(compiled);        // one rehearsal; another one, another stage
 *     const lines = stage.open(text);                  // { beats, failures, ... } or { mistakes }
 *
 * What is asked and answered is described in code/playground/stage_state.h, catalogue_state.h and
 * rehearsal.h.
 */

const notHere = 52; // ENOSYS: what the C++ library might ask of a system, and never needs here

/** An instance of the compiled module, with a rehearsal of its own. `log` hears what the C++ code
 * writes to its standard error: only ever the last words before a bug stops it. */
export async function openModule(compiled, log = console.error) {
  const face = new Face(log);
  const system = {};
  for (const { name } of WebAssembly.Module.imports(compiled)) {
    system[name] = face.system[name] ?? (() => notHere);
  }
  const instance = await WebAssembly.instantiate(compiled, { wasi_snapshot_preview1: system });
  face.exports = instance.exports;
  face.exports._initialize();
  return face;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

class Face {
  constructor(log) {
    this.log = log;
    this.written = '';
    this.system = {
      fd_write: (file, parts, count, size) => this.#write(parts, count, size),
      fd_close: () => 0,
      fd_seek: () => notHere,
    };
  }

  /** Everything that can be chosen and said. */
  catalogue() {
    return JSON.parse(this.#call('raft_catalogue'));
  }
  /** Opens a scenario and performs it. */
  open(text) {
    return JSON.parse(this.#say(text).#call('raft_open'));
  }
  /** The same on another node than the text's own, as `raft run --node --without`. */
  openFor(node, rule, text) {
    const lengths = [node, rule].map((name) => encoder.encode(name).length);
    return JSON.parse(this.#say(node + rule + text).#call('raft_open_for', ...lengths));
  }
  /** The same on the whole node with a known bug, as `raft run --bug`. */
  openWithBug(bug, text) {
    const { length } = encoder.encode(bug);
    return JSON.parse(this.#say(bug + text).#call('raft_open_with_bug', length));
  }
  /** The bugs: { name, group, parts, replaces, does, origin, breaks }. */
  bugs() {
    return JSON.parse(this.#call('raft_bugs'));
  }
  /** Adds a line and performs it. */
  act(line) {
    return JSON.parse(this.#say(line).#call('raft_act'));
  }
  /** Lets time pass. */
  advance(microseconds) {
    return JSON.parse(this.#call('raft_advance', microseconds));
  }
  /** Lets time pass until something happens. */
  advanceToEvent(limit) {
    return JSON.parse(this.#call('raft_advance_to_event', limit));
  }
  /** Goes back to the moment after so many events, or the next at which something can be done. */
  rewind(events) {
    return JSON.parse(this.#call('raft_rewind', events));
  }
  /** The servers, the messages on their way, the network, the violation. */
  stage() {
    return JSON.parse(this.#call('raft_stage'));
  }
  /** The same as it was after so many events. The rehearsal stays where it is. */
  stageAt(events) {
    return JSON.parse(this.#call('raft_stage_at', events));
  }
  /** The scenario so far. */
  text() {
    return this.#call('raft_text');
  }
  /** The trace for the drawings, from that event on; from 0, with its header. */
  told(from = 0) {
    return this.#call('raft_told', from);
  }
  /** The trace and the transcript, byte for byte as `raft run --trace` writes them. */
  trace() {
    return this.#call('raft_trace');
  }
  transcript() {
    return this.#call('raft_transcript');
  }
  /** What could stand in place of the last word of a half-typed line. */
  complete(line) {
    return this.#say(line).#call('raft_complete').split('\n').filter(Boolean);
  }

  #say(text) {
    const bytes = encoder.encode(text);
    const place = this.exports.raft_room(bytes.length) >>> 0;
    this.#bytes(place, bytes.length).set(bytes);
    return this;
  }

  #call(name, ...numbers) {
    const length = this.exports[name](...numbers) >>> 0;
    return decoder.decode(this.#bytes(this.exports.raft_answer() >>> 0, length));
  }

  // Anew each time: when memory grows, the old view of it is empty.
  #bytes(place, length) {
    return new Uint8Array(this.exports.memory.buffer, place, length);
  }

  #write(parts, count, size) {
    const view = new DataView(this.exports.memory.buffer);
    let total = 0;
    for (let i = 0; i < count; ++i) {
      const length = view.getUint32(parts + 8 * i + 4, true);
      this.written += decoder.decode(this.#bytes(view.getUint32(parts + 8 * i, true), length));
      total += length;
    }
    const lines = this.written.split('\n');
    this.written = lines.pop();
    lines.forEach((line) => this.log(line));
    view.setUint32(size, total, true);
    return 0;
  }
}
