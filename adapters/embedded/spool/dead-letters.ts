import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Batch } from '#core/receive/batch.ts';
import { syncFolder, systemCode } from '../durable.ts';
import type { Drafts } from './drafts.ts';
import { deadNameOf, nameBeforeDeath, type SpoolName } from './name.ts';
import { encoded, segmentOf } from './segment.ts';

/** Batches that were set aside, each in a file of its own whose name ends with the fault's code; a damaged file of several stays as it is. */
export class DeadLetters {
  readonly #folder: string;
  readonly #waiting: string;
  readonly #drafts: Drafts;

  constructor(folder: string, waiting: string, drafts: Drafts) {
    this.#folder = folder;
    this.#waiting = waiting;
    this.#drafts = drafts;
  }

  /** Sets a whole file aside. */
  async bury(name: SpoolName, code: string): Promise<void> {
    try {
      await rename(join(this.#waiting, name.file), join(this.#folder, deadNameOf(name.file, code)));
    } catch (error) {
      // Gone: it was handed out twice, and done by the other.
      if (systemCode(error) !== 'ENOENT') throw error;
    }
    await this.#sync();
  }

  /** Sets one of several in a file aside; the file goes with the others when they are done. */
  async buryAlone(batch: Batch, code: string): Promise<void> {
    const { name, bytes } = segmentOf([encoded(batch)]);
    await this.#drafts.write(name, bytes, join(this.#folder, deadNameOf(name.file, code)));
    await syncFolder(this.#folder);
  }

  /** Makes them wait again. Returns how many. */
  async redrive(): Promise<number> {
    let redriven = 0;
    for (const file of await readdir(this.#folder)) {
      const before = nameBeforeDeath(file);
      if (before === null) continue;
      await rename(join(this.#folder, file), join(this.#waiting, before));
      redriven++;
    }
    if (redriven > 0) await this.#sync();
    return redriven;
  }

  async count(): Promise<number> {
    return (await readdir(this.#folder)).filter((file) => nameBeforeDeath(file) !== null).length;
  }

  async #sync(): Promise<void> {
    await syncFolder(this.#folder);
    await syncFolder(this.#waiting);
  }
}
