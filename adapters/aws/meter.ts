import type { Client } from '@smithy/types';
import type { PriceLine, Usage } from '#core/cost/price-lines.ts';

const SQS_CHUNK = 65_536;
/** S3's dearer requests; DELETE costs nothing. */
const S3_WRITES = new Set(['PutObject', 'CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload', 'ListObjectsV2']);
const S3_FREE = new Set(['DeleteObject', 'AbortMultipartUpload']);

/** Adds up what calls to AWS cost, by price line. */
export class Meter {
  #used = new Map<PriceLine, number>();
  readonly #all = new Map<PriceLine, number>();
  readonly #calls = new Map<string, number>();

  add(line: PriceLine, units: number): void {
    if (units <= 0) return;
    for (const sums of [this.#used, this.#all]) sums.set(line, (sums.get(line) ?? 0) + units);
  }

  /** Counts one HTTP request of an operation, `S3.PutObject`. */
  called(operation: string): void {
    this.#calls.set(operation, (this.#calls.get(operation) ?? 0) + 1);
  }

  /** HTTP requests by operation since the beginning. */
  calls(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#calls].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** What was used since the beginning, whoever took it meanwhile. */
  total(): Usage {
    return Object.fromEntries(this.#all) as Usage;
  }

  /** What was used since it was last taken. */
  take(): Usage {
    const used = Object.fromEntries(this.#used) as Usage;
    this.#used = new Map();
    return used;
  }
}

interface Answer {
  readonly ConsumedCapacity?: Capacity | readonly Capacity[];
  readonly Messages?: readonly { readonly Body?: string }[];
}

interface Capacity {
  readonly CapacityUnits?: number | undefined;
  readonly ReadCapacityUnits?: number | undefined;
  readonly WriteCapacityUnits?: number | undefined;
}

/** DynamoDB tells what each call consumed; of a plain call only the sum, which is of the one kind that the call is. */
const DYNAMO_WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/**
 * Makes the meter count every HTTP request of this client, the SDK's own repetitions included.
 *
 * @param trailed prefix of the S3 keys whose every request is a data event of the trail
 * @returns the client
 */
// biome-ignore lint/suspicious/noExplicitAny: SDK clients differ in their commands, which is what `any` stands for in the SDK's own types.
export function metered<C extends Client<any, any, any>>(
  client: C,
  service: 'S3' | 'SQS' | 'KMS' | 'DynamoDB' | 'Glue',
  meter: Meter,
  trailed?: string,
): C {
  client.middlewareStack.add(
    (next) => async (args) => {
      const input = args.input as Record<string, unknown>;
      return next(service === 'DynamoDB' ? { ...args, input: { ...input, ReturnConsumedCapacity: 'TOTAL' } } : args);
    },
    { step: 'initialize', name: 'sillageCapacity' },
  );
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const operation = commandName.replace(/Command$/, '');
        meter.called(`${service}.${operation}`);
        count(service, operation, lengthOf(args.request), meter);
        const { Key } = args.input as { readonly Key?: unknown };
        if (trailed !== undefined && typeof Key === 'string' && Key.startsWith(trailed)) meter.add('cloudtrail_data_events', 1);
        const result = await next(args);
        if (service === 'DynamoDB') countCapacity(operation, result.output as Answer, meter);
        if (service === 'SQS') countReceived(result.output as Answer, meter);
        return result;
      },
    // After the retry middleware, so that each attempt is counted.
    { step: 'finalizeRequest', priority: 'low', name: 'sillageMeter' },
  );
  return client;
}

/** What a request of so many bytes costs: as many as it has started chunks. */
export function sqsRequests(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / SQS_CHUNK));
}

function count(service: string, operation: string, bytes: number, meter: Meter): void {
  if (service === 'S3' && !S3_FREE.has(operation)) meter.add(S3_WRITES.has(operation) ? 's3_writes' : 's3_reads', 1);
  if (service === 'SQS') meter.add('sqs_requests', sqsRequests(bytes));
  if (service === 'KMS') meter.add('kms_requests', 1);
  if (service === 'Glue') meter.add('glue_requests', 1);
}

/** What is received is counted by its size as well: beyond the first chunk, which the request itself was. */
function countReceived({ Messages = [] }: Answer, meter: Meter): void {
  const bytes = Messages.reduce((total, { Body = '' }) => total + Body.length, 0);
  meter.add('sqs_requests', Math.max(0, Math.ceil(bytes / SQS_CHUNK) - 1));
}

function countCapacity(operation: string, { ConsumedCapacity }: Answer, meter: Meter): void {
  const all = ConsumedCapacity === undefined ? [] : [ConsumedCapacity].flat();
  const writes = DYNAMO_WRITES.has(operation);
  for (const { CapacityUnits = 0, ReadCapacityUnits, WriteCapacityUnits } of all) {
    if (ReadCapacityUnits === undefined && WriteCapacityUnits === undefined) {
      meter.add(writes ? 'dynamodb_write_units' : 'dynamodb_read_units', CapacityUnits);
    } else {
      meter.add('dynamodb_read_units', ReadCapacityUnits ?? 0);
      meter.add('dynamodb_write_units', WriteCapacityUnits ?? 0);
    }
  }
}

function lengthOf(request: unknown): number {
  const { body } = request as { readonly body?: unknown };
  if (typeof body === 'string') return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.length : 0;
}
