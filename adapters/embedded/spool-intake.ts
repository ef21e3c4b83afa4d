import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Fault } from '#core/errors.ts';
import type { Intake, IntakeDepth, IntakeGroup } from '#core/ports/intake.ts';
import type { Room, RoomLimits } from '#core/ports/room.ts';
import type { Batch } from '#core/receive/batch.ts';
import { makeFolder, syncFolder, systemCode } from './durable.ts';
import { DeadLetters } from './spool/dead-letters.ts';
import { Drafts } from './spool/drafts.ts';
import { Gathering } from './spool/gathering.ts';
import { checkNamed, parseName, type SpoolName } from './spool/name.ts';
import { SpoolQueue } from './spool/queue.ts';
import { isFull, roomOf, SpoolRoom } from './spool/room.ts';
import { batchesIn, type Encoded, encoded, segmentOf } from './spool/segment.ts';
import { SharedSync } from './spool/shared-sync.ts';

/** Files read or deleted at once. */
const AT_ONCE = 32;
/** Batches submitted here and remembered, so that the same one is not written twice while it waits. */
const REMEMBERED = 10_000;
/** Of whoever names no limits. */
const UNBOUNDED: RoomLimits = { minFreeBytes: 0, maxWaitingBytes: Number.POSITIVE_INFINITY };

/** A file in hand, and what it holds. */
interface Taken {
  readonly name: SpoolName;
  readonly batches: readonly Batch[];
}

/**
 * Batches as files, those that come at once in one file together: `waiting/` until they are done, `dead/` when set aside, each by itself.
 * Any thread or process may submit, each by an object of its own; one worker at a time takes (worker-lock.ts). What it has taken is only
 * remembered in memory, so that the batches of a worker that died wait again by themselves. Who submits and who takes meet in the folder
 * alone: a batch that one submits while another has it in hand is a second file, which the taker finds at its next listing and deletes.
 */
export class SpoolIntake implements Intake {
  readonly #waiting: string;
  readonly #dead: DeadLetters;
  readonly #names: SharedSync;
  readonly #drafts: Drafts;
  readonly #queue = new SpoolQueue();
  readonly #submitting = new Map<string, Promise<void>>();
  /** How many batches may still be handed out before the folder is looked at again: as many as it held. Listing stays cheap per batch. */
  #untilListing = 0;
  /** Whether anybody takes from this object: one that only submits keeps no queue, which nobody would empty. */
  #takes = false;
  /** By batch id, the oldest first. */
  readonly #sent = new Map<string, SpoolName>();
  readonly #gathering: Gathering<Encoded>;
  readonly #limits: RoomLimits;
  readonly #room: SpoolRoom;

  /** @param folder created when missing */
  constructor(folder: string, limits: RoomLimits = UNBOUNDED) {
    const root = resolve(folder);
    this.#waiting = join(root, 'waiting');
    const dead = join(root, 'dead');
    const drafts = join(root, 'tmp');
    for (const made of [this.#waiting, dead, drafts]) makeFolder(made);
    this.#names = new SharedSync(() => syncFolder(this.#waiting));
    this.#drafts = new Drafts(drafts, this.#waiting);
    this.#dead = new DeadLetters(dead, this.#waiting, this.#drafts);
    this.#gathering = new Gathering((parts) => this.#write(parts));
    this.#limits = limits;
    this.#room = new SpoolRoom(this.#waiting, limits);
  }

  async submit(batch: Batch): Promise<void> {
    const same = this.#submitting.get(batch.id);
    if (same !== undefined) return same;
    const known = this.#queue.find(batch.id) ?? this.#sent.get(batch.id);
    if (known !== undefined) {
      // Whoever wrote it may have died before its name was durable.
      if (existsSync(join(this.#waiting, known.file))) return this.#names.run();
      this.#queue.remove(known);
      this.#sent.delete(batch.id);
    }
    checkNamed(batch.id, batch.received);
    const written = this.#admit(encoded(batch)).finally(() => this.#submitting.delete(batch.id));
    this.#submitting.set(batch.id, written);
    return written;
  }

  /** Whether `submit` would refuse, and why; asked the system of at most once a second. */
  full(): Promise<Room['full']> {
    return this.#room.full();
  }

  /** What there is room for; `submit` refuses when there is none. */
  room(): Promise<Room> {
    return roomOf(this.#waiting, this.#limits);
  }

  async take(maxLines: number, maxBytes = Number.POSITIVE_INFINITY): Promise<IntakeGroup | null> {
    this.#takes = true;
    await this.#drafts.recoverAbandoned();
    for (;;) {
      const names = this.#next(maxLines, maxBytes);
      if (names.length === 0) return null;
      const files = (await each(names, (name) => this.#read(name))).filter((file) => file !== null);
      if (files.length > 0) return this.#group(files);
    }
  }

  async recover(): Promise<number> {
    const recovered = this.#queue.recover();
    await this.#drafts.recover();
    this.#untilListing = 0;
    return recovered;
  }

  async redrive(): Promise<number> {
    const redriven = await this.#dead.redrive();
    this.#untilListing = 0;
    return redriven;
  }

  async depth(): Promise<IntakeDepth> {
    const names = (await readdir(this.#waiting)).map(parseName).filter((name) => name !== null);
    const oldest = names.reduce((time, name) => Math.min(time, name.received), Number.POSITIVE_INFINITY);
    return {
      batches: [...new Map(names.map((name) => [name.id, name.batches])).values()].reduce((sum, batches) => sum + batches, 0),
      oldest: names.length === 0 ? null : oldest,
      deadLetters: await this.#dead.count(),
    };
  }

  #next(maxLines: number, maxBytes: number): SpoolName[] {
    const sizeOf = ({ file, bytes }: SpoolName): number =>
      bytes ?? statSync(join(this.#waiting, file), { throwIfNoEntry: false })?.size ?? 0;
    for (const lastTry of [false, true]) {
      if (lastTry || this.#untilListing <= 0) this.#list();
      const names = this.#queue.take(maxLines, maxBytes, sizeOf);
      this.#untilListing -= names.length;
      if (names.length > 0) return names;
    }
    return [];
  }

  /** Synchronous, so that no submit comes in between what is read and what is remembered. */
  #list(): void {
    const names = readdirSync(this.#waiting)
      .map(parseName)
      .filter((name) => name !== null);
    for (const copy of this.#queue.replace(names)) rmSync(join(this.#waiting, copy.file), { force: true });
    this.#untilListing = names.length;
  }

  async #admit(part: Encoded): Promise<void> {
    const full = await this.#room.full();
    if (full !== null) throw new Fault('intake_full', full);
    await this.#gathering.add(part);
  }

  async #write(parts: readonly Encoded[]): Promise<void> {
    const { name, bytes } = segmentOf(parts);
    try {
      await this.#drafts.write(name, bytes);
    } catch (error) {
      if (!isFull(error)) throw error;
      this.#room.refused();
      throw new Fault('intake_full', 'disk', { cause: error });
    }
    this.#room.took(bytes.length);
    if (this.#takes) this.#queue.add(name);
    for (const { batch } of parts) this.#remember(batch.id, name);
  }

  #remember(batchId: string, name: SpoolName): void {
    this.#sent.set(batchId, name);
    if (this.#sent.size <= REMEMBERED) return;
    const [oldest = ''] = this.#sent.keys();
    this.#sent.delete(oldest);
  }

  /** Null when it is gone (done by somebody else) or unreadable (set aside, so that it blocks nobody). */
  async #read(name: SpoolName): Promise<Taken | null> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(join(this.#waiting, name.file));
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
      this.#queue.remove(name);
      return null;
    }
    const batches = batchesIn(bytes, name);
    if (batches !== null) return { name, batches };
    await this.#bury(name, 'batch_unreadable');
    return null;
  }

  #group(files: readonly Taken[]): IntakeGroup {
    const open = new Map(files.map((file) => [file.name.id, file.name]));
    const fileOf = new Map(files.flatMap((file) => file.batches.map((batch) => [batch.id, { batch, file }])));
    return {
      batches: files.flatMap(({ batches }) => batches),
      // Not synced: a deletion lost in a power cut brings a batch back, which at-least-once allows.
      done: async () => {
        await each([...open.values()], (name) => rm(join(this.#waiting, name.file), { force: true }));
        for (const name of open.values()) this.#queue.remove(name);
      },
      setAside: async (batchId, code) => {
        const found = fileOf.get(batchId);
        if (found === undefined) return;
        fileOf.delete(batchId);
        const { batch, file } = found;
        if (file.batches.length > 1) return this.#dead.buryAlone(batch, code);
        open.delete(batchId);
        await this.#bury(file.name, code);
      },
    };
  }

  async #bury(name: SpoolName, code: string): Promise<void> {
    await this.#dead.bury(name, code);
    this.#queue.remove(name);
  }
}

async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  return results;
}
