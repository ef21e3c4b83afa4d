import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { Fault } from '#core/errors.ts';
import type { ObjectStore } from '#core/ports/object-store.ts';
import { type Batch, decodeBatches } from '#core/receive/batch.ts';

/** SQS: the longest message, its attributes included. */
const LONGEST_MESSAGE = 1_048_576;
/** What a dead letter's code takes, as an attribute. */
const ATTRIBUTES = 256;
export const LONGEST_BODY = LONGEST_MESSAGE - ATTRIBUTES;
/** More than any batch has: a cut of 10,000 lines or 8 MiB, or a POST of at most 16 MiB unpacked. */
const LONGEST_BATCH = 64 * 1_048_576;

const compress = promisify(zlib.zstdCompress);
const decompress = promisify(zlib.zstdDecompress);
/** Fast; a message costs by each started 64 KiB. */
const LEVEL = { params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } };

const POINTER = 'inbox:';
/** Whoever may send a message must not make process read other places. */
const PLACE = /^inbox\/[A-Za-z0-9._-]+$/;

/** A message as it was received. */
export interface Letter {
  readonly body: string;
  /** SQS's handle of this very receipt. */
  readonly receipt: string;
}

/** A message's body: the batch in base64 of zstd, or where it lies in the inbox. Written there once: the same batch has the same place. */
export async function messageOf(batch: Batch, encoded: Uint8Array, inbox: Pick<ObjectStore, 'put'>): Promise<string> {
  const packed = await compress(encoded, LEVEL);
  const body = packed.toString('base64');
  if (body.length <= LONGEST_BODY) return body;
  const key = `inbox/${batch.id}.${batch.received}.zst`;
  await inbox.put(key, packed, { ifNoneMatch: true });
  return POINTER + key;
}

/**
 * The batch of a message.
 *
 * @throws Fault `batch_unreadable` when the message is none of ours, or its place in the inbox is empty; `store_unavailable`
 */
export async function batchOf(body: string, inbox: Pick<ObjectStore, 'get'>): Promise<Batch> {
  const packed = body.startsWith(POINTER) ? await placed(body.slice(POINTER.length), inbox) : Buffer.from(body, 'base64');
  const [batch, another] = decodeBatches(await unpack(packed));
  if (batch === undefined || another !== undefined) throw new Fault('batch_unreadable');
  return batch;
}

async function placed(key: string, inbox: Pick<ObjectStore, 'get'>): Promise<Uint8Array> {
  if (!PLACE.test(key)) throw new Fault('batch_unreadable', 'it points elsewhere than to the inbox');
  const object = await inbox.get(key);
  if (object === null) throw new Fault('batch_unreadable', 'its place in the inbox is empty');
  return object.body;
}

async function unpack(packed: Uint8Array): Promise<Uint8Array> {
  try {
    return await decompress(packed, { maxOutputLength: LONGEST_BATCH });
  } catch {
    // The decoder's own error says nothing that helps, and nothing of it is kept.
    throw new Fault('batch_unreadable', 'it cannot be unpacked');
  }
}
