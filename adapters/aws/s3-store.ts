import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Fault } from '#core/errors.ts';
import type { ObjectInfo, ObjectStore, OpenObject, PutCondition, PutResult } from '#core/ports/object-store.ts';
import { checkKey, checkPrefix } from '../object-key.ts';
import { conditionsOf, isMissing, isRace, refuses, s3Fault } from './s3/answers.ts';
import { putParts } from './s3/multipart.ts';
import { firstPart } from './s3/parts.ts';
import { pause } from './s3/patience.ts';
import { S3Object } from './s3/s3-object.ts';

/** Which bucket holds the keys that begin with a prefix; the longest one decides, '' is for all. */
export interface BucketRule {
  readonly prefix: string;
  readonly bucket: string;
}

/** A 409 says that another writer is at the same key: asked again, S3 knows who won. */
const RACES = 8;

/**
 * Objects in S3. Reads after writes are strongly consistent, and so are listings
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel); conditions are S3's own conditional writes.
 * Equal bytes may have an equal ETag. Fault `store_unavailable` when S3 refuses for now.
 */
export class S3Store implements ObjectStore {
  readonly #client: S3Client;
  readonly #rules: readonly BucketRule[];

  constructor(client: S3Client, buckets: readonly BucketRule[]) {
    this.#client = client;
    this.#rules = buckets.toSorted((a, b) => b.prefix.length - a.prefix.length);
  }

  async get(key: string): Promise<{ readonly body: Uint8Array; readonly etag: string } | null> {
    const place = this.#place(key);
    try {
      const { Body, ETag = '' } = await this.#client.send(new GetObjectCommand(place));
      return { body: (await Body?.transformToByteArray()) ?? new Uint8Array(0), etag: ETag };
    } catch (error) {
      if (isMissing(error)) return null;
      throw s3Fault(error);
    }
  }

  async open(key: string): Promise<OpenObject | null> {
    const place = this.#place(key);
    try {
      return await S3Object.open(this.#client, place);
    } catch (error) {
      if (isMissing(error)) return null;
      throw s3Fault(error);
    }
  }

  async put(key: string, body: Uint8Array | AsyncIterable<Uint8Array>, condition?: PutCondition): Promise<PutResult> {
    const place = this.#place(key);
    if (body instanceof Uint8Array) return this.#putWhole(place, body, condition);
    const { part, rest } = await firstPart(body);
    return rest === null ? this.#putWhole(place, part, condition) : putParts(this.#client, place, part, rest, condition);
  }

  async *list(prefix: string): AsyncIterable<ObjectInfo> {
    checkPrefix(prefix);
    for (const { bucket, under } of this.#listed(prefix)) yield* this.#listBucket(bucket, under);
  }

  async delete(key: string): Promise<void> {
    const place = this.#place(key);
    try {
      await this.#client.send(new DeleteObjectCommand(place));
    } catch (error) {
      throw s3Fault(error);
    }
  }

  async #putWhole(
    place: { readonly Bucket: string; readonly Key: string },
    body: Uint8Array,
    condition?: PutCondition,
  ): Promise<PutResult> {
    for (let race = 0; ; race++) {
      try {
        const { ETag = '' } = await this.#client.send(new PutObjectCommand({ ...place, Body: body, ...conditionsOf(condition) }));
        return { ok: true, etag: ETag };
      } catch (error) {
        if (refuses(error, condition)) return { ok: false, reason: 'precondition_failed' };
        if (!isRace(error) || race === RACES) throw s3Fault(error);
        await pause(race);
      }
    }
  }

  async *#listBucket(Bucket: string, Prefix: string): AsyncGenerator<ObjectInfo> {
    let token: string | undefined;
    do {
      const page = await this.#page(Bucket, Prefix, token);
      for (const { Key: key = '', Size: size = 0, ETag: etag = '', LastModified } of page.Contents ?? []) {
        yield { key, size, etag, modified: LastModified?.getTime() ?? 0 };
      }
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }

  async #page(Bucket: string, Prefix: string, ContinuationToken: string | undefined) {
    try {
      return await this.#client.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }));
    } catch (error) {
      throw s3Fault(error);
    }
  }

  #place(key: string): { readonly Bucket: string; readonly Key: string } {
    checkKey(key);
    const rule = this.#rules.find(({ prefix }) => key.startsWith(prefix));
    if (rule === undefined) throw new Fault('object_key_invalid', 'no bucket is for it');
    return { Bucket: rule.bucket, Key: key };
  }

  /** The buckets that may hold keys of this prefix, in the order of their keys. */
  #listed(prefix: string): readonly { readonly bucket: string; readonly under: string }[] {
    const own = this.#rules.find((rule) => prefix.startsWith(rule.prefix));
    if (own !== undefined) return [{ bucket: own.bucket, under: prefix }];
    return this.#rules
      .filter((rule) => rule.prefix.startsWith(prefix))
      .toSorted((a, b) => (a.prefix < b.prefix ? -1 : 1))
      .map((rule) => ({ bucket: rule.bucket, under: rule.prefix }));
  }
}
