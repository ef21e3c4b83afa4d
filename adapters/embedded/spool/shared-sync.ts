/** Group commit of a folder's names: all who ask while one sync runs share the next one. */
export class SharedSync {
  readonly #sync: () => Promise<void>;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  /** @param sync makes durable every name that is in the folder when it is called */
  constructor(sync: () => Promise<void>) {
    this.#sync = sync;
  }

  /** Resolves once every name that is in the folder now is durable. */
  run(): Promise<void> {
    // The sync that runs now may have begun before the caller's rename: only the next one counts.
    this.#next ??= this.#after(this.#running);
    return this.#next;
  }

  async #after(previous: Promise<void>): Promise<void> {
    // Whoever shared the previous one has heard of its failure.
    await previous.catch(() => {});
    this.#running = this.#next ?? Promise.resolve();
    this.#next = null;
    await this.#sync();
  }
}
