import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { S3Store } from '#adapters/aws/s3-store.ts';
import { describeObjectStore } from '../../contracts/object-store.suite.ts';
import { freshName, motoOptions } from '../support/clients.ts';

const s3 = () => new S3Client({ ...motoOptions(), maxAttempts: 1 });

async function bucket(): Promise<string> {
  const Bucket = freshName('store');
  await s3().send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-3' } }));
  return Bucket;
}

describeObjectStore('S3', async () => {
  const store = new S3Store(s3(), [{ prefix: '', bucket: await bucket() }]);
  return { store, close: () => {} };
});

describe('S3Store over several buckets', () => {
  it('puts each key into the bucket of its longest prefix, and lists them as one', async () => {
    const [raw, events, rest] = [await bucket(), await bucket(), await bucket()];
    const store = new S3Store(s3(), [
      { prefix: 'raw/', bucket: raw },
      { prefix: 'lake/', bucket: rest },
      { prefix: 'lake/events/', bucket: events },
    ]);
    for (const key of ['raw/a', 'lake/events/b', 'lake/c']) await store.put(key, Buffer.from(key));
    const only = (name: string) => new S3Store(s3(), [{ prefix: '', bucket: name }]);
    expect(Buffer.from((await only(events).get('lake/events/b'))?.body ?? []).toString()).toBe('lake/events/b');
    expect(await only(rest).get('lake/events/b')).toBeNull();
    expect(await keys(store, 'raw/')).toEqual(['raw/a']);
    expect(await keys(store, 'lake/events/')).toEqual(['lake/events/b']);
    await expect(store.put('elsewhere/x', Buffer.from('x'))).rejects.toMatchObject({ code: 'object_key_invalid' });
  });
});

describe('S3Store with streams longer than a part', () => {
  const LONG = 20 * 1_048_576 + 7;

  async function* long(fill: number): AsyncGenerator<Uint8Array> {
    const chunk = Buffer.alloc(1_000_003, fill);
    for (let left = LONG; left > 0; left -= chunk.length) yield chunk.subarray(0, Math.min(left, chunk.length));
  }

  it('puts them in parts, whole', async () => {
    const store = new S3Store(s3(), [{ prefix: '', bucket: await bucket() }]);
    const put = await store.put('long', long(1));
    const object = await store.open('long');
    expect(object?.size).toBe(LONG);
    expect(put).toEqual({ ok: true, etag: object?.etag });
    expect(Buffer.from((await object?.read(LONG - 3, LONG)) ?? [])).toEqual(Buffer.alloc(3, 1));
  });

  it('only where the condition holds at the end', async () => {
    const client = s3();
    const store = new S3Store(client, [{ prefix: '', bucket: await bucket() }]);
    expect(await store.put('long', long(1), { ifNoneMatch: true })).toMatchObject({ ok: true });
    expect(await store.put('long', long(2), { ifNoneMatch: true })).toEqual({ ok: false, reason: 'precondition_failed' });
    expect(Buffer.from((await (await store.open('long'))?.read(0, 1)) ?? [])).toEqual(Buffer.alloc(1, 1));
    // The emulator looks at If-None-Match when an upload is completed, and not at If-Match, which S3 does: so it is seen on its way.
    const sent: unknown[] = [];
    client.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          const { headers } = args.request as { headers: Record<string, string> };
          if (commandName === 'CompleteMultipartUploadCommand') sent.push(headers['if-match'] ?? headers['If-Match']);
          return next(args);
        },
      { step: 'finalizeRequest' },
    );
    await store.put('long', long(3), { ifMatch: '"an etag"' });
    expect(sent).toEqual(['"an etag"']);
  });

  it('and leaves nothing of one that breaks off', async () => {
    const store = new S3Store(s3(), [{ prefix: '', bucket: await bucket() }]);
    const breaking = async function* () {
      yield* long(1);
      throw new Error('broken stream');
    };
    await expect(store.put('long', breaking())).rejects.toThrow('broken stream');
    expect(await store.get('long')).toBeNull();
  });
});

async function keys(store: S3Store, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of store.list(prefix)) found.push(key);
  return found;
}
