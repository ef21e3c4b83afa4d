import { setTimeout as sleep } from 'node:timers/promises';
import { probeLine } from './events.ts';
import type { Merged } from './merged.ts';

const PROBE_EVERY_MS = 1_000;
const LOOK_MS = 100;

export interface Lag {
  readonly probes: number;
  /** s, from when the event was posted until it stands in a merged file. */
  readonly median: number;
  readonly most: number;
}

/** Posts an event every second, and looks when it stands among the merged rows. */
export class LagWatch {
  readonly #send: (line: string) => Promise<boolean>;
  readonly #merged: Merged;
  readonly #name: string;
  readonly #sent = new Map<string, number>();
  readonly #seconds: number[] = [];
  #probes = 0;
  #probing = true;
  readonly #running: Promise<unknown>;

  /** @param name no other watch's on this data folder; @param send posts one event; false: it was not accepted */
  constructor(name: string, merged: Merged, send: (line: string) => Promise<boolean>) {
    this.#name = name;
    this.#merged = merged;
    this.#send = send;
    this.#running = Promise.all([this.#probe(), this.#look()]);
  }

  /** Sends no more, and waits for what was sent. */
  async end(): Promise<Lag> {
    this.#probing = false;
    await this.#running;
    const sorted = this.#seconds.toSorted((a, b) => a - b);
    return { probes: this.#probes, median: sorted[Math.floor(sorted.length / 2)] ?? 0, most: sorted.at(-1) ?? 0 };
  }

  async #probe(): Promise<void> {
    while (this.#probing) {
      const marker = `${this.#name}-${this.#probes}`;
      const started = performance.now();
      this.#sent.set(marker, started);
      if (await this.#send(probeLine(marker))) this.#probes++;
      else this.#sent.delete(marker);
      await sleep(PROBE_EVERY_MS);
    }
  }

  async #look(): Promise<void> {
    while (this.#probing || this.#sent.size > 0) {
      const oldest = Date.now() - (performance.now() - Math.min(performance.now(), ...this.#sent.values())) - LOOK_MS;
      for (const marker of await this.#merged.news(`${this.#name}-`, oldest)) {
        const started = this.#sent.get(marker);
        if (started === undefined) continue;
        this.#sent.delete(marker);
        this.#seconds.push((performance.now() - started) / 1000);
      }
      await sleep(LOOK_MS);
    }
  }
}
