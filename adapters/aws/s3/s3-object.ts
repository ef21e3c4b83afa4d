import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Fault } from '#core/errors.ts';
import type { OpenObject } from '#core/ports/object-store.ts';
import { isOutOfRange, isReplaced, s3Fault } from './answers.ts';

/** Read at once and kept: a request costs as much as the work on megabytes, and a Parquet file is read in dozens of small ranges. */
const BLOCK_BYTES = 8 * 1_048_576;
/** Blocks before the last one that are kept at once. */
const KEPT = 4;

interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

/** One version of an object, by its ETag. It opens with its end in memory, where Parquet has its footer; the whole of it when it is small. */
export class S3Object implements OpenObject {
  readonly size: number;
  readonly etag: string;
  readonly #client: S3Client;
  readonly #place: Place;
  readonly #tail: Uint8Array;
  readonly #blocks = new Map<number, Promise<Uint8Array>>();

  private constructor(client: S3Client, place: Place, size: number, etag: string, tail: Uint8Array) {
    this.#client = client;
    this.#place = place;
    this.size = size;
    this.etag = etag;
    this.#tail = tail;
  }

  /** Throws what S3 answers. */
  static async open(client: S3Client, place: Place): Promise<S3Object> {
    try {
      const { Body, ContentRange = '', ETag = '' } = await client.send(new GetObjectCommand({ ...place, Range: `bytes=-${BLOCK_BYTES}` }));
      const tail = (await Body?.transformToByteArray()) ?? new Uint8Array(0);
      const size = Number(/\/(\d+)$/.exec(ContentRange)?.[1] ?? tail.length);
      return new S3Object(client, place, size, ETag, tail);
    } catch (error) {
      // An empty object has no last bytes.
      if (!isOutOfRange(error)) throw error;
      const { ETag = '' } = await client.send(new HeadObjectCommand(place));
      return new S3Object(client, place, 0, ETag, new Uint8Array(0));
    }
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    const stop = Math.min(end, this.size);
    const before = this.size - this.#tail.length;
    if (stop <= start) return new Uint8Array(0);
    if (start >= before) return this.#tail.subarray(start - before, stop - before);
    const parts: Uint8Array[] = [];
    for (let at = start; at < stop; ) {
      const number = Math.floor(at / BLOCK_BYTES);
      const inTail = at >= before;
      const from = inTail ? before : number * BLOCK_BYTES;
      const block = inTail ? this.#tail : await this.#block(number, Math.min(from + BLOCK_BYTES, before));
      const part = block.subarray(at - from, stop - from);
      parts.push(part);
      at += part.length;
    }
    return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
  }

  async close(): Promise<void> {
    this.#blocks.clear();
  }

  #block(number: number, end: number): Promise<Uint8Array> {
    const known = this.#blocks.get(number);
    if (known !== undefined) return known;
    const block = this.#get(number * BLOCK_BYTES, end);
    this.#blocks.set(number, block);
    block.catch(() => this.#blocks.delete(number));
    const [oldest = number] = this.#blocks.keys();
    if (this.#blocks.size > KEPT) this.#blocks.delete(oldest);
    return block;
  }

  async #get(start: number, end: number): Promise<Uint8Array> {
    try {
      const ranged = { ...this.#place, IfMatch: this.etag, Range: `bytes=${start}-${end - 1}` };
      const { Body } = await this.#client.send(new GetObjectCommand(ranged));
      return (await Body?.transformToByteArray()) ?? new Uint8Array(0);
    } catch (error) {
      if (isReplaced(error)) throw new Fault('object_changed');
      throw s3Fault(error);
    }
  }
}
