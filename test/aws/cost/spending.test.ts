import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TOLD_BY_FUNCTIONS } from '#core/cost/price-lines.ts';
import { sendingsOf } from '../journey/events.ts';
import { type Functions, posting, World } from '../journey/world.ts';
import { EventSource } from '../support/event-source.ts';
import { contextOf } from '../support/lambda.ts';

interface MetricLine {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
}

let world: World;
let functions: Functions;
beforeEach(async () => {
  world = await World.make();
  await world.addSource('campus');
  // With POWERTOOLS_DEV the library's own metrics are otherwise off.
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  functions = await world.cold(3);
});
afterEach(() => world.close());

/** What was told since the last time, by metric with its dimensions. */
function told(): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const text of world.logged.splice(0).filter((line) => line.includes('"_aws"'))) {
    const line = JSON.parse(text) as MetricLine & Readonly<Record<string, number | readonly number[]>>;
    for (const { Namespace, Dimensions, Metrics } of line._aws.CloudWatchMetrics) {
      expect(Namespace).toBe('Sillage');
      for (const { Name } of Metrics) {
        const name = `${Name} by ${Dimensions.flat().join(',')}`;
        const values = [line[Name] ?? 0].flat() as number[];
        sums.set(
          name,
          values.reduce((a, b) => a + b, sums.get(name) ?? 0),
        );
      }
    }
  }
  return sums;
}

const spent = (line: (typeof TOLD_BY_FUNCTIONS)[number]) => `${line} by `;

it('each function tells what it used, without dimensions, and writes nothing when it used nothing', async () => {
  const [first = '', ...others] = sendingsOf('campus');
  await functions.receive(posting('campus', first), contextOf('receive'));
  // The key's root is asked for once, and kept.
  expect([...told()]).toEqual([[spent('kms_requests'), 1]]);
  for (const body of others) await functions.receive(posting('campus', body), contextOf('receive'));
  expect([...told()]).toEqual([]);

  await new EventSource(world.cloud.queueUrl).deliver((event) => functions.process(event, contextOf('process')));
  const processed = told();
  const archived = (await world.keys('raw/')).length;
  const written = archived + (await world.keys('staging/')).length + (await world.keys('receipts/')).length;
  expect(processed.get(spent('s3_writes'))).toBe(written);

  await world.merge(functions);
  const merged = told();
  expect(merged.get(spent('s3_reads'))).toBeGreaterThan(0);
  // Nothing is left to merge: each shard is listed once, whether it has a call to itself or shares one.
  await world.merge(functions);
  expect([...told()]).toEqual([[spent('s3_writes'), 4]]);
  const shards = Array.from({ length: 4 }, (_, shard) => shard);
  await (functions.merge as (event: unknown, context: Context) => Promise<unknown>)({ shards }, contextOf('merge', 600_000));
  expect([...told()]).toEqual([[spent('s3_writes'), 4]]);
  const own = [...processed.keys(), ...merged.keys()].filter((name) => !TOLD_BY_FUNCTIONS.some((line) => name === spent(line)));
  // Every one of these costs 0.30 a month: a new one must be counted in core/cost/fixed.ts.
  expect([...new Set(own)].sort()).toEqual(['Lines by service', 'LinesRejected by service', 'MergeLagSeconds by service']);
});
