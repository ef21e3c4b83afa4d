import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Meter } from '#adapters/aws/meter.ts';
import { S3Inbox } from '#adapters/aws/s3-inbox.ts';
import { S3Store } from '#adapters/aws/s3-store.ts';
import { freshName, motoOptions } from '../support/clients.ts';
import { crashProxy, type Fate } from '../support/crash-proxy.ts';

async function made(fates: readonly Fate[] = []) {
  const { region, endpoint, credentials } = motoOptions();
  const bucket = freshName('inbox');
  const client = new S3Client(motoOptions());
  await client.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-3' } }));
  const left = [...fates];
  const proxy = await crashProxy(endpoint, () => left.shift() ?? 'through');
  const meter = new Meter();
  const inbox = new S3Inbox({ bucket, region, credentials, endpoint: proxy.url, meter });
  return { inbox, meter, store: new S3Store(client, [{ prefix: '', bucket }]), close: () => proxy.close() };
}

const BYTES = Buffer.from('d’été \0\xff', 'latin1');
const BUSY = { status: 503, body: '<Error><Code>SlowDown</Code></Error>' };

describe('the inbox of receive', () => {
  it('puts what the store reads, once where it must not be there, and reads back', async () => {
    const { inbox, store, close } = await made();
    const put = await inbox.put('inbox/a.1.zst', BYTES, { ifNoneMatch: true });
    const found = await store.get('inbox/a.1.zst');
    expect(found?.body).toEqual(new Uint8Array(BYTES));
    expect(put).toEqual({ ok: true, etag: found?.etag });
    expect(await inbox.put('inbox/a.1.zst', Buffer.from('other'), { ifNoneMatch: true })).toEqual({
      ok: false,
      reason: 'precondition_failed',
    });
    expect((await inbox.get('inbox/a.1.zst'))?.body).toEqual(new Uint8Array(BYTES));
    expect(await inbox.get('inbox/nowhere')).toBeNull();
    await expect(inbox.put('inbox/../raw/x', BYTES)).rejects.toMatchObject({ code: 'object_key_invalid' });
    await close();
  });

  it.each([
    ['throttling', BUSY],
    ['a fault of S3', { status: 500, body: '' }],
    ['a race', { status: 409, body: '<Error><Code>ConditionalRequestConflict</Code></Error>' }],
    ['a lost request', 'lost before'],
  ] satisfies [string, Fate][])('tries again after %s, and counts each time', async (_, fate) => {
    const { inbox, meter, store, close } = await made([fate, fate]);
    expect(await inbox.put('inbox/a', BYTES, { ifNoneMatch: true })).toMatchObject({ ok: true });
    expect(meter.take()).toEqual({ s3_writes: 3 });
    expect((await store.get('inbox/a'))?.body).toEqual(new Uint8Array(BYTES));
    await close();
  });

  it('after a lost answer finds its own object there', async () => {
    const { inbox, store, close } = await made(['lost after']);
    expect(await inbox.put('inbox/a', BYTES, { ifNoneMatch: true })).toEqual({ ok: false, reason: 'precondition_failed' });
    expect((await store.get('inbox/a'))?.body).toEqual(new Uint8Array(BYTES));
    await close();
  });

  it('gives up at last, by a code that passes', async () => {
    for (const fate of [BUSY, 'lost before'] satisfies Fate[]) {
      const { inbox, close } = await made([fate, fate, fate, fate]);
      await expect(inbox.put('inbox/a', BYTES)).rejects.toMatchObject({ code: 'store_unavailable' });
      await close();
    }
  });

  it('takes nothing for absent that S3 refuses', async () => {
    const { inbox, close } = await made([
      { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' },
      { status: 404, body: '<Error><Code>NoSuchBucket</Code></Error>' },
    ]);
    await expect(inbox.get('inbox/a')).rejects.toMatchObject({ code: 'store_unavailable' });
    await expect(inbox.get('inbox/a')).rejects.toMatchObject({ code: 'store_unavailable' });
    await close();
  });
});
