import { hash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { Fault } from '#core/errors.ts';
import type { ObjectStore, PutCondition, PutResult } from '#core/ports/object-store.ts';
import { checkKey } from '../object-key.ts';
import type { Meter } from './meter.ts';
import { pause } from './s3/patience.ts';

export interface S3InboxOptions {
  readonly bucket: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
  /** Another address than AWS's: an emulator's. */
  readonly endpoint?: string;
  readonly meter?: Meter;
}

/** What S3, or the network, refuses for now is tried so often. */
const ATTEMPTS = 4;
/** One request: an object of the inbox has a few MB at most. */
const LIMIT_MS = 10_000;

/**
 * The inbox of whoever only puts into it and reads back, one request an object: the same bucket as S3Store's, without the SDK's client, which
 * would be a quarter of receive's bundle (docs/decisions/lambda-bundles.md). Requests are signed with the digest of their body, so that S3
 * refuses a damaged one. Fault `store_unavailable`.
 */
export class S3Inbox implements Pick<ObjectStore, 'get' | 'put'> {
  readonly #options: S3InboxOptions;
  readonly #aws: AwsClient;

  constructor(options: S3InboxOptions) {
    this.#options = options;
    // Repetitions are ours: the library's leave out what the network lost.
    this.#aws = new AwsClient({ ...options.credentials, region: options.region, service: 's3', retries: 0 });
  }

  async get(key: string): Promise<{ readonly body: Uint8Array; readonly etag: string } | null> {
    const answer = await this.#ask(key, { method: 'GET' });
    if (answer.status === 404 && (await answer.text()).includes('<Code>NoSuchKey</Code>')) return null;
    if (!answer.ok) throw refused(answer);
    return { body: new Uint8Array(await answer.arrayBuffer()), etag: answer.headers.get('etag') ?? '' };
  }

  /** @param body whole; S3 takes 5 GB in one request, the inbox far less */
  async put(key: string, body: Uint8Array | AsyncIterable<Uint8Array>, condition?: PutCondition): Promise<PutResult> {
    if (!(body instanceof Uint8Array)) throw new Fault('store_unavailable', 'the inbox takes whole objects only');
    const headers = { 'x-amz-content-sha256': hash('sha256', body, 'hex'), ...conditionOf(condition) };
    const answer = await this.#ask(key, { method: 'PUT', body: body as Uint8Array<ArrayBuffer>, headers });
    if (answer.status === 412 && condition !== undefined) return { ok: false, reason: 'precondition_failed' };
    if (!answer.ok) throw refused(answer);
    return { ok: true, etag: answer.headers.get('etag') ?? '' };
  }

  /** A 409 says that another writer is at the same key: asked again, S3 knows who won. */
  async #ask(key: string, request: RequestInit): Promise<Response> {
    checkKey(key);
    const { meter } = this.#options;
    for (let attempt = 1; ; attempt++) {
      meter?.add(request.method === 'PUT' ? 's3_writes' : 's3_reads', 1);
      meter?.called(request.method === 'PUT' ? 'S3.PutObject' : 'S3.GetObject');
      try {
        const answer = await this.#aws.fetch(this.#address(key), { ...request, signal: AbortSignal.timeout(LIMIT_MS) });
        if (attempt === ATTEMPTS || !(answer.status >= 500 || answer.status === 429 || answer.status === 409)) return answer;
        await answer.body?.cancel();
      } catch (cause) {
        if (attempt === ATTEMPTS) throw new Fault('store_unavailable', undefined, { cause });
      }
      await pause(attempt);
    }
  }

  #address(key: string): string {
    const { bucket, region, endpoint } = this.#options;
    return endpoint === undefined ? `https://${bucket}.s3.${region}.amazonaws.com/${key}` : `${endpoint}/${bucket}/${key}`;
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
function conditionOf(condition: PutCondition | undefined): Readonly<Record<string, string>> {
  if (condition === undefined) return {};
  return 'ifMatch' in condition ? { 'if-match': condition.ifMatch } : { 'if-none-match': '*' };
}

/** The answer's own words may quote a key; its status says enough. */
function refused({ status }: Response): Fault {
  return new Fault('store_unavailable', `status ${status}`);
}
