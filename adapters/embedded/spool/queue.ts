import type { SpoolName } from './name.ts';

/** What waits, as far as this process knows, oldest first; and what it has handed out. The folder itself is the truth. */
export class SpoolQueue {
  /**
   * Sorted, newest first, because taking from the end of an array costs nothing. What was removed stays here until its turn comes:
   * only what `#byId` holds, waits.
   */
  #waiting: SpoolName[] = [];
  readonly #byId = new Map<string, SpoolName>();
  readonly #taken = new Map<string, SpoolName>();

  find(id: string): SpoolName | undefined {
    return this.#byId.get(id) ?? this.#taken.get(id);
  }

  add(name: SpoolName): void {
    if (this.find(name.id) !== undefined) return;
    this.#byId.set(name.id, name);
    this.#insert(name);
  }

  remove(name: SpoolName): void {
    this.#taken.delete(name.id);
    this.#byId.delete(name.id);
  }

  /**
   * Takes over a fresh listing of the folder.
   *
   * @returns the files to delete: later copies of a batch that waits or is being worked on, which another process has submitted
   */
  replace(listing: readonly SpoolName[]): SpoolName[] {
    const oldestFirst = listing.toSorted(byAge);
    const copies: SpoolName[] = [];
    this.#byId.clear();
    for (const name of oldestFirst) {
      const first = this.find(name.id);
      if (first === undefined) this.#byId.set(name.id, name);
      else if (first.file !== name.file) copies.push(name);
    }
    this.#waiting = [...this.#byId.values()].reverse();
    return copies;
  }

  /** The oldest batches of at most so many lines and bytes together, but at least one; none when nothing is known to wait. */
  take(maxLines: number, maxBytes: number, sizeOf: (name: SpoolName) => number): SpoolName[] {
    const group: SpoolName[] = [];
    let lines = 0;
    let bytes = 0;
    for (let next = this.#waiting.at(-1); next !== undefined; next = this.#waiting.at(-1)) {
      if (this.#byId.get(next.id) !== next) {
        this.#waiting.pop();
        continue;
      }
      lines += next.lines;
      bytes += sizeOf(next);
      if (group.length > 0 && (lines > maxLines || bytes > maxBytes)) break;
      this.#waiting.pop();
      this.#byId.delete(next.id);
      this.#taken.set(next.id, next);
      group.push(next);
    }
    return group;
  }

  /** Makes everything handed out wait again. Returns how many. */
  recover(): number {
    const names = [...this.#taken.values()];
    this.#taken.clear();
    for (const name of names) this.add(name);
    return names.length;
  }

  /** Nearly always one step: what comes now is the newest. */
  #insert(name: SpoolName): void {
    let low = 0;
    let high = this.#waiting.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#waiting[middle];
      if (other !== undefined && byAge(other, name) > 0) low = middle + 1;
      else high = middle;
    }
    this.#waiting.splice(low, 0, name);
  }
}

function byAge(a: SpoolName, b: SpoolName): number {
  if (a.received !== b.received) return a.received - b.received;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
