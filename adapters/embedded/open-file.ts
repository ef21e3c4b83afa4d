import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Fault } from '#core/errors.ts';
import type { OpenObject } from '#core/ports/object-store.ts';
import { etagOf } from './version-stamp.ts';

/** An open file: the system keeps its bytes until it is closed, even after another file took its name. */
export class OpenFile implements OpenObject {
  readonly size: number;
  readonly etag: string;
  readonly #file: FileHandle;

  constructor(file: FileHandle, stats: BigIntStats) {
    this.#file = file;
    this.size = Number(stats.size);
    this.etag = etagOf(stats);
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.max(0, Math.min(end, this.size) - start));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await this.#file.read(bytes, filled, bytes.length - filled, start + filled);
      // Our own files are never cut short: somebody else wrote into this one.
      if (bytesRead === 0) throw new Fault('object_changed');
      filled += bytesRead;
    }
    return bytes;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
