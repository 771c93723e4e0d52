// The module as the tests open it: from the file that the build made.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openModule } from '../../code/playground/module.js';

export const root = new URL('../..', import.meta.url).pathname;
export const build = process.env.RAFT_BUILD ?? join(root, 'build');
const bytes = readFileSync(join(build, 'wasm/raft.wasm'));
export const compiled = new WebAssembly.Module(bytes);
export const openStage = () => openModule(compiled);
