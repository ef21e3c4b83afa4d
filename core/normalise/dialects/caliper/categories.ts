import type { Category } from '../../actions.ts';
import type { ObjectRef } from '../../learning-event.ts';
import type { CategoryOf } from './event-type.ts';

const words = (table: Readonly<Partial<Record<Category, string>>>): ReadonlyMap<string, Category> =>
  new Map(Object.entries(table).flatMap(([category, kinds]) => kinds.split(' ').map((kind) => [kind, category as Category])));

/** Looking at a thing; anything else is navigation. */
const VIEWED = words({
  content: 'document file video audio tool class',
  assessment: 'quiz problem assignment attempt question',
  grade: 'grade',
  feedback: 'survey rating',
  forum: 'forum thread response comment message',
  annotation: 'note bookmark',
  social: 'account group',
});

/** Making, changing and removing a thing; anything else is running the course. */
const MADE = words({
  content: 'document file audio video',
  assessment: 'attempt',
  feedback: 'rating',
  forum: 'thread response comment message',
  annotation: 'note bookmark',
  social: 'group',
});

export function categoryOf(category: CategoryOf, object: ObjectRef | null): Category {
  if (category === 'viewed, by object') return VIEWED.get(object?.type ?? '') ?? 'navigation';
  if (category === 'made, by object') return MADE.get(object?.type ?? '') ?? 'administration';
  return category;
}

const USUAL: Readonly<Record<string, string>> = {
  NavigationEvent: 'page',
  ViewEvent: 'page',
  ReadingEvent: 'page',
  MediaEvent: 'video',
  AssessmentEvent: 'quiz',
  AssessmentItemEvent: 'problem',
  AssignableEvent: 'assignment',
  GradeEvent: 'attempt',
  OutcomeEvent: 'attempt',
  ForumEvent: 'forum',
  ThreadEvent: 'thread',
  MessageEvent: 'message',
  ToolLaunchEvent: 'tool',
  ToolUseEvent: 'tool',
  LTIEvent: 'tool',
  LtiEvent: 'tool',
  QuestionnaireEvent: 'survey',
  QuestionnaireItemEvent: 'question',
  SurveyEvent: 'survey',
  SurveyInvitationEvent: 'survey',
  ResourceManagementEvent: 'document',
};

/** What the object of an event of this type usually is. */
export function usualObject(type: string | null): string {
  return (type !== null && Object.hasOwn(USUAL, type) ? USUAL[type] : undefined) ?? 'other';
}
