import { randomBytes } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { Meter, metered } from '#adapters/aws/meter.ts';
import { S3Store } from '#adapters/aws/s3-store.ts';
import type { OpenObject } from '#core/ports/object-store.ts';
import { motoOptions } from '../support/clients.ts';
import { makeCloud } from '../support/cloud.ts';

const MIB = 1_048_576;

it('an object is read in pieces of 8 MiB, its last one when it is opened, each once', async () => {
  const { buckets } = await makeCloud();
  const meter = new Meter();
  const store = new S3Store(metered(new S3Client(motoOptions()), 'S3', meter), buckets);
  const bytes = randomBytes(19 * MIB);
  await store.put('events/long', bytes);
  await store.put('events/short', bytes.subarray(0, 1_000));
  await store.put('events/empty', new Uint8Array(0));
  meter.take();

  const short = (await store.open('events/short')) as OpenObject;
  expect(short.size).toBe(1_000);
  for (let at = 0; at < 1_000; at += 100) expect(Buffer.from(await short.read(at, at + 100))).toEqual(bytes.subarray(at, at + 100));
  expect(meter.take()).toEqual({ s3_reads: 1 });

  const long = (await store.open('events/long')) as OpenObject;
  expect(long.size).toBe(19 * MIB);
  expect(Buffer.from(await long.read(12 * MIB, 19 * MIB)).equals(bytes.subarray(12 * MIB))).toBe(true);
  expect(meter.take()).toEqual({ s3_reads: 1 });
  for (const [start, end] of [
    [0, 4],
    [7 * MIB, 9 * MIB],
    [10 * MIB, 12 * MIB],
    [0, 19 * MIB],
  ] as const) {
    expect(Buffer.from(await long.read(start, end)).equals(bytes.subarray(start, end)), `${start} to ${end}`).toBe(true);
  }
  expect(meter.take()).toEqual({ s3_reads: 2 });

  const empty = (await store.open('events/empty')) as OpenObject;
  expect([empty.size, (await empty.read(0, 10)).length]).toEqual([0, 0]);
  expect(await store.open('events/none')).toBeNull();
});
