import type { Intake, IntakeDepth, IntakeGroup } from '#core/ports/intake.ts';
import { type Batch, encodeBatch } from '#core/receive/batch.ts';

/** Batches in maps. What was taken and not done waits again after `recover`. */
export class MemoryIntake implements Intake {
  readonly #waiting = new Map<string, Batch>();
  readonly #taken = new Map<string, Batch>();
  readonly #dead = new Map<string, { readonly batch: Batch; readonly code: string }>();

  async submit(batch: Batch): Promise<void> {
    if (!this.#waiting.has(batch.id) && !this.#taken.has(batch.id)) this.#waiting.set(batch.id, batch);
  }

  async take(maxLines: number, maxBytes = Number.POSITIVE_INFINITY): Promise<IntakeGroup | null> {
    const group: Batch[] = [];
    let lines = 0;
    let bytes = 0;
    for (const batch of [...this.#waiting.values()].sort(byAge)) {
      lines += batch.lines.length;
      bytes += encodeBatch(batch).length;
      if (group.length > 0 && (lines > maxLines || bytes > maxBytes)) break;
      this.#waiting.delete(batch.id);
      this.#taken.set(batch.id, batch);
      group.push(batch);
    }
    if (group.length === 0) return null;
    const open = new Map(group.map((batch) => [batch.id, batch]));
    return {
      batches: group,
      done: async () => {
        for (const id of open.keys()) this.#forget(id);
      },
      setAside: async (batchId, code) => {
        const batch = open.get(batchId);
        if (batch === undefined) return;
        open.delete(batchId);
        this.#forget(batchId);
        this.#dead.set(batchId, { batch, code });
      },
    };
  }

  async recover(): Promise<number> {
    const recovered = this.#taken.size;
    for (const [id, batch] of this.#taken) this.#waiting.set(id, batch);
    this.#taken.clear();
    return recovered;
  }

  async redrive(): Promise<number> {
    const redriven = this.#dead.size;
    for (const { batch } of this.#dead.values()) {
      if (this.#taken.has(batch.id)) continue;
      const again = this.#waiting.get(batch.id);
      if (again === undefined || batch.received < again.received) this.#waiting.set(batch.id, batch);
    }
    this.#dead.clear();
    return redriven;
  }

  async depth(): Promise<IntakeDepth> {
    const open = [...this.#waiting.values(), ...this.#taken.values()];
    return {
      batches: open.length,
      oldest: open.length === 0 ? null : Math.min(...open.map((batch) => batch.received)),
      deadLetters: this.#dead.size,
    };
  }

  /** The codes of the dead letters, for tests that ask why. */
  deadLetterCodes(): string[] {
    return [...this.#dead.values()].map(({ code }) => code);
  }

  #forget(id: string): void {
    this.#waiting.delete(id);
    this.#taken.delete(id);
  }
}

function byAge(a: Batch, b: Batch): number {
  if (a.received !== b.received) return a.received - b.received;
  return a.id < b.id ? -1 : 1;
}
