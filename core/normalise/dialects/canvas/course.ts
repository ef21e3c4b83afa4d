import type { JsonObject } from '../../dialect.ts';
import { memberOf } from './facts.ts';
import { globalId } from './ids.ts';

/** The course's global id: the context of the request, else what the body names. `invalid` for what is no id of Canvas. */
export function courseOf(metadata: JsonObject, body: JsonObject, shard: bigint | null): string | null | 'invalid' {
  const told = [
    inContext(metadata),
    body['course_id'],
    inContext(body),
    memberOf(body, 'course.id'),
    body['asset_type'] === 'course' ? body['asset_id'] : undefined,
  ].find((id) => id !== undefined && id !== null && id !== '');
  return told === undefined ? null : (globalId(told, shard) ?? 'invalid');
}

function inContext(object: JsonObject): unknown {
  return object['context_type'] === 'Course' ? object['context_id'] : undefined;
}
