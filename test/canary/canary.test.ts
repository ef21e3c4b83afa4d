import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DirectoryStore } from '#adapters/embedded/directory-store.ts';
import { KeyFile } from '#adapters/embedded/key-file.ts';
import { SpoolIntake } from '#adapters/embedded/spool-intake.ts';
import { SqliteRegistry } from '#adapters/embedded/sqlite-registry.ts';
import { systemClock, systemRandom } from '#adapters/system.ts';
import { mergeAll, type Pipeline, processNext } from '#core/pipeline.ts';
import { readReceipts, type Summary, summarise } from '#core/process/totals.ts';
import { KeyRing } from '#core/pseudonymise/keys.ts';
import { secretHash } from '#core/receive/authenticate.ts';
import { frontDoor } from '#core/receive/front-door.ts';
import { RefusalCounter } from '#core/receive/refusals.ts';
import { CANARY, plant } from './plant.ts';
import { canariesBelow, canaryIn } from './search.ts';

const golden = fileURLToPath(new URL('../dialects', import.meta.url));
const SECRET = 'not-a-real-secret';
/** A little under what one POST may send. */
const POST_BYTES = 900_000;

let folder: string;
let registry: SqliteRegistry;
let objects: DirectoryStore;
let summary: Summary;
let sent = 0;
/** Everything that leaves the pipeline other than by a file. */
const said: string[] = [];

/** What is meant to be seen: the course, and what the sender of native events marks as public. */
function declaredPublic(dialect: string, place: string, item: unknown): boolean {
  // Moodle's courses are numbers, and a column; a course that is no number is refused.
  if (dialect === 'moodle') return place === 'courseid' && typeof (item as { courseid?: unknown }).courseid === 'number';
  if (dialect !== 'native') return false;
  const thing = (item as { object?: { public?: boolean; parent?: { public?: boolean } } }).object;
  if (place === 'object.id') return thing?.public === true;
  if (place === 'object.parent.id') return thing?.parent?.public === true;
  return place === 'course';
}

/** Every golden event of a dialect, as JSON. */
function items(dialect: string): unknown[] {
  return readdirSync(join(golden, dialect))
    .filter((name) => name.endsWith('.in.json'))
    .map((name) => (JSON.parse(readFileSync(join(golden, dialect, name), 'utf8')) as { item?: unknown }).item)
    .filter((item) => item !== undefined);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sillage-canary-'));
  objects = new DirectoryStore(folder);
  registry = new SqliteRegistry(join(folder, 'registry.sqlite'));
  const vault = await KeyFile.openOrCreate(join(folder, 'keys'), systemRandom, { mayCreate: true });
  const record = { platform: 'openedx', policy: 'lenient', keyVersion: 1, createdAt: 0, revokedAt: null, jwksUrl: null } as const;
  await registry.addSource({ id: 'campus', secrets: [{ hash: secretHash(SECRET), since: 0, scopes: ['events', 'courses'] }], ...record });
  const log = {
    info: (...message: unknown[]) => void said.push(JSON.stringify(message)),
    error: (...message: unknown[]) => void said.push(JSON.stringify(message)),
  };
  const pipeline: Pipeline = {
    objects,
    registry,
    log,
    intake: new SpoolIntake(join(folder, 'intake')),
    keys: new KeyRing(vault, systemClock),
    clock: systemClock,
    random: systemRandom,
    engine: { publish: async () => {} },
    shards: 1,
  };
  const post = async (lines: readonly string[], query: string) => {
    const headers = {
      authorization: `Basic ${Buffer.from(`campus:${SECRET}`).toString('base64')}`,
      'content-type': 'application/x-ndjson',
      'user-agent': `${CANARY}-agent`,
      'x-forwarded-for': `${CANARY}-address`,
    };
    const body = Buffer.from(lines.join('\n'));
    const request = { method: 'POST', path: '/v1/events', query: new URLSearchParams(query), headers, body: async () => body };
    const answer = await frontDoor(request, {
      ...pipeline,
      refusals: new RefusalCounter(pipeline),
      signingKeys: { of: () => Promise.reject(new Error('no keys')) },
    });
    said.push(JSON.stringify(answer));
    if (answer.status !== 200) return;
    // An envelope is as many lines as it has items.
    const { accepted, rejected } = JSON.parse(answer.body) as { accepted: number; rejected: unknown[] };
    sent += accepted + rejected.length;
  };
  let n = 0;
  for (const dialect of ['openedx', 'xapi', 'caliper', 'canvas', 'moodle', 'native']) {
    let batch: string[] = [];
    let bytes = 0;
    for (const item of items(dialect)) {
      for (const { place, line } of plant(item as never, () => n++)) {
        if (declaredPublic(dialect, place, item)) continue;
        batch.push(line);
        bytes += Buffer.byteLength(line) + 1;
        if (bytes > POST_BYTES) {
          // Named and told: an item that is no longer of its dialect must not tell more.
          await post(batch, n % 2 === 0 ? `dialect=${dialect}` : '');
          batch = [];
          bytes = 0;
        }
      }
    }
    await post(batch, `dialect=${dialect}`);
  }
  // Bodies that are refused whole, and lines that are no JSON.
  await post([`{"${CANARY}": "${CANARY}`], '');
  await post([`Jul 12 host [user ${CANARY}] {"username": "${CANARY}"`, `${CANARY}`, '['.repeat(100)], 'dialect=openedx');
  await post([`{"username": "${CANARY}"}`], `dialect=${CANARY}`);
  while ((await processNext(pipeline)) !== null);
  await mergeAll(pipeline);
  summary = await summarise(readReceipts(objects));
}, 300_000);

afterAll(() => {
  registry.close();
  objects.close();
  rmSync(folder, { recursive: true });
});

describe('no identifier outside raw/', () => {
  it('reached the rows: the canaries were really carried', () => {
    expect(summary.lines).toBe(sent);
    expect(summary.lines).toBeGreaterThan(20_000);
    expect(summary.rows).toBeGreaterThan(summary.lines / 2);
  });

  it('finds none in any file: events, staging, receipts, registry', async () => {
    const { found, searched } = await canariesBelow(folder, ['raw/']);
    expect(found).toEqual([]);
    expect(searched).toBeGreaterThan(10);
  });

  it('finds none in what was answered and logged', () => {
    expect(said.map((text) => canaryIn(text)).filter((hit) => hit !== null)).toEqual([]);
    expect(said.length).toBeGreaterThan(20);
  });

  it('would find one: in raw/, in a cell, in hex and in base 64', async () => {
    expect((await canariesBelow(folder, ['events/', 'receipts/', 'registry', 'keys/'])).searched).toBeGreaterThan(0);
    for (const text of [CANARY, CANARY.toUpperCase(), Buffer.from(`a${CANARY}b`).toString('hex')])
      expect(canaryIn(`x ${text} y`)).not.toBeNull();
    for (const before of ['', 'a', 'ab', 'abc'])
      expect(canaryIn(Buffer.from(`${before}${CANARY}7@example.org`).toString('base64'))).not.toBeNull();
    expect(canaryIn('user 987000012 here')).not.toBeNull();
    const planted = join(folder, 'receipts', 'planted.json');
    writeFileSync(planted, `{"code":"${CANARY}1"}`);
    expect((await canariesBelow(folder, ['raw/'])).found).toHaveLength(1);
    rmSync(planted);
  });
});
