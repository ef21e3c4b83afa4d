import { HttpSigningKeys } from '#adapters/http-signing-keys.ts';
import type { Row } from '#core/dataset/columns.ts';
import { openParquet } from '#core/dataset/parquet/read.ts';
import { rowAt } from '#core/dataset/table.ts';
import { mergeAll, type Pipeline, processNext, receive } from '#core/pipeline.ts';
import type { SourceRecord } from '#core/ports/registry.ts';
import { readReceipts, type Summary, summarise } from '#core/process/totals.ts';
import { KeyRing } from '#core/pseudonymise/keys.ts';
import { secretHash } from '#core/receive/authenticate.ts';
import type { DoorDeps } from '#core/receive/front-door.ts';
import { RefusalCounter } from '#core/receive/refusals.ts';
import { ManualClock } from './memory/clock.ts';
import { MemoryIntake } from './memory/intake.ts';
import { MemoryVault } from './memory/key-vault.ts';
import { MemoryStore } from './memory/object-store.ts';
import { SeededRandom } from './memory/random.ts';
import { memoryRegistry } from './memory/registry.ts';

export const SECRET = 'a-secret-of-the-tests';
export const NOW = Date.UTC(2026, 2, 10, 8);

/** A whole installation in memory, with one lenient and one strict source. */
export class Installation {
  readonly clock = new ManualClock(NOW);
  readonly objects = new MemoryStore();
  readonly intake = new MemoryIntake();
  readonly registry = memoryRegistry();
  readonly logged: string[] = [];
  readonly pipeline: Pipeline & DoorDeps;

  private constructor(key: number) {
    const write = (...entry: unknown[]) => void this.logged.push(JSON.stringify(entry));
    const log = { info: write, error: write };
    this.pipeline = {
      clock: this.clock,
      objects: this.objects,
      intake: this.intake,
      registry: this.registry,
      random: new SeededRandom(key),
      keys: new KeyRing(new MemoryVault(new Uint8Array(32).fill(key)), this.clock),
      engine: { publish: async () => {} },
      log,
      shards: 1,
      signingKeys: new HttpSigningKeys({ clock: this.clock, limitMs: 500, loopback: true }),
      refusals: new RefusalCounter({ registry: this.registry, clock: this.clock, log }),
    };
  }

  static async make(key = 7): Promise<Installation> {
    const made = new Installation(key);
    for (const policy of ['lenient', 'strict'] as const) await made.registry.addSource(sourceOf(policy));
    return made;
  }

  async send(lines: readonly string[], dialect: string | null = null) {
    return receive({ source: sourceOf('lenient'), dialect, lines }, this.pipeline);
  }

  async process(): Promise<void> {
    while ((await processNext(this.pipeline)) !== null);
  }

  async settle(): Promise<void> {
    await this.process();
    await mergeAll(this.pipeline);
  }

  async rows(): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const { key } of this.objects.list('events/')) {
      const object = await this.objects.open(key);
      if (object === null) continue;
      for await (const table of (await openParquet(object)).tables()) {
        for (let i = 0; i < table.length; i++) rows.push(rowAt(table, i));
      }
    }
    return rows;
  }

  summary(): Promise<Summary> {
    return summarise(readReceipts(this.objects));
  }

  async keys(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of this.objects.list(prefix)) keys.push(key);
    return keys;
  }
}

export function sourceOf(policy: SourceRecord['policy']): SourceRecord {
  const id = policy === 'strict' ? 'exact' : 'campus';
  const secrets: SourceRecord['secrets'] = [{ hash: secretHash(`${SECRET}-${policy}`), since: NOW, scopes: ['events', 'courses'] }];
  return { id, platform: 'openedx', policy, secrets, keyVersion: 1, createdAt: NOW, revokedAt: null, jwksUrl: null };
}

/** A native event as a line. */
export function native(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    sillage: 1,
    id: 'event-1',
    time: '2026-03-02T09:00:00.000Z',
    actor: { user_id: 9_000_001 },
    course: 'course-v1:Sorbonne+BIO101+2026',
    category: 'video',
    action: 'played',
    ...changes,
  });
}
