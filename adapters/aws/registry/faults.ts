import { Fault } from '#core/errors.ts';

/** What a cancelled transaction says of each of its items. */
interface Cancellation {
  readonly name?: string;
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

function reasons(error: unknown): readonly string[] {
  const { name, CancellationReasons = [] } = (error ?? {}) as Cancellation;
  return name === 'TransactionCanceledException' ? CancellationReasons.flatMap(({ Code }) => (Code === undefined ? [] : [Code])) : [];
}

/** A condition did not hold: the registry has moved on. */
export function conditionFailed(error: unknown): boolean {
  return (error as Cancellation | null)?.name === 'ConditionalCheckFailedException' || reasons(error).includes('ConditionalCheckFailed');
}

/** Another transaction was at the same item: nothing is wrong, and a moment later it may work. */
function inConflict(error: unknown): boolean {
  const name = (error as Cancellation | null)?.name;
  if (name === 'TransactionConflictException' || name === 'TransactionInProgressException') return true;
  return reasons(error).includes('TransactionConflict') && !conditionFailed(error);
}

/** Reasons of a cancellation that pass. The SDK repeats what is throttled, but not a transaction that was cancelled because one item was. */
const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** Nothing came of it, and a moment later it may work. */
export function passesSoon(error: unknown): boolean {
  return inConflict(error) || reasons(error).some((reason) => PASSING.has(reason));
}

/**
 * DynamoDB's failure in the domain's words, once the SDK's own retries are used up. What DynamoDB finds wrong with the request itself
 * is a defect and stays as it is: waiting would not help. The message never says which item it was.
 */
export function dynamoFault(error: unknown): unknown {
  if (error instanceof Fault || error instanceof TypeError || error instanceof RangeError) return error;
  const name = (error as Cancellation | null)?.name;
  if (name === 'ValidationException' || reasons(error).includes('ValidationError')) return error;
  return new Fault(inConflict(error) ? 'registry_contended' : 'registry_unavailable', undefined, { cause: error });
}
