import { Fault } from '#core/errors.ts';
import type { PutCondition } from '#core/ports/object-store.ts';

interface Answer {
  readonly name?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const NOT_FOUND = 404;
const CONFLICT = 409;
const PRECONDITION_FAILED = 412;
const OUT_OF_RANGE = 416;

function status(error: unknown): number | undefined {
  return (error as Answer | null)?.$metadata?.httpStatusCode;
}

/** There is no such object. A bucket that is not there is a broken installation, not an absent object. */
export function isMissing(error: unknown): boolean {
  const { name } = (error ?? {}) as Answer;
  return name === 'NoSuchKey' || (name === 'NotFound' && status(error) === NOT_FOUND);
}

/** That very version is no longer there. */
export function isReplaced(error: unknown): boolean {
  return status(error) === PRECONDITION_FAILED || isMissing(error);
}

/** The object has no such bytes. */
export function isOutOfRange(error: unknown): boolean {
  return status(error) === OUT_OF_RANGE;
}

/** ConditionalRequestConflict: another writer is at the same key at this moment. */
export function isRace(error: unknown): boolean {
  return status(error) === CONFLICT;
}

/** The condition does not hold; with if-match, also because there is nothing to match. */
export function refuses(error: unknown, condition: PutCondition | undefined): boolean {
  if (condition === undefined) return false;
  return status(error) === PRECONDITION_FAILED || ('ifMatch' in condition && isMissing(error));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
export function conditionsOf(condition: PutCondition | undefined): { IfNoneMatch?: '*'; IfMatch?: string } {
  if (condition === undefined) return {};
  return 'ifMatch' in condition ? { IfMatch: condition.ifMatch } : { IfNoneMatch: '*' };
}

/** After the SDK's own retries: what S3, or the network, refuses may work later. The cause is kept and never logged. */
export function s3Fault(error: unknown): unknown {
  return error instanceof Fault ? error : new Fault('store_unavailable', undefined, { cause: error });
}
