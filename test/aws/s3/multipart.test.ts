import { randomBytes } from 'node:crypto';
import { CreateBucketCommand, ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { S3Store } from '#adapters/aws/s3-store.ts';
import type { Row } from '#core/dataset/columns.ts';
import { eventsKey } from '#core/dataset/layout.ts';
import { mergeCourseDay } from '#core/dataset/merge.ts';
import { openParquet } from '#core/dataset/parquet/read.ts';
import { rowAt } from '#core/dataset/table.ts';
import { memoryRegistry } from '../../support/memory/registry.ts';
import { DAY, KEY, row, SLUG } from '../../support/rows.ts';
import { freshName, motoOptions } from '../support/clients.ts';
import { type CrashProxy, crashProxy, type Fate } from '../support/crash-proxy.ts';

const CONFLICT: Fate = { status: 409, body: '<Error><Code>ConditionalRequestConflict</Code><Message>Try again.</Message></Error>' };
const NO_UPLOAD: Fate = { status: 404, body: '<Error><Code>NoSuchUpload</Code><Message>No such upload.</Message></Error>' };

/** What becomes of the nth completion of an upload, from 0. */
let fateOf: (completion: number) => Fate;
let completions: number;
let proxy: CrashProxy;
let direct: S3Store;
let behind: S3Store;
let Bucket: string;

beforeEach(async () => {
  completions = 0;
  fateOf = () => 'through';
  proxy = await crashProxy(motoOptions().endpoint, (_, asks) => (/^POST .*uploadId=/.test(asks) ? fateOf(completions++) : 'through'));
  Bucket = freshName('parts');
  await s3().send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-3' } }));
  direct = new S3Store(s3(), [{ prefix: '', bucket: Bucket }]);
  behind = new S3Store(s3(proxy.url), [{ prefix: '', bucket: Bucket }]);
});
afterEach(() => proxy.close());

const s3 = (endpoint = motoOptions().endpoint) => new S3Client({ ...motoOptions(), endpoint });

async function* long(fill: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < 9; i++) yield Buffer.alloc(1_048_576, fill);
}

const firstByte = async (): Promise<number | undefined> => (await direct.get('long'))?.body[0];
const refused = { ok: false, reason: 'precondition_failed' };

describe('the last step of a long put', () => {
  it('whose answer is lost has been done: what it makes new is there already', async () => {
    // The emulator would answer a second completion as it did the first; S3 may know the upload no more.
    fateOf = (completion) => (completion === 0 ? 'lost after' : NO_UPLOAD);
    expect(await behind.put('long', long(1), { ifNoneMatch: true })).toEqual(refused);
    expect(completions).toBe(2);
    expect(await firstByte()).toBe(1);
  });

  it.each([
    ['a race', CONFLICT],
    ['an upload that is no more', NO_UPLOAD],
  ])('which S3 refuses because of %s leaves the version to be opened anew', async (_, fate) => {
    const old = await direct.put('long', Buffer.from([7]));
    if (!old.ok) throw new Error('It was not put.');
    fateOf = () => fate;
    expect(await behind.put('long', long(1), { ifMatch: old.etag })).toEqual(refused);
    expect(await firstByte()).toBe(7);
    expect((await s3().send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? []).toEqual([]);
  });

  it('in a race for something new waits for the other’s', async () => {
    fateOf = () => {
      setTimeout(() => void direct.put('long', Buffer.from([9])), 100);
      return CONFLICT;
    };
    expect(await behind.put('long', long(1), { ifNoneMatch: true })).toEqual(refused);
    expect(await firstByte()).toBe(9);
  });

  it('never says that something is there which is not, and without a condition fails for now', async () => {
    fateOf = () => CONFLICT;
    await expect(behind.put('long', long(1), { ifNoneMatch: true })).rejects.toMatchObject({ code: 'store_unavailable' });
    await expect(behind.put('long', long(1))).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await direct.get('long')).toBeNull();
  });
});

describe('a merge into a file of several parts', () => {
  const registry = memoryRegistry();
  const merge = (objects: S3Store, staged: readonly Row[]) =>
    mergeCourseDay({ slug: SLUG, day: DAY, courseKey: KEY, staged }, { objects, registry, engine: { publish: async () => {} } });
  const rows = (name: string): Row[] =>
    Array.from({ length: 3_000 }, (_, i) => row(`e1${name}${i}`, { response: randomBytes(4_096).toString('base64') }));

  async function merged(): Promise<{ readonly ids: readonly string[]; readonly size: number; readonly generation: string | undefined }> {
    const object = await direct.open(eventsKey({ slug: SLUG, day: DAY }));
    if (object === null) throw new Error('There is no such file.');
    const file = await openParquet(object);
    const ids: string[] = [];
    for await (const table of file.tables()) for (let i = 0; i < table.length; i++) ids.push(rowAt(table, i).event_id);
    return { ids, size: object.size, generation: file.metadata['generation'] };
  }

  it('whose last answer is lost finds that it is done', { timeout: 120_000 }, async () => {
    const staged = rows('a');
    fateOf = (completion) => (completion === 0 ? 'lost after' : NO_UPLOAD);
    await merge(behind, staged);
    const { ids, size, generation } = await merged();
    expect(size).toBeGreaterThan(8 * 1_048_576);
    expect(ids.toSorted()).toEqual(staged.map(({ event_id }) => event_id).toSorted());
    expect(generation).toBe('1');
  });

  it('which loses a race starts over', { timeout: 120_000 }, async () => {
    await merge(direct, rows('a'));
    fateOf = (completion) => (completion === 0 ? CONFLICT : 'through');
    expect(await merge(behind, [row('e1late')])).toMatchObject({ written: true, entered: 1 });
    const { ids, generation } = await merged();
    expect(ids).toContain('e1late');
    expect(new Set(ids).size).toBe(3_001);
    expect(generation).toBe('2');
  });
});
