import { setTimeout as sleep } from 'node:timers/promises';
import { dayOf } from '#core/dataset/layout.ts';
import type { Pipeline } from '#core/pipeline.ts';
import type { Receipt } from '#core/process/receipt.ts';
import { awaitMerge, awaitReceipts } from './beside.ts';
import type { Lake } from './edition.ts';
import type { Progress } from './show/progress.ts';
import { becomeWorker, drain, merge, QUIET, type Worker } from './work.ts';

/** Cuts that may wait before they are processed, when we are the worker; and when another one is. */
const OWN_BACKLOG = 2;
const OTHERS_BACKLOG = 50;
const HOLD_MS = 200;

/** Where cuts go: processed here if no other worker is there, else left to it. Either way the queue stays short. */
export class Desk {
  /** Batches of this run, and how often each was taken in: files of equal content are one batch. */
  readonly batches = new Map<string, number>();
  readonly receipts: Receipt[] = [];
  note = '';
  setAside = 0;
  readonly #lake: Lake;
  #worker: Worker | null;
  readonly #since: string;
  #untouched = 0;

  constructor(lake: Lake, worker: Worker | null, now: number) {
    this.#lake = lake;
    this.#worker = worker;
    this.#since = dayOf(now);
  }

  async pipeline(): Promise<Pipeline> {
    return this.#worker?.pipeline ?? (await this.#lake.pipeline(QUIET));
  }

  async took(batch: string): Promise<void> {
    this.batches.set(batch, (this.batches.get(batch) ?? 0) + 1);
    while (this.#worker === null && (await this.#lake.intake.depth()).batches > OTHERS_BACKLOG) {
      await sleep(HOLD_MS);
      // The other one may have gone.
      this.#worker = await becomeWorker(this.#lake, QUIET);
    }
    if (this.#worker !== null && ++this.#untouched >= OWN_BACKLOG) await this.#drain(this.#worker);
  }

  /** @param merging null: leave the rows staged */
  async finish(merging: Progress | null): Promise<void> {
    if (this.#worker !== null) {
      await this.#drain(this.#worker);
      if (merging !== null) await merge(this.#worker.pipeline, merging);
    } else {
      await awaitReceipts(this.#lake, new Set(this.batches.keys()), this.#since, this.#keep);
      const staged = this.receipts.flatMap((receipt) => receipt.staged);
      if (merging !== null && !(await awaitMerge(this.#lake, staged))) this.note = 'The running server merges the rows shortly.';
    }
    const done = new Set(this.receipts.flatMap((receipt) => receipt.batches.map(({ id }) => id)));
    this.setAside = [...this.batches.keys()].filter((id) => !done.has(id)).length;
  }

  close(): void {
    this.#worker?.release();
  }

  async #drain({ pipeline }: Worker): Promise<void> {
    this.#untouched = 0;
    await drain(pipeline, this.#keep);
  }

  /** Receipts of the batches of this run only: beside a server there may be others. */
  readonly #keep = (receipts: readonly Receipt[]): void => {
    for (const receipt of receipts) if (receipt.batches.some(({ id }) => this.batches.has(id))) this.receipts.push(receipt);
  };
}
