import { SeededRandom } from '../support/memory/random.ts';

/** Thrown into a task in place of an answer: the process is gone. */
class Killed extends Error {}

interface Parked {
  resume(): void;
  kill(): void;
}

/** A process of the pipeline: runs until each of its calls to ports waits to be picked. It may have several under way at once. */
export class Task {
  readonly name: string;
  readonly #choices: Choices;
  readonly #parked: Parked[] = [];
  #wake: () => void = () => {};
  #ended = false;
  #killed = false;

  constructor(name: string, choices: Choices) {
    this.name = name;
    this.#choices = choices;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get parked(): boolean {
    return this.#parked.length > 0;
  }

  /** Called on both sides of every call to a port: parks until the scheduler picks this call. */
  async step(): Promise<void> {
    if (this.#killed) throw new Killed();
    await new Promise<void>((resolve, reject) => {
      this.#parked.push({ resume: resolve, kill: () => reject(new Killed()) });
      this.#wake();
    });
  }

  start(body: () => Promise<void>): Promise<void> {
    const quiet = this.#quiet();
    body()
      .catch((error: unknown) => {
        if (!(error instanceof Killed)) this.failure = error;
      })
      .finally(() => {
        this.#ended = true;
        this.#wake();
      });
    return quiet;
  }

  failure: unknown = null;
  /** Turn before which nobody picks this task: a process that stands still while the others go on. */
  frozenUntil = 0;
  /** The most calls that were ever under way at once. */
  mostAtOnce = 0;

  /**
   * Lets one of the calls go on, in whatever order they were made, or the task die with all of them. Resolves when everything that
   * follows from it is parked again, or the task is over.
   */
  go(kill: boolean): Promise<void> {
    if (!this.parked) throw new Error('only a parked task can go on');
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#parked.length);
    if (kill) {
      this.#killed = true;
      const quiet = this.#quiet();
      for (const { kill: die } of this.#parked.splice(0)) die();
      return quiet;
    }
    const which = this.#parked.length === 1 ? 0 : this.#choices.below(this.#parked.length);
    const [picked] = this.#parked.splice(which, 1);
    const quiet = this.#quiet();
    picked?.resume();
    return quiet;
  }

  /** Resolves once the task has come to a stand: it is over, or has calls parked and does nothing more by itself. */
  async #quiet(): Promise<void> {
    // With another call parked, the one that goes on may only be waiting for it, and then nothing wakes us.
    if (!this.parked) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    // What runs beside computes between its calls without leaving the microtasks; they are all done by then.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Every choice of one run, from one seed. */
export class Choices {
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  /** 0 up to, not including, `below`. */
  below(below: number): number {
    const [a = 0, b = 0, c = 0] = this.#random.bytes(3);
    return ((a << 16) | (b << 8) | c) % below;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }
}

/**
 * The port with a step before and after each of its calls, so that a task can be held, overtaken or killed at every await:
 * before the call has its effect, or after it, when nobody will hear the answer.
 */
export function stepped<T extends object>(port: T, task: Task): T {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      const call = (...args: unknown[]) => Reflect.apply(member, target, args) as unknown;
      if (name === 'list') return (...args: unknown[]) => steppedList(call(...args) as AsyncIterable<unknown>, task);
      return async (...args: unknown[]) => {
        await task.step();
        const answer = await call(...args);
        await task.step();
        return typeof answer === 'object' && answer !== null && isHandle(answer) ? stepped(answer, task) : answer;
      };
    },
  });
}

/** Groups and open objects are ports of their own. */
function isHandle(answer: object): boolean {
  return 'done' in answer || 'read' in answer;
}

async function* steppedList(list: AsyncIterable<unknown>, task: Task): AsyncGenerator<unknown> {
  await task.step();
  for await (const item of list) {
    yield item;
    await task.step();
  }
}
