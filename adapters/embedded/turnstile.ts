interface Waiting {
  readonly weight: number;
  readonly enter: () => void;
}

/** Lets in no more than a weight at once; who comes later waits, in order. One that is heavier than all together goes in alone. */
export class Turnstile {
  readonly #most: number;
  #free: number;
  #waiting: Waiting[] = [];

  constructor(most: number) {
    this.#most = most;
    this.#free = most;
  }

  /** Resolves once there is room, with what must be called to leave. */
  async enter(weight: number): Promise<() => void> {
    const held = Math.min(weight, this.#most);
    if (this.#waiting.length > 0 || held > this.#free) {
      await new Promise<void>((enter) => this.#waiting.push({ weight: held, enter }));
    } else this.#free -= held;
    let inside = true;
    return () => {
      if (inside) this.#leave(held);
      inside = false;
    };
  }

  #leave(held: number): void {
    this.#free += held;
    let count = 0;
    for (const { weight, enter } of this.#waiting) {
      if (weight > this.#free) break;
      this.#free -= weight;
      count++;
      enter();
    }
    this.#waiting = this.#waiting.slice(count);
  }
}
