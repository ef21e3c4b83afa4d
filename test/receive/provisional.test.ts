import { expect, it } from 'vitest';
import { Fault } from '#core/errors.ts';
import { processNext } from '#core/pipeline.ts';
import type { ObjectStore } from '#core/ports/object-store.ts';
import { ingestFile } from '#core/receive/bulk.ts';
import { Installation, native, sourceOf } from '../support/installation.ts';

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const file = `${native()}\n${native({ id: 'b' })}\n`;
const campus = { source: sourceOf('lenient'), dialect: null };

async function receiptsAfter(withKeys: boolean): Promise<readonly string[]> {
  const installation = await Installation.make();
  const { pipeline } = installation;
  await ingestFile(bytes(file), campus, withKeys ? pipeline : { ...pipeline, keys: null });
  await processNext(pipeline);
  return [...(await installation.keys('receipts/')), ...(await installation.keys('raw/')), ...(await installation.keys('staging/'))];
}

it('a file cut without the key becomes the very same batches as one cut with it', async () => {
  expect(await receiptsAfter(false)).toEqual(await receiptsAfter(true));
});

it('the digest in a provisional id is written nowhere', async () => {
  const logged: string[] = [];
  const installation = await Installation.make();
  const { pipeline } = installation;
  await ingestFile(bytes(file), campus, { ...pipeline, keys: null });
  const log = { info: () => {}, error: (...line: readonly unknown[]) => void logged.push(JSON.stringify(line)) };
  // Broken for good, so that the batch is set aside.
  const { objects: store } = pipeline;
  const objects: ObjectStore = {
    get: (key) => store.get(key),
    open: (key) => store.open(key),
    put: () => Promise.reject(new Fault('parquet_unreadable')),
    list: (prefix) => store.list(prefix),
    delete: (key) => store.delete(key),
  };
  await processNext({ ...pipeline, objects, log });
  expect(logged.join()).toContain('parquet_unreadable');
  expect(logged.join()).not.toMatch(/[0-9a-f]{64}/);
});
