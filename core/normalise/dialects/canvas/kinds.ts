import type { ObjectRef } from '../../learning-event.ts';
import { globalId } from './ids.ts';

interface Kind {
  /** The word for it in a row. */
  readonly type: string;
  /** Its name in a URN; events have several. */
  readonly urn: string;
  /** Course material that everybody in the course sees, so its id may stand in a row. */
  readonly material: boolean;
}

const material = (type: string, urn: string): Kind => ({ type, urn, material: true });
const personal = (type: string, urn: string): Kind => ({ type, urn, material: false });

const ASSIGNMENT = material('assignment', 'assignment');
const QUIZ = material('quiz', 'quiz');
const PAGE = material('page', 'wiki_page');
const MODULE = material('module', 'module');
const ITEM = material('link', 'module_item');
const TOOL = material('tool', 'context_external_tool');
// Learners write these, or may: their ids lead to persons.
const THREAD = personal('thread', 'discussion_topic');
const ENTRY = personal('response', 'discussion_entry');

/** Canvas's kinds of things, by every name that raw events (`asset_type`) and Caliper URNs have for them. */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['assignment', ASSIGNMENT],
  ['quiz', QUIZ],
  ['quizzes:quiz', QUIZ],
  ['quizzes/quiz', QUIZ],
  ['wiki_page', PAGE],
  ['wikiPage', PAGE],
  ['module', MODULE],
  ['context_module', MODULE],
  ['module_item', ITEM],
  ['content_tag', ITEM],
  ['context_external_tool', TOOL],
  ['external_tool', TOOL],
  ['discussion', THREAD],
  ['discussion_topic', THREAD],
  ['announcement', THREAD],
  ['discussionEntry', ENTRY],
  ['discussion_entry', ENTRY],
  ['attachment', personal('file', 'attachment')],
  ['course', personal('course', 'course')],
  ['enrollment', personal('course', 'enrollment')],
  ['group', personal('group', 'group')],
  ['group_category', personal('group', 'group_category')],
  ['groupCategory', personal('group', 'group_category')],
  ['web_conference', personal('class', 'web_conference')],
  ['submission', personal('attempt', 'submission')],
  ['user', personal('account', 'user')],
  ['conversation', personal('message', 'conversation')],
  ['comment', personal('comment', 'submission_comment')],
  ['wiki', personal('wiki', 'wiki')],
]);

/** A thing of Canvas as raw events and Caliper both tell it, under one id. */
export function canvasThing(kindName: string, id: unknown, shard: bigint | null): ObjectRef {
  const kind = KINDS.get(kindName);
  const type = kind?.type ?? 'other';
  const whole = globalId(id, shard);
  // A person is never an object; a course stands in its own column.
  if (whole === null || type === 'account' || type === 'course') return { form: 'none', type };
  return { form: kind?.material === true ? 'plain' : 'token', type, id: `urn:instructure:canvas:${kind?.urn ?? kindName}:${whole}` };
}
