import { derivedId, uuidOf } from '#core/normalise/derived-id.ts';
import { statementId } from '#core/normalise/dialects/xapi/object.ts';
import { inner } from '#core/normalise/dialects/xapi/statement.ts';
import type { EventIdentity } from '#core/normalise/learning-event.ts';
import { explain, rejection } from '#core/normalise/rejection.ts';
import type { Received } from '../../receive.ts';

/** An event's own id, or the one derived of its content. */
export function idOf(identity: EventIdentity, occurrence: number): string {
  return identity.form === 'id' ? identity.value : derivedId(identity, occurrence);
}

/** … and of what gives no event, so that each statement of a request has its place in the answer. */
export function idOfRejected(value: unknown, line: string): string {
  return statementId(inner(value)['id']) ?? uuidOf(line);
}

/** Statements whose id another one before them has (xAPI 1.0.3, part three, 2.1.2). */
export function duplicatesIn(values: readonly unknown[]): Received['rejected'] {
  const known = new Set<string>();
  const fault = rejection('duplicate_id', 'id');
  return values.flatMap((value, index) => {
    const id = statementId(inner(value)['id']);
    if (id === null || !known.has(id)) {
      if (id !== null) known.add(id);
      return [];
    }
    return [{ index, code: fault.code, message: explain(fault) }];
  });
}
