import * as z from 'zod';
import { ACTIONS, type Action, CATEGORIES, type Category } from '../actions.ts';

const keysOf = <T extends string>(table: Record<T, unknown>) => Object.keys(table) as [T, ...T[]];

const name = z.union([z.string().max(512), z.int()]);
const seconds = z.number().min(0).max(10_000_000);
const points = z.number().min(-1e6).max(1e6);
/** Larger numbers could be telephone numbers. */
const count = z.int().min(0).max(10_000);
const length = z.int().min(0).max(1_000_000);

/** Kinds of things that learners act upon. Closed: an open word would be a place to hide in. */
const THINGS = [
  ...['course', 'module', 'section', 'unit', 'lesson', 'page', 'document', 'file', 'link', 'package', 'tool', 'video', 'audio', 'class'],
  ...['problem', 'question', 'exercise', 'quiz', 'exam', 'assignment', 'attempt', 'survey', 'poll', 'rating', 'grade'],
  ...['forum', 'topic', 'thread', 'post', 'comment', 'message', 'chat', 'wiki', 'glossary', 'entry', 'note', 'bookmark'],
  ...['team', 'group', 'cohort', 'certificate', 'badge', 'catalogue', 'account', 'setting', 'report', 'other'],
] as const;

const thing = z.object({
  type: z.enum(THINGS).describe('Kind of thing.'),
  id: z.string().min(1).max(512).optional().describe('Its id in the LMS. It becomes a pseudonym unless it is declared public.'),
  public: z
    .boolean()
    .optional()
    .describe(
      'true only where the id is course material that everybody sees, and says nothing of a person. It must match [A-Za-z0-9][A-Za-z0-9_.:+-]{0,127}.',
    ),
});

/** The small event format of sillage, for a platform that has no other. Times, people and courses in, a row out; unknown fields are dropped and counted. */
export const nativeEvent = z
  .object({
    sillage: z.literal(1).describe('Says that this is a native event, and its version.'),
    id: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('Unique for ever within the source, a UUID for instance. Sent twice, it is one event.'),
    time: z.string().max(64).optional().describe('When it happened: ISO 8601 with a time zone. Missing: when it was first received.'),
    actor: z
      .object({
        user_id: name.optional().describe('The number or id of the account.'),
        username: name.optional(),
        mbox: z.string().max(512).optional().describe('E-mail address, with or without mailto:.'),
        mbox_sha1sum: z.string().max(64).optional(),
        account: z.object({ homePage: z.string().max(512), name }).optional(),
        openid: z.string().max(512).optional(),
        iri: z.string().max(512).optional(),
      })
      .optional()
      .describe('The learner whom the event is about, by every name that the LMS knows. Never stored: it becomes a pseudonym.'),
    role: z.enum(['learner', 'instructor', 'staff']).optional(),
    course: z
      .string()
      .max(512)
      .regex(/^[\p{L}\p{N}_~.:+/-]*$/u)
      .optional()
      .describe('The course id as the LMS writes it; missing outside any course.'),
    session: z.string().max(512).optional().describe('The session id. It becomes a pseudonym.'),
    category: z.enum(keysOf<Category>(CATEGORIES)),
    action: z.enum(keysOf<Action>(ACTIONS)),
    object: thing.extend({ parent: thing.optional() }).optional(),
    page: z.string().max(4096).optional().describe('URL of the page; only a path template of it is kept.'),
    referrer: z.string().max(4096).optional(),
    position: count.optional().describe('Position within the parent, from 1.'),
    duration_s: seconds.optional(),
    score: z
      .object({ raw: points.optional(), min: points.optional(), max: points.optional(), scaled: z.number().min(-1).max(1).optional() })
      .optional(),
    success: z.boolean().optional(),
    completion: z.boolean().optional(),
    attempt: count.optional(),
    graded: z.boolean().optional().describe('Whether the item counts; a choice is kept only where it does.'),
    choice: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,32}(,[A-Za-z0-9_-]{1,32}){0,31}$/)
      .optional()
      .describe('Identifier of the choice made, or several with commas. Never the words.'),
    text_length: length.optional().describe('Length of the text that was written, in characters. Never the text.'),
    media: z
      .object({
        time_s: seconds.optional(),
        from_s: seconds.optional(),
        to_s: seconds.optional(),
        length_s: seconds.optional(),
        speed: z.number().min(0).max(16).optional(),
      })
      .optional(),
    client: z
      .object({
        user_agent: z.string().max(2048).optional().describe('Only family and major version are kept.'),
        language: z.string().max(256).optional(),
        country: z
          .string()
          .regex(/^[A-Z]{2}$/)
          .optional(),
        screen_width: count.optional(),
      })
      .optional(),
  })
  .describe('A learning event in the native format of sillage.');

export type NativeEvent = z.infer<typeof nativeEvent>;

/** The published JSON Schema (draft 2020-12); docs/native.schema.json holds this, and a test compares them. */
export function nativeJsonSchema(): object {
  return z.toJSONSchema(nativeEvent, { io: 'input' });
}
