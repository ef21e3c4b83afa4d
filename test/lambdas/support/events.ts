import { zstdCompressSync } from 'node:zlib';
import { type Batch, encodeBatch } from '#core/receive/batch.ts';

/** An HTTP API's event, payload format 2.0. */
export function httpEvent(method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: string): object {
  const [rawPath = '/', rawQueryString = ''] = path.split('?');
  return {
    version: '2.0',
    rawPath,
    rawQueryString,
    headers,
    requestContext: { http: { method, path: rawPath } },
    body,
    isBase64Encoded: false,
  };
}

/** A message of an SQS event. */
export function message(messageId: string, body: string, received = 1): object {
  return { messageId, body, attributes: { ApproximateReceiveCount: String(received) }, messageAttributes: {} };
}

/** A batch in a message's body, as the intake packs it. */
export function packed(batch: Partial<Batch>): string {
  const whole: Batch = {
    id: 'b1a',
    source: 'campus',
    dialect: null,
    received: Date.now(),
    lines: ['{}'],
    occurrences: new Map(),
    ...batch,
  };
  return zstdCompressSync(encodeBatch(whole)).toString('base64');
}
