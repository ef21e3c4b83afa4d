import { derivedId } from '#core/normalise/derived-id.ts';
import type { EventIdentity } from '#core/normalise/learning-event.ts';
import { explain, rejection } from '#core/normalise/rejection.ts';
import type { Received } from '../../receive.ts';

/** An event's own id, or the one derived of its content. */
export function idOf(identity: EventIdentity, occurrence: number): string {
  return identity.form === 'id' ? identity.value : derivedId(identity, occurrence);
}

/** Statements whose id another one before them has (xAPI 1.0.3, part three, 2.1.2). */
export function duplicatesIn(ids: readonly (string | null)[]): Received['rejected'] {
  const known = new Set<string>();
  const fault = rejection('duplicate_id', 'id');
  return ids.flatMap((id, index) => {
    if (id === null || !known.has(id)) {
      if (id !== null) known.add(id);
      return [];
    }
    return [{ index, code: fault.code, message: explain(fault) }];
  });
}
