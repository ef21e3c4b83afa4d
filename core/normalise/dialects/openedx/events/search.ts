import type { Entries, EventType } from '../event-type.ts';
import { lengthOf } from '../facts.ts';
import { kind } from '../things.ts';

const searched = (where: string): EventType => ({
  category: 'search',
  action: 'searched',
  object: kind(where),
  facts: [lengthOf('search_term')],
});
// The answer to a search, and how long it took: the search itself is a row of its own.
const answered = (where: string): EventType => ({ category: 'search', action: 'loaded', object: kind(where) });

/** Searches in a course and in the catalogue. */
export const SEARCH: Entries = [
  ['edx.course.search.initiated', 'server', searched('course')],
  ['edx.course_discovery.search.initiated', 'server', searched('catalogue')],
  ['edx.course.search.results_displayed edx.course.search.executed', 'server', answered('course')],
  ['edx.course_discovery.search.results_displayed', 'server', answered('catalogue')],
  ['edx.course.search.result_selected', 'browser', { category: 'search', action: 'clicked', object: kind('course') }],
];
