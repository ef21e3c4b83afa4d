import type { Category } from '../../../actions.ts';
import { isAsset, MACHINERY } from './machinery.ts';
import { compileRoutes, DENIED, type Matched, page } from './route.ts';
import { TAKEN } from './words.ts';

const match = compileRoutes([...MACHINERY, ...TAKEN]);

/** Neither in the table nor a file: a page of a plugin, or of nobody. */
const UNKNOWN = page('navigation', 'page');

/** What a request path means; never null, since every path is something. */
export function routeOf(path: string, segments: readonly string[]): Matched {
  return match(segments) ?? { route: isAsset(path) ? DENIED : UNKNOWN, block: null, token: null, position: null, learner: null };
}

/** Types of blocks whose calls are about more than course content. */
const CATEGORIES: ReadonlyMap<string, Category> = new Map(
  Object.entries({
    assessment: `problem openassessment drag-and-drop-v2 problem-builder step-builder mentoring ubcpi combinedopenended peergrading edx_sga
      staffgradedxblock`,
    video: 'video videoalpha',
    forum: 'discussion',
    feedback: 'poll survey poll_question word_cloud feedback',
    completion: 'done',
    navigation: 'sequential course',
  } satisfies Partial<Record<Category, string>>).flatMap(([category, types]) =>
    types.split(/\s+/).map((type): [string, Category] => [type, category as Category]),
  ),
);

// block-v1:…+type@problem+block@…, i4x://Org/Course/problem/…, lb:Org:Library:problem:…
const TYPE_IN_KEY = /\+type@([^+]+)\+block@|^i4x:\/\/[^/]+\/[^/]+\/([^/]+)\/|^lb:[^:]+:[^:]+:([^:]+):/;

/** What the calls of a block are about, by its key. */
export function categoryOfBlock(key: string | null): Category {
  const [, modern, old, library] = TYPE_IN_KEY.exec(key ?? '') ?? [];
  return CATEGORIES.get(modern ?? old ?? library ?? '') ?? 'content';
}
