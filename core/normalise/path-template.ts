import type { PathTemplate } from './learning-event.ts';

/** What a dialect lets through of a URL. */
export interface RouteVocabulary {
  /** Path segments that every installation of the platform has. */
  readonly segments: ReadonlySet<string>;
  /** Query parameters allowed per template prefix, each with the values it may have. */
  readonly query: readonly RouteQuery[];
}

interface RouteQuery {
  /** The template must end with this. */
  readonly route: string;
  readonly parameter: string;
  readonly value: RegExp;
}

/** The event's own object, where its id is public. */
export interface OwnObject {
  readonly type: string;
  readonly id: string;
}

const HIDDEN = ':x';
const OUTSIDE = ':other' as PathTemplate;
/** Paths longer or deeper than any real page: the rest is not told. */
const SEGMENTS = 16;

/**
 * The path of a URL with every segment hidden as `:x` unless it is in the route vocabulary or one of the event's own public ids
 * (its course, its block). Host, query string and fragment are dropped, but for parameters on the route's allow-list.
 *
 * A number is an id of many things at once: course 17 and user 17. So an own id of digits stands only right behind a segment of its
 * own kind; in `/courses/17/users/17` the second one is a person's.
 *
 * @param own public ids of this event, decoded: its course, and what cannot be taken for anything else
 * @param object its object, where that has a public id that is not among these
 * @returns null for an empty or unreadable URL
 */
export function pathTemplate(
  url: unknown,
  routes: RouteVocabulary,
  own: ReadonlySet<string>,
  object: OwnObject | null = null,
): PathTemplate | null {
  if (typeof url !== 'string' || url === '') return null;
  const path = pathOf(url);
  if (path === null) return null;
  const segments = path.split('/');
  let shown = '';
  let kept = 0;
  let before: string | null = null;
  for (const segment of segments) {
    if (segment === '') continue;
    if (++kept > SEGMENTS) break;
    const text = decode(segment);
    const known = text !== null && routes.segments.has(text);
    shown += `/${text !== null && (known || isOwn(text, before, own, object)) ? text : HIDDEN}`;
    before = known ? text : null;
  }
  const template = shown === '' ? '/' : shown;
  return (template + allowedQuery(url, template, routes)) as PathTemplate;
}

const NUMBER = /^\d+$/;
const COURSE: ReadonlySet<string> = new Set(['course', 'courses']);

/** @param before the segment before, where it is in the vocabulary */
function isOwn(text: string, before: string | null, own: ReadonlySet<string>, object: OwnObject | null): boolean {
  const number = NUMBER.test(text);
  if (own.has(text) && (!number || (before !== null && COURSE.has(before)))) return true;
  return object !== null && object.id === text && (!number || isKind(before, object.type));
}

/** `quiz` and `quizzes`, `page` and `pages`. */
function isKind(segment: string | null, type: string): boolean {
  return ['', 's', 'es', 'zes'].some((ending) => segment === type + ending);
}

/**
 * The page before: its template when it lies in the event's own course, `:other` when it does not
 * (a referrer from another course would link two pseudonyms of one learner).
 */
export function referrerTemplate(
  url: unknown,
  routes: RouteVocabulary,
  own: ReadonlySet<string>,
  course: string | null,
  object: OwnObject | null = null,
): PathTemplate | null {
  const shown = pathTemplate(url, routes, own, object);
  if (shown === null) return null;
  const path = `${shown.split('?')[0]}/`;
  // The number of a quiz does not make it a page of the course of that number.
  const places = course === null ? [] : NUMBER.test(course) ? [...COURSE].map((kind) => `/${kind}/${course}/`) : [`/${course}/`];
  return places.some((place) => path.includes(place)) ? shown : OUTSIDE;
}

function pathOf(url: string): string | null {
  const end = url.search(/[?#]/);
  const bare = end < 0 ? url : url.slice(0, end);
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(bare);
  if (scheme !== null) return bare.slice(scheme[0].length);
  return bare.startsWith('/') ? bare : null;
}

/** Percent-decoded once; null when it cannot be. */
function decode(segment: string): string | null {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function allowedQuery(url: string, template: string, routes: RouteVocabulary): string {
  const allowed = routes.query.filter(({ route }) => template.endsWith(route));
  if (allowed.length === 0) return '';
  const start = url.indexOf('?');
  if (start < 0) return '';
  const given = new URLSearchParams(url.slice(start + 1).replace(/#.*$/, ''));
  const kept: string[] = [];
  for (const { parameter, value } of allowed) {
    const text = given.get(parameter);
    if (text !== null && value.test(text)) kept.push(`${parameter}=${text}`);
  }
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}
