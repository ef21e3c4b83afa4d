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

const HIDDEN = ':x';
const OUTSIDE = ':other' as PathTemplate;
/** Paths longer or deeper than any real page: the rest is not told. */
const SEGMENTS = 16;

/**
 * The path of a URL with every segment hidden as `:x` unless it is in the route vocabulary or one of the event's own public ids
 * (its course, its block). Host, query string and fragment are dropped, but for parameters on the route's allow-list.
 *
 * @param own public ids of this event, decoded
 * @returns null for an empty or unreadable URL
 */
export function pathTemplate(url: unknown, routes: RouteVocabulary, own: ReadonlySet<string>): PathTemplate | null {
  if (typeof url !== 'string' || url === '') return null;
  const path = pathOf(url);
  if (path === null) return null;
  const segments = path.split('/');
  let shown = '';
  let kept = 0;
  for (const segment of segments) {
    if (segment === '') continue;
    if (++kept > SEGMENTS) break;
    const text = decode(segment);
    shown += `/${text !== null && (routes.segments.has(text) || own.has(text)) ? text : HIDDEN}`;
  }
  const template = shown === '' ? '/' : shown;
  return (template + allowedQuery(url, template, routes)) as PathTemplate;
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
): PathTemplate | null {
  const shown = pathTemplate(url, routes, own);
  if (shown === null) return null;
  const path = `${shown.split('?')[0]}/`;
  return course !== null && path.includes(`/${course}/`) ? shown : OUTSIDE;
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
