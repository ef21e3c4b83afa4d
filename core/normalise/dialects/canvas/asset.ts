import type { Action, Category } from '../../actions.ts';
import type { JsonObject } from '../../dialect.ts';
import type { ObjectRef } from '../../learning-event.ts';
import { canvasThing } from './kinds.ts';

interface Look {
  readonly category: Category;
  readonly action: Action;
  readonly object: ObjectRef;
}

/** The members of the body that tell it. */
export const ASSET_USES = ['asset_type', 'asset_id', 'asset_subtype'] as const;

const CATEGORIES: Readonly<Record<string, Category>> = {
  assignment: 'assessment',
  quiz: 'assessment',
  attempt: 'assessment',
  file: 'content',
  tool: 'content',
  class: 'content',
  thread: 'forum',
  response: 'forum',
  group: 'social',
  account: 'social',
  message: 'forum',
};

/** `asset_accessed`: what was looked at. With a subtype it is a list: `course` and `quizzes`. */
export function lookAt(body: JsonObject, shard: bigint | null): Look {
  const { asset_type: type, asset_subtype: subtype, asset_id: id } = body;
  if (typeof subtype === 'string' && subtype !== '')
    return { category: 'navigation', action: 'viewed', object: { form: 'none', type: 'page' } };
  const object = canvasThing(typeof type === 'string' ? type : '', id, shard);
  const category = CATEGORIES[object.type] ?? 'navigation';
  return { category, action: object.type === 'tool' ? 'opened' : 'viewed', object };
}
