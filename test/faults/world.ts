import type { ShardCount } from '#core/dataset/layout.ts';
import { openParquet } from '#core/dataset/parquet/read.ts';
import { rowAt } from '#core/dataset/table.ts';
import { Fault } from '#core/errors.ts';
import type { Log } from '#core/log.ts';
import { mergeAll, type Pipeline, processNext, receive } from '#core/pipeline.ts';
import type { Fence, MarkKind, SourceRecord } from '#core/ports/registry.ts';
import { readReceipts, type Summary, summarise } from '#core/process/totals.ts';
import { actorId, aliasToken } from '#core/pseudonymise/alias.ts';
import { learnerToken } from '#core/pseudonymise/course-keys.ts';
import { eventToken } from '#core/pseudonymise/identity.ts';
import { KeyRing } from '#core/pseudonymise/keys.ts';
import type { AliasToken } from '#core/pseudonymise/pseudonym.ts';
import { ManualClock } from '../support/memory/clock.ts';
import { MemoryIntake } from '../support/memory/intake.ts';
import { MemoryVault } from '../support/memory/key-vault.ts';
import { MemoryStore } from '../support/memory/object-store.ts';
import { SeededRandom } from '../support/memory/random.ts';
import { memoryRegistry } from '../support/memory/registry.ts';
import { Choices, stepped, Task } from './scheduler.ts';

const START = Date.UTC(2026, 2, 10, 8);
const HOUR = 3_600_000;
const silent: Log = { info: () => {}, error: () => {} };

const source: SourceRecord = {
  id: 'campus',
  platform: 'openedx',
  policy: 'lenient',
  secrets: [{ hash: '0'.repeat(64), since: 0, scopes: ['events', 'courses'] }],
  keyVersion: 1,
  createdAt: START,
  revokedAt: null,
  jwksUrl: null,
};

/** One embedded installation in memory, its processes driven step by step. */
export class World {
  readonly choices: Choices;
  readonly clock = new ManualClock(START);
  readonly objects = new MemoryStore(() => this.clock.now());
  readonly intake = new MemoryIntake();
  readonly registry = memoryRegistry();
  readonly random: SeededRandom;
  readonly vault = new MemoryVault(new Uint8Array(32).fill(7));
  /** Lines of every sending that was answered with success, by batch. */
  readonly answered = new Map<string, readonly string[]>();
  /** Who is to be forgotten in the storm, and how. */
  requests: { readonly userId: number; readonly kind: MarkKind }[] = [];
  #tasks: Task[] = [];
  kills = 0;
  #turns = 0;
  /** Several: what is staged, and merged, is several at once. */
  readonly #shards: ShardCount;
  /** The most calls to ports that one process had under way at once. */
  mostAtOnce = 0;

  constructor(seed: number) {
    this.choices = new Choices(seed);
    this.#shards = seed % 2 === 0 ? 4 : 1;
    this.random = new SeededRandom(seed + 1_000_000);
  }

  /** The pipeline as one process sees it; each has keys of its own. */
  pipeline(task: Task | null): Pipeline {
    const on = <T extends object>(port: T): T => (task === null ? port : stepped(port, task));
    const vault = on(this.vault);
    return {
      clock: this.clock,
      random: this.random,
      log: silent,
      shards: this.#shards,
      objects: on(this.objects),
      registry: on(this.registry),
      intake: on(this.intake),
      keys: new KeyRing(vault, this.clock),
      engine: { publish: async () => {} },
    };
  }

  async begin(): Promise<void> {
    await this.registry.addSource(source);
  }

  /** Runs senders, workers and merges against each other, with kills, until every sender has its answers. */
  async storm(sendings: readonly (readonly string[])[], killPercent: number): Promise<void> {
    const open = sendings.map((lines) => ({ lines, task: null as Task | null, done: false }));
    const send = async (sending: (typeof open)[number]) => {
      sending.task = await this.#start('send', async (pipeline) => {
        const received = await receive({ source, dialect: null, lines: sending.lines }, pipeline);
        sending.done = true;
        if (received.batch !== null) this.answered.set(received.batch, sending.lines);
      });
    };
    for (let turn = 0; turn < 100_000; turn++) {
      // Sendings come one by one, so that there is always something new; whoever got no answer sends again.
      const next = open.find((sending) => !sending.done && (sending.task === null || sending.task.ended));
      if (next !== undefined && this.choices.chance(10)) await send(next);
      const request = this.choices.chance(2) ? this.requests.pop() : undefined;
      if (request !== undefined) await this.forgetting(request.userId, request.kind);
      if (this.#count('work') < 3) await this.#start('work', workOnce(this));
      if (this.#count('merge') < 3 && this.choices.chance(30))
        await this.#start('merge', async (pipeline) => void (await mergeAll(pipeline)));
      // A visibility time runs out, though its worker may only have been slow: a zombie.
      if (this.choices.chance(5)) await this.intake.recover();
      if (this.choices.chance(10)) this.clock.advance(this.choices.below(HOUR));
      if (open.every(({ done }) => done) && this.requests.length === 0 && this.choices.chance(3)) break;
      await this.#turn(killPercent);
    }
    // Some of what is under way lives on as zombies for a while; the rest dies here.
    for (let turn = 0; turn < this.choices.below(200); turn++) await this.#turn(0);
    for (const task of this.#tasks) if (task.parked) await task.go(true);
    for (const task of this.#tasks) if (task.failure !== null) throw task.failure;
  }

  /** A process that forgets a learner in the midst of the storm, as a rights command will: planned, then written at once. */
  async forgetting(userId: number, kind: MarkKind): Promise<void> {
    await this.#start('forget', async (pipeline) => {
      for (let attempt = 0; attempt < 50; attempt++) {
        const alias = await this.#aliasOf(userId, pipeline);
        const learner = (await pipeline.registry.lookup([alias])).get(alias)?.learner;
        if (learner?.salt == null) return;
        const fences: Fence[] = [];
        const at = this.clock.now();
        for (const { courseKey } of await pipeline.registry.learnerCourses(learner.id)) {
          const token = learnerToken(await pipeline.keys.subkey('learner', courseKey, 1), learner.salt);
          fences.push({ courseKey, learner: token, kind, at, becomes: null });
        }
        try {
          await pipeline.registry.forget({ learner: learner.id, mark: { kind, at, expiresAt: at + 28 * 24 * HOUR }, fences });
        } catch (error) {
          if (error instanceof Fault && error.code === 'registry_contended') continue;
          throw error;
        }
        return;
      }
    });
  }

  /** Whether a mark stands against the user: the process that forgot her may have died before it could say so. */
  async isForgotten(userId: number): Promise<boolean> {
    const alias = await this.#aliasOf(userId, this.pipeline(null));
    return (await this.registry.lookup([alias])).get(alias)?.mark != null;
  }

  async #aliasOf(userId: number, { keys }: Pipeline): Promise<AliasToken> {
    const id = actorId('user_id', userId);
    if (id === null || id === 'invalid') throw new Error('this names somebody');
    return aliasToken(await keys.subkey('alias', source.id, 1), id);
  }

  /** What an operator sees once everything has come to rest. */
  async settle(): Promise<void> {
    await this.intake.recover();
    const pipeline = this.pipeline(null);
    while ((await processNext(pipeline)) !== null);
    await mergeAll(pipeline);
    // The second sweep, once nothing from before a fence can be under way.
    this.clock.advance(HOUR);
    await mergeAll(pipeline);
  }

  /** event_id of every row in every merged file, as often as it stands there. */
  async rows(): Promise<string[]> {
    const ids: string[] = [];
    for await (const { key } of this.objects.list('events/')) {
      const object = await this.objects.open(key);
      if (object === null) continue;
      for await (const table of (await openParquet(object)).tables()) {
        for (let i = 0; i < table.length; i++) ids.push(rowAt(table, i).event_id);
      }
    }
    return ids;
  }

  /** The token of a native event's id. */
  async tokenOf(id: string): Promise<string> {
    const key = await this.pipeline(null).keys.subkey('event', source.id, 1);
    return eventToken(key, { form: 'id', value: id, coarse: false }, 0);
  }

  async summary(): Promise<Summary> {
    return summarise(readReceipts(this.objects));
  }

  async #start(name: string, body: (pipeline: Pipeline) => Promise<void>): Promise<Task> {
    const task = new Task(name, this.choices);
    this.#tasks.push(task);
    await task.start(() => body(this.pipeline(task)));
    return task;
  }

  #count(name: string): number {
    return this.#tasks.filter((task) => task.name === name && !task.ended).length;
  }

  async #turn(killPercent: number): Promise<void> {
    this.#turns++;
    const ready = this.#tasks.filter((task) => task.parked && task.frozenUntil <= this.#turns);
    if (ready.length === 0) return;
    const kill = this.choices.below(1000) < killPercent * 10;
    if (kill) this.kills++;
    // A task runs on for a few calls: else none would ever come far.
    const task = this.choices.pick(ready);
    const calls = 1 + this.choices.below(12);
    for (let i = 0; i < calls && task.parked; i++) await task.go(kill);
    // Now and then one stands still in the middle of its work, long enough for the others to do all of theirs.
    if (task.name !== 'send' && this.choices.chance(6)) task.frozenUntil = this.#turns + this.choices.below(300);
    this.mostAtOnce = Math.max(this.mostAtOnce, task.mostAtOnce);
    if (task.failure !== null) throw task.failure;
    this.#tasks = this.#tasks.filter(({ ended }) => !ended);
  }
}

/** A worker takes groups of any size, so that a batch comes back in another grouping. */
function workOnce(world: World) {
  return async (pipeline: Pipeline) => {
    const limit = 1 + world.choices.below(40);
    const intake = new Proxy(pipeline.intake, {
      get: (target, name) => (name === 'take' ? () => target.take(limit) : Reflect.get(target, name, target)),
    });
    while ((await processNext({ ...pipeline, intake })) !== null);
  };
}
