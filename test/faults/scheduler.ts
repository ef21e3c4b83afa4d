import { SeededRandom } from '../support/memory/random.ts';

/** Thrown into a task in place of an answer: the process is gone. */
class Killed extends Error {}

interface Parked {
  resume(): void;
  kill(): void;
}

/** A process of the pipeline: runs until its next call to a port, then waits to be picked. */
export class Task {
  readonly name: string;
  #parked: Parked | null = null;
  #wake: () => void = () => {};
  #ended = false;
  #killed = false;

  constructor(name: string) {
    this.name = name;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get parked(): boolean {
    return this.#parked !== null;
  }

  /** Called on both sides of every call to a port: parks until the scheduler picks this task. */
  async step(): Promise<void> {
    if (this.#killed) throw new Killed();
    if (this.#parked !== null) throw new Error('a task makes one call to a port at a time');
    await new Promise<void>((resolve, reject) => {
      this.#parked = {
        resume: resolve,
        kill: () => {
          this.#killed = true;
          reject(new Killed());
        },
      };
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

  /** Lets the task run to its next call, or dies in its place. Resolves when it is parked again or over. */
  go(kill: boolean): Promise<void> {
    const parked = this.#parked;
    if (parked === null) throw new Error('only a parked task can go on');
    this.#parked = null;
    const quiet = this.#quiet();
    if (kill) parked.kill();
    else parked.resume();
    return quiet;
  }

  #quiet(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
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
