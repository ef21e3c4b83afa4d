import * as z from 'zod/mini';
import { ACTIONS, type Action, CATEGORIES, type Category } from '../actions.ts';

const keysOf = <T extends string>(table: Record<T, unknown>) => Object.keys(table) as [T, ...T[]];

const told = <T extends z.ZodMiniType>(meaning: string, schema: T): z.ZodMiniOptional<T> =>
  z.optional(schema.check(z.describe(meaning)) as T);
const text = (longest: number) => z.string().check(z.maxLength(longest));
const filled = (longest: number) => z.string().check(z.minLength(1), z.maxLength(longest));
const matching = (pattern: RegExp) => z.string().check(z.regex(pattern));
const between = (least: number, most: number) => z.number().check(z.minimum(least), z.maximum(most));
const whole = (most: number) => z.int().check(z.minimum(0), z.maximum(most));

const name = z.union([text(512), z.int()]);
const seconds = between(0, 10_000_000);
const points = between(-1e6, 1e6);
/** Larger numbers could be telephone numbers. */
const count = whole(10_000);
const length = whole(1_000_000);

/** Kinds of things that learners act upon. Closed: an open word would be a place to hide in. */
const THINGS = [
  ...['course', 'module', 'section', 'unit', 'lesson', 'page', 'document', 'file', 'link', 'package', 'tool', 'video', 'audio', 'class'],
  ...['problem', 'question', 'exercise', 'quiz', 'exam', 'assignment', 'attempt', 'survey', 'poll', 'rating', 'grade'],
  ...['forum', 'topic', 'thread', 'response', 'comment', 'message', 'chat', 'wiki', 'glossary', 'entry', 'note', 'bookmark'],
  ...['team', 'group', 'cohort', 'certificate', 'badge', 'catalogue', 'account', 'setting', 'report', 'other'],
] as const;

const THING = {
  type: z.enum(THINGS).check(z.describe('Kind of thing.')),
  id: told('Its id in the LMS. It becomes a pseudonym unless it is declared public.', filled(512)),
  public: told(
    'true only where the id is course material that everybody sees, and says nothing of a person. It must match [A-Za-z0-9][A-Za-z0-9_.:+-]{0,127}.',
    z.boolean(),
  ),
};

const ACTOR = z.object({
  user_id: told('The number or id of the account.', name),
  username: z.optional(name),
  mbox: told('E-mail address, with or without mailto:.', text(512)),
  mbox_sha1sum: z.optional(text(64)),
  account: z.optional(z.object({ homePage: text(512), name })),
  openid: z.optional(text(512)),
  iri: z.optional(text(512)),
});

const CLIENT = z.object({
  user_agent: told('Only family and major version are kept.', text(2048)),
  language: z.optional(text(256)),
  country: z.optional(matching(/^[A-Z]{2}$/)),
  screen_width: z.optional(count),
});

const SCORE = z.object({
  raw: z.optional(points),
  min: z.optional(points),
  max: z.optional(points),
  scaled: z.optional(between(-1, 1)),
});

const MEDIA = z.object({
  time_s: z.optional(seconds),
  from_s: z.optional(seconds),
  to_s: z.optional(seconds),
  length_s: z.optional(seconds),
  speed: z.optional(between(0, 16)),
});

/**
 * The small event format of sillage, for a platform that has no other. Times, people and courses in, a row out; unknown fields are
 * dropped and counted. In zod's small form: receive's bundle carries it.
 */
export const nativeEvent = z
  .object({
    sillage: z.literal(1).check(z.describe('Says that this is a native event, and its version.')),
    id: told('Unique for ever within the source, a UUID for instance. Sent twice, it is one event.', filled(200)),
    time: told('When it happened: ISO 8601 with a time zone. Missing: when it was first received.', text(64)),
    actor: told('The learner whom the event is about, by every name that the LMS knows. Never stored: it becomes a pseudonym.', ACTOR),
    role: z.optional(z.enum(['learner', 'instructor', 'staff'])),
    course: told('The course id as the LMS writes it; missing outside any course.', text(512).check(z.regex(/^[\p{L}\p{N}_~.:+/-]*$/u))),
    session: told('The session id. It becomes a pseudonym.', text(512)),
    category: z.enum(keysOf<Category>(CATEGORIES)),
    action: z.enum(keysOf<Action>(ACTIONS)),
    object: z.optional(z.object({ ...THING, parent: z.optional(z.object(THING)) })),
    page: told('URL of the page; only a path template of it is kept.', text(4096)),
    referrer: z.optional(text(4096)),
    position: told('Position within the parent, from 1.', count),
    duration_s: z.optional(seconds),
    score: z.optional(SCORE),
    success: z.optional(z.boolean()),
    completion: z.optional(z.boolean()),
    attempt: z.optional(count),
    graded: told('Whether the item counts; a choice is kept only where it does.', z.boolean()),
    choice: told(
      'Identifier of the choice made, or several with commas. Never the words. Kept where each is a letter, a number, true, false or choice_N.',
      matching(/^[A-Za-z0-9_-]{1,32}(,[A-Za-z0-9_-]{1,32}){0,31}$/),
    ),
    text_length: told('Length of the text that was written, in characters. Never the text.', length),
    media: z.optional(MEDIA),
    client: z.optional(CLIENT),
  })
  .check(z.describe('A learning event in the native format of sillage.'));

export type NativeEvent = z.infer<typeof nativeEvent>;

/** The published JSON Schema (draft 2020-12); docs/native.schema.json holds this, and a test compares them. */
export function nativeJsonSchema(): object {
  return z.toJSONSchema(nativeEvent, { io: 'input' });
}
