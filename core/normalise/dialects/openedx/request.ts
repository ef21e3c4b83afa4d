import { actorId } from '#core/pseudonymise/alias.ts';
import type { ObjectRef, Role } from '../../learning-event.ts';
import { type Acting, concerned } from './about.ts';
import { blockNamed, blockOf } from './block.ts';
import { isObject } from './envelope.ts';
import type { Sent } from './event-type.ts';
import { MOST_ORDINAL, numberIn } from './facts.ts';
import { segmentsOf } from './pages.ts';
import { DENIED, type Matched, type Route } from './routes/route.ts';
import { categoryOfBlock, routeOf } from './routes/routes.ts';
import type { Told } from './told.ts';
import { usesTree } from './unused.ts';

/** The query's parameters tell a page from a call; none of their values is read. */
const USES = usesTree([]);

/**
 * An implicit event: the server wrote the path of every request, its query and its form. By the route table: the view of a page, a
 * call (`requested`, so that it never counts beside the named event of the same act), or nothing about learning.
 *
 * @returns null when the route is denied
 */
export function readRequest(path: string, sent: Sent, payload: unknown, acting: Acting): Told | null {
  const segments = segmentsOf(path, sent.course);
  const matched = routeOf(path, segments);
  if (matched.route === DENIED) return null;
  const route = asked(matched.route, sent.fields['GET']);
  const posted = route.posted !== true && (typeof payload === 'string' ? POSTED.test(payload) : !isEmpty(sent.fields['POST']));
  const { object, parent } = thingsOf(matched, route, segments, sent);
  const position = numberIn(matched.position);
  const who = concerned(undefined, sent, acting);
  return {
    category: route.category === 'block' ? categoryOfBlock(matched.block) : route.category,
    action: posted && route.action === 'viewed' ? 'requested' : route.action,
    object,
    parent,
    role: route.role ?? roleAt(matched.learner, acting),
    facts: position !== null && Number.isInteger(position) && position > 0 && position <= MOST_ORDINAL ? { position } : {},
    concerned: who === 'invalid' ? { person: null, acting: true } : who,
    uses: USES,
  };
}

/** Only the team of a course may open the page of another: that of her own any learner may. */
function roleAt(learner: string | null, { userId }: Acting): Role | null {
  const owner = actorId('user_id', learner);
  if (owner === null || owner === 'invalid' || userId === null) return null;
  return owner.value === userId.value ? null : 'staff';
}

/** A form that was longer than the log's limit still begins like one. */
const POSTED = /^\{"POST": ?\{"/;

function isEmpty(form: unknown): boolean {
  return !isObject(form) || Object.keys(form).length === 0;
}

function asked(route: Route, query: unknown): Route {
  const { whenAsked } = route;
  if (whenAsked === undefined || !isObject(query)) return route;
  return whenAsked.parameters.some((name) => Object.hasOwn(query, name)) ? whenAsked.instead : route;
}

function thingsOf(
  matched: Matched,
  route: Route,
  segments: readonly string[],
  sent: Sent,
): { object: ObjectRef | null; parent: ObjectRef | null } {
  const block = matched.block === null ? null : blockOf(sent.course, matched.block);
  if (block !== null) return { object: block, parent: null };
  if (segments[0] === 'courses' && segments[2] === 'courseware') {
    const chapter = blockNamed(sent.course, 'chapter', segments[3]);
    const section = blockNamed(sent.course, 'sequential', segments[4]);
    if (section !== null) return { object: section, parent: chapter };
    return { object: chapter ?? { form: 'none', type: 'section' }, parent: null };
  }
  if (matched.token !== null) return { object: { form: 'token', ...matched.token }, parent: null };
  return { object: route.object === undefined ? null : { form: 'none', type: route.object }, parent: null };
}
