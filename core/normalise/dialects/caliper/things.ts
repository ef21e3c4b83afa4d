import type { ObjectRef } from '../../learning-event.ts';
import { canvasUrn } from '../canvas/ids.ts';
import { canvasThing } from '../canvas/kinds.ts';
import { type Block, blockOf } from '../openedx/block.ts';
import { keysIn } from '../openedx/course.ts';
import { idOf, member, pathOf, type Sent, typeOf } from './sent.ts';

const words = (text: string) => text.trim().split(/\s+/);

/** Entity types of 1.0 to 1.2 by the word for them in a row. */
export const KINDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    page: 'Page WebPage Frame',
    document: 'Document DigitalResource Reading EpubVolume EpubPart EpubSubChapter EpubChapter',
    section: 'Chapter',
    module: 'DigitalResourceCollection Collection',
    file: 'ImageObject MediaObject',
    video: 'VideoObject',
    audio: 'AudioObject',
    link: 'Link',
    tool: 'SoftwareApplication LtiLink',
    course: 'CourseSection CourseOffering Course Membership',
    group: 'Group Organization',
    quiz: 'Assessment',
    problem: 'AssessmentItem',
    assignment: 'AssignableDigitalResource Assignable',
    attempt: 'Attempt Response',
    grade: 'Result Score',
    survey: 'Survey SurveyInvitation Questionnaire',
    question: 'QuestionnaireItem Question RatingScaleQuestion OpenEndedQuestion MultiselectQuestion DateTimeQuestion',
    rating: 'Rating',
    forum: 'Forum',
    thread: 'Thread',
    message: 'Message',
    comment: 'Comment',
    note: 'Annotation HighlightAnnotation TagAnnotation SharedAnnotation',
    bookmark: 'BookmarkAnnotation',
    account: 'Person Agent',
  }).flatMap(([kind, types]) => words(types).map((type): [string, string] => [type, kind])),
);

/** What stands for something else: an attempt at a quiz is about the quiz. Where that is not told, for itself. */
const STANDS_FOR: Readonly<Record<string, string>> = {
  Attempt: 'assignable',
  Result: 'assignable',
  Score: 'attempt',
  Response: 'attempt',
  SurveyInvitation: 'survey',
};
const DEEPEST = 3;

const REPLY = ['replyTo'];
const PART = ['isPartOf'];

/** The members that tell a thing, from where the entity stands. */
export const THING_USES = words(`id type assignable/id assignable/type attempt/id attempt/type attempt/assignable/id attempt/assignable/type
  survey/id survey/type replyTo/id replyTo/type isPartOf/id isPartOf/type assignable/isPartOf/id assignable/isPartOf/type
  extensions/com.instructure.canvas/asset_subtype`);

/** The entity that a row is about: `entity` itself, or what it stands for. */
function meantBy(entity: unknown): unknown {
  let at = entity;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const inner = STANDS_FOR[typeOf(at) ?? ''];
    const next = inner === undefined ? undefined : member(at, [inner]);
    if (idOf(next) === null) return at;
    at = next;
  }
  return at;
}

const SUBTYPE = pathOf('extensions/com.instructure.canvas/asset_subtype');

/** An entity as an object of a row; null where nothing is told. */
export function thingOf(entity: unknown, sent: Sent): ObjectRef | null {
  if (entity === undefined || entity === null) return null;
  const meant = meantBy(entity);
  const id = idOf(meant);
  const urn = canvasUrn(id);
  if (urn !== null) {
    // "course" and "quizzes": the list of quizzes of a course.
    if (typeof member(meant, SUBTYPE) === 'string') return { form: 'none', type: 'page' };
    const thing = canvasThing(urn.kind, urn.id, sent.shard);
    return thing.type === 'response' && isReply(meant) ? { ...thing, type: 'comment' } : thing;
  }
  const block = id === null ? null : blockIn(id, sent);
  if (block !== null) return block;
  const kind = meant === sent.event['object'] && typeOf(meant) === null ? sent.usual : kindOf(meant);
  if (id === null || kind === 'account' || kind === 'course') return { form: 'none', type: kind };
  return { form: 'token', type: kind, id };
}

/** A block of Open edX, by its key or by an address that has the key. */
export function blockIn(id: string, { course }: Sent): Block | null {
  if (course === null) return null;
  return (
    blockOf(course, id) ??
    keysIn(id)
      .map((key) => blockOf(course, key))
      .find((block) => block !== null) ??
    null
  );
}

/** The word for an entity. A message is an answer to its thread, or to another message. */
function kindOf(entity: unknown): string {
  const kind = KINDS.get(typeOf(entity) ?? '') ?? 'other';
  if (kind !== 'message') return kind;
  return isReply(entity) ? 'comment' : idOf(member(entity, PART)) === null ? 'message' : 'response';
}

function isReply(entity: unknown): boolean {
  return idOf(member(entity, REPLY)) !== null;
}

/** What a thing belongs to: the message that it answers, else the whole that it is part of. */
export function parentOf(entity: unknown, object: ObjectRef | null, sent: Sent): ObjectRef | null {
  const meant = meantBy(entity);
  const answered = thingOf(member(meant, REPLY), sent);
  // Of the message that is answered only the IRI may be told.
  const parent = answered === null ? thingOf(member(meant, PART), sent) : answer(answered);
  if (parent === null || parent.form === 'none') return null;
  return object !== null && object.form !== 'none' && object.id === parent.id ? null : parent;
}

function answer(ref: ObjectRef): ObjectRef {
  return ref.type === 'message' || ref.type === 'other' ? { ...ref, type: 'response' } : ref;
}
