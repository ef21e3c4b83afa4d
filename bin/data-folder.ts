import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DirectoryStore } from '#adapters/embedded/directory-store.ts';
import { DuckdbEngine } from '#adapters/embedded/duckdb-engine.ts';
import { KeyFile } from '#adapters/embedded/key-file.ts';
import { SpoolIntake } from '#adapters/embedded/spool-intake.ts';
import { SqliteRegistry } from '#adapters/embedded/sqlite-registry.ts';
import { tryLock } from '#adapters/embedded/worker-lock.ts';
import { systemClock, systemRandom } from '#adapters/system.ts';
import { KeyRing } from '#core/pseudonymise/keys.ts';
import { VIEWS } from '#core/query/views.ts';
import type { Lake, OpenOptions } from './edition.ts';
import { CommandError } from './failure.ts';

/**
 * A data folder: keys/, registry.sqlite, intake/ and the worker's lock beside raw/, staging/, events/, held/ and receipts/,
 * which are the object store's.
 */
export async function openDataFolder(folder: string, { create, limits }: OpenOptions): Promise<Lake> {
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
  const intake = once(() => new SpoolIntake(join(root, 'intake'), limits));
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
    room: () => intake().room(),
    full: () => intake().full(),
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
