import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { EventSource } from '../support/event-source.ts';
import { contextOf } from '../support/lambda.ts';
import { DISTINCT, LINES, sendingsOf } from './events.ts';
import { again, type Functions, posting, World } from './world.ts';

/** More calls than one run makes; the last runs must therefore be without a crash. */
const MOST_CALLS = 400;
const SOURCE = 'campus';

/** Made anew for each crash: what one run leaves behind would be read by all that follow. */
let world: World;

/** The process dies at its nth call to AWS, before or after that had its effect: from then on nothing goes out, until a cold start. */
function dieAt(n: number, when: 'lost before' | 'lost after'): void {
  world.calls = 0;
  world.fate = () => {
    if (world.calls < n) return 'through';
    return world.calls === n ? when : 'lost before';
  };
}

function heal(): void {
  world.fate = () => 'through';
}

/** Runs a step until it succeeds; after a failure the step is a new process with a healed network. */
async function survived(step: (functions: Functions, first: boolean) => Promise<boolean>, functions: Functions): Promise<Functions> {
  let current = functions;
  for (let attempt = 0; attempt < 5; attempt++) {
    const done = await step(current, attempt === 0).catch(() => false);
    if (done) return current;
    heal();
    current = await world.cold();
  }
  throw new Error('it never succeeded');
}

async function run(source: string, n: number, when: 'lost before' | 'lost after'): Promise<number> {
  await world.addSource(source);
  let functions = await world.cold();
  dieAt(n, when);
  // The LMS sends again until it is told 200.
  for (const body of sendingsOf(source)) {
    functions = await survived(
      async ({ receive }) => (await receive(posting(source, body), contextOf('receive'))).statusCode === 200,
      functions,
    );
  }
  // SQS gives out again what was not done: the next time in other groups.
  const events = new EventSource(world.cloud.queueUrl);
  let waiting: SQSRecord[] = [];
  await events.deliver(async ({ Records }) => {
    waiting = Records;
    return { batchItemFailures: [] };
  });
  functions = await survived(async ({ process }, first) => {
    const groups = first ? [waiting] : [waiting.slice(-1), waiting.slice(0, -1).toReversed()];
    waiting = [];
    for (const Records of groups.filter((group) => group.length > 0)) {
      const failed = await process({ Records }, contextOf('process')).then(
        ({ batchItemFailures }) => new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)),
        () => new Set(Records.map(({ messageId }) => messageId)),
      );
      waiting.push(...Records.filter(({ messageId }) => failed.has(messageId)).map((record) => again(record)));
    }
    return waiting.length === 0;
  }, functions);
  await survived(async (current) => {
    await world.merge(current);
    return true;
  }, functions);
  const crashed = world.calls >= n;
  heal();
  return crashed ? n : 0;
}

describe('a crash between every two calls to AWS', () => {
  it.each(['lost before', 'lost after'] as const)(
    'leaves each accepted event in one row, and every line counted (%s)',
    { timeout: 600_000 },
    async (when) => {
      let crashes = 0;
      for (let n = 1; n < MOST_CALLS; n++) {
        world = await World.make();
        const crashed = await run(SOURCE, n, when).finally(() => world.close());
        const at = `the call ${n} was ${when}`;
        const rows = await world.rows(SOURCE);
        expect(new Set(rows.map(({ event_id }) => event_id)).size, at).toBe(DISTINCT);
        expect(rows.length, `${at}: rows`).toBe(DISTINCT);
        const own = (await world.summary()).sources[SOURCE];
        const sum = (counts: Readonly<Record<string, number>> = {}) => Object.values(counts).reduce((a, b) => a + b, 0);
        expect(own?.lines, `${at}: lines`).toBe(LINES);
        expect((own?.rows ?? 0) + sum(own?.rejected) + sum(own?.dropped), `${at}: conservation`).toBe(LINES);
        expect(await world.keys('staging/'), `${at}: staging`).toEqual([]);
        if (crashed === 0) break;
        crashes++;
      }
      // Authentication, keys, queue, registry, raw, staging, receipts, events, catalogue: dozens of calls.
      expect(crashes).toBeGreaterThan(40);
      expect(crashes).toBeLessThan(MOST_CALLS - 1);
    },
  );
});
