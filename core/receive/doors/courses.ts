import { tooDeep } from '#core/normalise/canonical-json.ts';
import { leadsToPerson } from '#core/normalise/personal.ts';
import { parseTime } from '#core/normalise/time.ts';
import type { CourseTelling, CourseTold } from '#core/ports/registry.ts';
import { courseClaim } from '#core/pseudonymise/course.ts';
import { type HttpRequest, type HttpResponse, json, type RefusalCode, refuse } from '../http.ts';
import { jsonTextOf } from '../json-text.ts';
import { type CourseBody, courseSchema } from './course-schema.ts';
import type { Door, DoorDeps } from './door.ts';
import { open } from './opening.ts';

/** When a course opens and closes, and its title (docs/http.md). Whoever tells has a course of this id, and tells of no other's. */
export const courses: Door = { path: '/v1/courses/**', methods: { PUT: putCourse } };

const ID_BYTES = 255;
const REFUSED: Readonly<Record<string, RefusalCode>> = { title: 'invalid_title', opens: 'invalid_opens', closes: 'invalid_closes' };

async function putCourse(request: HttpRequest, deps: DoorDeps, [id = '']: readonly string[]): Promise<HttpResponse> {
  const opened = await open(request, 'courses', deps);
  if (!opened.ok) return opened.response;
  if (Buffer.byteLength(id) > ID_BYTES || /\p{Cc}/u.test(id) || leadsToPerson(id)) return refuse('invalid_course_id');
  const sent = readBody(opened.bytes);
  if (typeof sent === 'string') return refuse(sent);
  const claim = courseClaim(opened.source.id, id, opened.source.keyVersion);
  await deps.registry.claimCourses([claim]);
  const [course] = await deps.registry.describeCourses([{ courseKey: claim.courseKey, at: deps.clock.now(), ...sent }]);
  return json(200, { course_id: id, title: course?.title ?? null, opens: textOf(course?.opens), closes: textOf(course?.closes) });
}

type Members = Omit<CourseTelling, 'courseKey' | 'at'>;

function readBody(bytes: Uint8Array): Members | RefusalCode {
  const json = jsonTextOf(bytes);
  if (!json.ok) return json.reason;
  if (tooDeep(json.text)) return 'malformed_json';
  const parsed = courseSchema.safeParse(json.value);
  if (!parsed.success) return REFUSED[String(parsed.error.issues[0]?.path[0])] ?? 'unknown_member';
  return inOrder(membersOf(parsed.data));
}

function membersOf({ title, opens, closes }: CourseBody): Members {
  return {
    ...(title !== undefined && { title }),
    ...(opens !== undefined && { opens: msOf(opens) }),
    ...(closes !== undefined && { closes: msOf(closes) }),
  };
}

function inOrder(members: Members): Members | RefusalCode {
  const { opens = null, closes = null } = members;
  return opens !== null && closes !== null && closes < opens ? 'invalid_closes' : members;
}

function msOf(text: string | null): number | null {
  return text === null ? null : (parseTime(text)?.ms ?? null);
}

function textOf(ms: CourseTold['opens'] | undefined): string | null {
  return ms == null ? null : new Date(ms).toISOString();
}
