/** What a key must look like at the moment of a put. */
export type PutCondition = { readonly ifNoneMatch: true } | { readonly ifMatch: string };

export type PutResult = { readonly ok: true; readonly etag: string } | { readonly ok: false; readonly reason: 'precondition_failed' };

export interface ObjectInfo {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Differs whenever the bytes differ; bytes put again may have the ETag that they had. Opaque. */
  readonly etag: string;
  /** When it was put, ms since the epoch by the store's clock; S3 tells whole seconds. */
  readonly modified: number;
}

/** One version of an object, held open for reading by ranges: a later replacement does not show through. */
export interface OpenObject {
  readonly size: number;
  readonly etag: string;
  /** Bytes `start` (included) to `end` (excluded). Throws Fault `object_changed` if that version can no longer be read. */
  read(start: number, end: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/**
 * Objects under keys made of `[A-Za-z0-9._=-]` segments joined by `/` (AWS: S3; embedded: a directory).
 * A put is durable once it resolves, and seen whole or not at all.
 */
export interface ObjectStore {
  /** The whole object, or null when there is none. */
  get(key: string): Promise<{ readonly body: Uint8Array; readonly etag: string } | null>;
  /** The object for reading by ranges, or null when there is none. The caller closes it. */
  open(key: string): Promise<OpenObject | null>;
  /**
   * Writes the object in one step; a body that is a stream is never held whole in memory.
   * A failed condition is an answer, not an exception; if the body's stream throws, nothing is written and the put rejects.
   */
  put(key: string, body: Uint8Array | AsyncIterable<Uint8Array>, condition?: PutCondition): Promise<PutResult>;
  /** Every object whose key begins with `prefix`, in ascending order of key (UTF-16 code units). */
  list(prefix: string): AsyncIterable<ObjectInfo>;
  /** Durable once it resolves; deleting what is not there is no error. */
  delete(key: string): Promise<void>;
}
