#!/usr/bin/env node
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DirectoryStore } from '#adapters/embedded/directory-store.ts';
import { DuckdbEngine } from '#adapters/embedded/duckdb-engine.ts';
import { startHttpServer } from '#adapters/embedded/http-server.ts';
import { jsonLog } from '#adapters/embedded/json-log.ts';
import { KeyFile } from '#adapters/embedded/key-file.ts';
import { SpoolIntake } from '#adapters/embedded/spool-intake.ts';
import { SqliteRegistry } from '#adapters/embedded/sqlite-registry.ts';
import { tryLock } from '#adapters/embedded/worker-lock.ts';
import { HttpSigningKeys } from '#adapters/http-signing-keys.ts';
import { systemClock, systemRandom } from '#adapters/system.ts';
import { KeyRing } from '#core/pseudonymise/keys.ts';
import { VIEWS } from '#core/query/views.ts';
import { MAX_SENT_BYTES } from '#core/receive/unpack.ts';
import manifest from '../package.json' with { type: 'json' };
import type { Edition, Lake } from './edition.ts';
import { CommandError } from './failure.ts';
import { draft, readFile } from './files.ts';
import { run } from './program.ts';

/** The only place where core and the embedded adapters meet. */
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
  open,
  openCloud: async (place) => (await import('./aws.ts')).openCloud(place),
  readFile,
  draft,
  listen: (options) => startHttpServer({ ...options, maxBodyBytes: MAX_SENT_BYTES }),
  stopSignal: () =>
    new Promise((stop) => {
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, stop);
    }),
};

/**
 * A data folder: keys/, registry.sqlite, intake/ and the worker's lock beside raw/, staging/, events/, held/ and receipts/,
 * which are the object store's.
 */
async function open(folder: string, { create }: { readonly create: boolean }): Promise<Lake> {
  const root = resolve(folder);
  const registryFile = join(root, 'registry.sqlite');
  const keyFolder = join(root, 'keys');
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new CommandError('no_data_folder', `${folder} is a file; name a folder: --data DIR`);
  }
  if (!existsSync(registryFile)) {
    if (['events', 'receipts', 'raw'].some((name) => existsSync(join(root, name)))) {
      throw new CommandError('registry_missing', `${folder} has data but no registry.sqlite; restore it from the backup, with its keys/.`);
    }
    if (!create) {
      throw new CommandError(
        'no_data_folder',
        `There is no sillage data in ${folder}; begin with: sillage source add NAME --platform openedx`,
      );
    }
    // Before the registry: from then on a missing key is a loss, not a beginning.
    await KeyFile.openOrCreate(keyFolder, systemRandom, { mayCreate: true });
    new SqliteRegistry(registryFile).close();
  }
  const objects = once(() => new DirectoryStore(root));
  const registry = once(() => new SqliteRegistry(registryFile));
  const intake = once(() => new SpoolIntake(join(root, 'intake')));
  const engine = once(() => new DuckdbEngine({ root, list: (prefix) => objects().list(prefix), views: VIEWS }));
  return {
    name: folder,
    get objects() {
      return objects();
    },
    get registry() {
      return registry();
    },
    get intake() {
      return intake();
    },
    get engine() {
      return engine();
    },
    async pipeline(log) {
      const vault = await KeyFile.openOrCreate(keyFolder, systemRandom, { mayCreate: false });
      return {
        objects: objects(),
        registry: registry(),
        intake: intake(),
        engine: engine(),
        keys: new KeyRing(vault, systemClock),
        clock: systemClock,
        random: systemRandom,
        shards: 1,
        log,
      };
    },
    lock: () => tryLock(root),
    clean: () => objects().cleanTemporary(Number.POSITIVE_INFINITY),
    close() {
      if (objects.made()) objects().close();
      if (registry.made()) registry().close();
    },
  };
}

/** Made when first asked for. */
function once<T>(make: () => T): (() => T) & { made(): boolean } {
  const kept: T[] = [];
  const get = (): T => {
    if (kept.length === 0) kept.push(make());
    return kept[0] as T;
  };
  return Object.assign(get, { made: () => kept.length > 0 });
}

// Started by an older Node (node24.mjs): if that process is killed, so is this one, as if they were one.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.channel?.unref();
// Who reads our output may stop reading: `sillage query … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
process.exitCode = await run(process.argv.slice(2), edition);
