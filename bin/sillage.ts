#!/usr/bin/env node
import './thread-pool.ts';

import { startHttpServer } from '#adapters/embedded/http-server.ts';
import { jsonLog } from '#adapters/embedded/json-log.ts';
import { HttpSigningKeys } from '#adapters/http-signing-keys.ts';
import { systemClock, systemRandom } from '#adapters/system.ts';
import { MAX_SENT_BYTES, MAX_UNPACKED_BYTES } from '#core/receive/unpack.ts';
import manifest from '../package.json' with { type: 'json' };
import { openDataFolder } from './data-folder.ts';
import type { Edition } from './edition.ts';
import { draft, readFile } from './files.ts';
import { run } from './program.ts';
import { WorkThread } from './serve/work-thread.ts';

/** With data-folder.ts the only place where core and the embedded adapters meet. */
const edition: Edition = {
  version: manifest.version,
  terminal: {
    stdout: process.stdout,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    watched: process.stderr.isTTY === true,
    printsToScreen: process.stdout.isTTY === true,
  },
  random: systemRandom,
  now: () => systemClock.now(),
  log: jsonLog((line) => void process.stderr.write(line), systemClock.now),
  signingKeys: new HttpSigningKeys({ clock: systemClock }),
  open: openDataFolder,
  openCloud: async (place) => (await import('./aws.ts')).openCloud(place),
  readFile,
  draft,
  listen: (options) => startHttpServer({ ...options, maxBodyBytes: MAX_SENT_BYTES, maxUnpackedBytes: MAX_UNPACKED_BYTES }),
  startWork: async (data, log) => new WorkThread({ data, log, now: systemClock.now }),
  stopSignal: () =>
    new Promise((stop) => {
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, stop);
    }),
};

// Started by an older Node (node24.mjs): if that process is killed, so is this one, as if they were one.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.channel?.unref();
// Who reads our output may stop reading: `sillage query … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
process.exitCode = await run(process.argv.slice(2), edition);
