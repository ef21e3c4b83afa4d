import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Fault } from '#core/errors.ts';
import type { OpenObject } from '#core/ports/object-store.ts';
import { isReplaced, s3Fault } from './answers.ts';

/** One version of an object, by its ETag. */
export class S3Object implements OpenObject {
  readonly size: number;
  readonly etag: string;
  readonly #client: S3Client;
  readonly #place: { readonly Bucket: string; readonly Key: string };

  constructor(client: S3Client, place: { readonly Bucket: string; readonly Key: string }, size: number, etag: string) {
    this.#client = client;
    this.#place = place;
    this.size = size;
    this.etag = etag;
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    // S3 has no empty range.
    if (end <= start) return new Uint8Array(0);
    try {
      const ranged = { ...this.#place, IfMatch: this.etag, Range: `bytes=${start}-${end - 1}` };
      const { Body } = await this.#client.send(new GetObjectCommand(ranged));
      return (await Body?.transformToByteArray()) ?? new Uint8Array(0);
    } catch (error) {
      if (isReplaced(error)) throw new Fault('object_changed');
      throw s3Fault(error);
    }
  }

  async close(): Promise<void> {}
}
