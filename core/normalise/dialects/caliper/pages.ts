import type { JsonObject } from '../../dialect.ts';
import type { PathTemplate } from '../../learning-event.ts';
import { pathTemplate, type RouteVocabulary, referrerTemplate } from '../../path-template.ts';
import { localId } from '../canvas/ids.ts';
import { CANVAS_ROUTES } from '../canvas/routes.ts';
import { idOf } from './sent.ts';

/** Any platform may send Caliper: segments of Canvas, Moodle and Open edX, and words that all have. */
const ROUTES: RouteVocabulary = {
  segments: new Set([
    ...CANVAS_ROUTES.segments,
    ...`course mod view.php index.php assign quiz forum page resource url book glossary lesson data workshop feedback choice survey scorm lti h5pactivity
     my user grade report courseware progress info about section sections unit units video videos thread home resources`.split(/\s+/),
  ]),
  query: [],
};

const WEB = /^https?:\/\//i;
/** Types whose object is the page that is looked at. */
const PAGES: ReadonlySet<string | null> = new Set(['NavigationEvent', 'ViewEvent', 'ReadingEvent']);

function own(course: string | null): { readonly ids: ReadonlySet<string>; readonly course: string | null } {
  // Canvas's addresses have the local id.
  const inPaths = course === null ? null : localId(course);
  return { ids: new Set(inPaths === null ? [] : [inPaths]), course: inPaths };
}

export function pageOf(event: JsonObject, type: string | null, course: string | null): PathTemplate | null {
  const id = PAGES.has(type) ? idOf(event['object']) : null;
  return id !== null && WEB.test(id) ? pathTemplate(id, ROUTES, own(course).ids) : null;
}

/** The page before: an entity, its IRI, or an address; 1.0 calls it `navigatedFrom`. */
export function referrerOf(event: JsonObject, course: string | null): PathTemplate | null {
  const from = idOf(event['referrer']) ?? idOf(event['navigatedFrom']);
  const { ids, course: inPaths } = own(course);
  return from !== null && WEB.test(from) ? referrerTemplate(from, ROUTES, ids, inPaths) : null;
}
