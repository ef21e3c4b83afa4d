import { readdir, statfs } from 'node:fs/promises';
import type { Room, RoomLimits } from '#core/ports/room.ts';
import { systemCode } from '../durable.ts';
import { parseName } from './name.ts';

/** The disk is looked at again after so long. */
const LOOK_EVERY_MS = 1_000;
/** Listing what waits may take this share of the time at most. */
const LISTING_SHARE = 50;
/** A file takes whole blocks, and small ones are counted so: their number is bounded, too. */
const BLOCK_BYTES = 4096;

/** Whether a spool has room for more. It is never asked twice a second, whatever comes. */
export class SpoolRoom {
  readonly #waiting: string;
  readonly #limits: RoomLimits;
  /** Bytes that wait, at most: as listed, and what came since. What others submit is seen at the next listing. */
  #bytes = 0;
  #free = Number.POSITIVE_INFINITY;
  #lookAt = 0;
  #listAt = 0;
  #looking: Promise<void> | null = null;

  /** @param waiting folder of the files that wait */
  constructor(waiting: string, limits: RoomLimits) {
    this.#waiting = waiting;
    this.#limits = limits;
  }

  /** Which limit stands against more; null: there is room. */
  async full(): Promise<Room['full']> {
    // All who come while somebody looks wait for the same answer.
    if (performance.now() >= this.#lookAt) this.#looking ??= this.#look().finally(() => (this.#looking = null));
    await this.#looking;
    return verdict(this.#free, this.#bytes, this.#limits);
  }

  /** So much has come in since. */
  took(bytes: number): void {
    this.#bytes += blocks(bytes);
  }

  /** The system refused to write more: nothing is tried until the disk was looked at again. */
  refused(): void {
    this.#free = 0;
    this.#lookAt = performance.now() + LOOK_EVERY_MS;
  }

  async #look(): Promise<void> {
    const now = performance.now();
    this.#free = await freeBytes(this.#waiting);
    // While the queue is far from its limit, nobody needs to know how long it is.
    if (this.#bytes > this.#limits.maxWaitingBytes / 2 && now >= this.#listAt) {
      const before = this.#bytes;
      const listed = await waitingBytes(this.#waiting);
      // What came meanwhile may or may not be listed: counted twice at worst, until the next time.
      this.#bytes = listed + (this.#bytes - before);
      this.#listAt = performance.now() + LISTING_SHARE * (performance.now() - now);
    }
    this.#lookAt = performance.now() + LOOK_EVERY_MS;
  }
}

/** What there is now. */
export async function roomOf(waiting: string, limits: RoomLimits): Promise<Room> {
  const [free, bytes] = await Promise.all([freeBytes(waiting), waitingBytes(waiting)]);
  return { ...limits, freeBytes: free, waitingBytes: bytes, full: verdict(free, bytes, limits) };
}

/** The system's words for a full disk or a used-up quota. */
export function isFull(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

function verdict(free: number, waiting: number, { minFreeBytes, maxWaitingBytes }: RoomLimits): Room['full'] {
  if (free < minFreeBytes) return 'disk';
  return waiting >= maxWaitingBytes ? 'queue' : null;
}

/** For an account without privileges. */
async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function waitingBytes(folder: string): Promise<number> {
  let bytes = 0;
  for (const file of await readdir(folder)) bytes += blocks(parseName(file)?.bytes ?? 0);
  return bytes;
}

const blocks = (bytes: number): number => Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;
