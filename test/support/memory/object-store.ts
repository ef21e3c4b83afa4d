import { Fault } from '#core/errors.ts';
import type { ObjectInfo, ObjectStore, OpenObject, PutCondition, PutResult } from '#core/ports/object-store.ts';

interface Version {
  readonly body: Uint8Array;
  readonly etag: string;
  readonly modified: number;
}

const SEGMENT = /^[A-Za-z0-9_=-][A-Za-z0-9._=-]*$/;

/** Objects in a map. No timer and no I/O: each method's effect happens at one instant. */
export class MemoryStore implements ObjectStore {
  readonly #objects = new Map<string, Version>();
  readonly #now: () => number;
  #puts = 0;

  /** @param now when objects are modified, ms since the epoch */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async get(key: string): Promise<{ readonly body: Uint8Array; readonly etag: string } | null> {
    checkKey(key);
    const found = this.#objects.get(key);
    return found === undefined ? null : { body: found.body.slice(), etag: found.etag };
  }

  async open(key: string): Promise<OpenObject | null> {
    checkKey(key);
    const found = this.#objects.get(key);
    if (found === undefined) return null;
    return {
      size: found.body.length,
      etag: found.etag,
      read: async (start, end) => found.body.slice(start, end),
      close: async () => {},
    };
  }

  async put(key: string, body: Uint8Array | AsyncIterable<Uint8Array>, condition?: PutCondition): Promise<PutResult> {
    checkKey(key);
    // Not `slice`, which for a Buffer is a view of the same memory.
    const whole = body instanceof Uint8Array ? new Uint8Array(body) : await drain(body);
    const current = this.#objects.get(key);
    const holds =
      condition === undefined ||
      ('ifNoneMatch' in condition ? current === undefined : current !== undefined && current.etag === condition.ifMatch);
    if (!holds) return { ok: false, reason: 'precondition_failed' };
    this.#puts++;
    const etag = `m${this.#puts}`;
    this.#objects.set(key, { body: whole, etag, modified: this.#now() });
    return { ok: true, etag };
  }

  async *list(prefix: string): AsyncIterable<ObjectInfo> {
    const [beginning = '', ...folders] = prefix.split('/').reverse();
    if (!folders.every((name) => SEGMENT.test(name)) || !(beginning === '' || SEGMENT.test(beginning)))
      throw new Fault('object_key_invalid');
    const keys = [...this.#objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    for (const key of keys) {
      const found = this.#objects.get(key);
      if (found !== undefined) yield { key, size: found.body.length, etag: found.etag, modified: found.modified };
    }
  }

  async delete(key: string): Promise<void> {
    checkKey(key);
    this.#objects.delete(key);
  }
}

function checkKey(key: string): void {
  if (!key.split('/').every((segment) => SEGMENT.test(segment))) throw new Fault('object_key_invalid');
}

async function drain(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  // Copied at once: a writer may use its buffer again for the next chunk.
  for await (const chunk of chunks) parts.push(new Uint8Array(chunk));
  return new Uint8Array(Buffer.concat(parts));
}
