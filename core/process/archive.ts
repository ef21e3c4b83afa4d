import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { rawKey } from '#core/dataset/layout.ts';
import type { ObjectStore } from '#core/ports/object-store.ts';
import { type Batch, decodeBatches, encodeBatch } from '#core/receive/batch.ts';

const compress = promisify(zlib.zstdCompress);
const decompress = promisify(zlib.zstdDecompress);

/** Fast and still about a tenth of the size: raw is written once, read almost never, and expires. */
const LEVEL = { params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } };

/** Archives a group's batches, as received, in one object. Written once: a second time changes nothing. @returns its key */
export async function archive(group: string, day: string, batches: readonly Batch[], objects: ObjectStore): Promise<string> {
  const key = rawKey(batches[0]?.source ?? '', day, group);
  const body = await compress(Buffer.concat(batches.map(encodeBatch)), LEVEL);
  await objects.put(key, body, { ifNoneMatch: true });
  return key;
}

/** The batches of an archived group; null once they have expired. */
export async function readArchive(key: string, objects: ObjectStore): Promise<readonly Batch[] | null> {
  const stored = await objects.get(key);
  return stored === null ? null : decodeBatches(await decompress(stored.body));
}
