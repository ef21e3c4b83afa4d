/** So much is written together at most; one item always is, however large. */
const MOST_BYTES = 4 * 1_048_576;
const MOST_LINES = 2_000;

interface Waiting<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Sized {
  readonly bytes: Uint8Array;
  readonly batch: { readonly lines: readonly string[] };
}

/** Group commit: all that comes while something is being written is written together next, and waits for the disk once. */
export class Gathering<T extends Sized> {
  readonly #write: (items: readonly T[]) => Promise<void>;
  #waiting: Waiting<T>[] = [];
  #running = false;

  /** @param write keeps all items or, when it throws, none */
  constructor(write: (items: readonly T[]) => Promise<void>) {
    this.#write = write;
  }

  /** Resolves once the item is written; rejects with whatever its writing threw. */
  add(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let next = this.#next(); next.length > 0; next = this.#next()) {
      try {
        await this.#write(next.map(({ item }) => item));
        for (const { resolve } of next) resolve();
      } catch (error) {
        for (const { reject } of next) reject(error);
      }
    }
    this.#running = false;
  }

  #next(): readonly Waiting<T>[] {
    let bytes = 0;
    let lines = 0;
    let count = 0;
    for (const { item } of this.#waiting) {
      bytes += item.bytes.length;
      lines += item.batch.lines.length;
      if (count > 0 && (bytes > MOST_BYTES || lines > MOST_LINES)) break;
      count++;
    }
    const next = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    return next;
  }
}
