import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeOlder, syncFile, syncFolder, systemCode, writeDurably } from '../durable.ts';
import { draftNameOf, nameAfterDraft, type SpoolName } from './name.ts';
import { SharedSync } from './shared-sync.ts';

/** Far more than writing one batch takes. */
const ABANDONED_MS = 60 * 60 * 1000;

/**
 * Batches on their way to the queue. A batch is durable under its draft's name, so that one commit of the file system's journal is waited
 * for, not two: its move need not outlive a power cut, after which `recover` moves whole drafts once more.
 */
export class Drafts {
  readonly #folder: string;
  readonly #waiting: string;
  readonly #names: SharedSync;

  /** @param folder of drafts; @param waiting where they go. Both are there, in one file system. */
  constructor(folder: string, waiting: string) {
    this.#folder = folder;
    this.#waiting = waiting;
    this.#names = new SharedSync(() => syncFolder(folder));
  }

  /**
   * The batch waits, durably, once it resolves; nothing is left of it when it throws.
   *
   * @param target where it goes, if not to the queue
   */
  async write(name: SpoolName, bytes: Uint8Array, target = join(this.#waiting, name.file)): Promise<void> {
    const draft = join(this.#folder, draftNameOf(name, randomUUID()));
    let named: Promise<void> = Promise.resolve();
    try {
      await writeDurably(draft, bytes, async () => {
        // Beside the file's own sync: both wait for the same commit.
        named = this.#names.run();
        named.catch(() => {});
      });
      await named;
      await rename(draft, target).catch(unlessMoved);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  /**
   * Moves whole drafts of whoever died, or lost power, before they were moved; whether their senders were told, nobody knows. Those that
   * are not whole, were not told: they go once nobody can be writing them any more.
   */
  async recover(): Promise<void> {
    for (const file of await readdir(this.#folder)) {
      const name = nameAfterDraft(file);
      const path = join(this.#folder, file);
      if (name === null || statSync(path, { throwIfNoEntry: false })?.size !== name.bytes) continue;
      // Its writer may have died before the sync; from `waiting/` on, the same batch sent again is answered as durable.
      await syncFile(path).catch(unlessMoved);
      await rename(path, join(this.#waiting, name.file)).catch(unlessMoved);
    }
    removeOlder(this.#folder, Date.now() - ABANDONED_MS);
  }

  /**
   * The same, where some draft is so old that its writer is dead: for a worker that runs for months, since a draft holds what was sent, and
   * nothing else would ever delete one that was cut off less than an hour before the last start.
   */
  async recoverAbandoned(): Promise<void> {
    const before = Date.now() - ABANDONED_MS;
    const written = (file: string): number => statSync(join(this.#folder, file), { throwIfNoEntry: false })?.mtimeMs ?? before;
    if ((await readdir(this.#folder)).some((file) => written(file) < before)) await this.recover();
  }
}

/** Gone: a worker that began meanwhile took it for one left behind, or its writer was quicker. */
function unlessMoved(error: unknown): void {
  if (systemCode(error) !== 'ENOENT') throw error;
}
