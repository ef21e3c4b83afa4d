import type { Action } from '../../../actions.ts';
import type { Entries, EventType, Fact } from '../event-type.ts';
import { lengthOf } from '../facts.ts';
import { block, kind, token } from '../things.ts';

const note = (action: Action, ...facts: readonly Fact[]): EventType => ({
  category: 'annotation',
  action,
  object: token('note', 'note_id'),
  parent: block('html', 'component_usage_id'),
  facts,
});
// A bookmark's own id is made of the user name: the block says which it is.
const bookmark = (action: Action): EventType => ({ category: 'annotation', action, object: block('vertical', 'component_usage_id') });
const list = (action: Action, thing: string): EventType => ({ category: 'annotation', action, object: kind(thing) });

/** Notes and bookmarks. */
export const ANNOTATION: Entries = [
  ['edx.course.student_notes.added', 'browser', note('annotated', lengthOf('note_text'))],
  ['edx.course.student_notes.edited', 'browser', note('edited', lengthOf('note_text'))],
  ['edx.course.student_notes.deleted', 'browser', note('deleted', lengthOf('note_text'))],
  ['edx.course.student_notes.used_unit_link', 'browser', note('clicked')],
  ['edx.course.student_notes.viewed', 'browser', list('opened', 'note')],
  ['edx.course.student_notes.notes_page_viewed', 'browser', list('viewed', 'note')],
  [
    'edx.course.student_notes.searched',
    'browser',
    { category: 'search', action: 'searched', object: kind('note'), facts: [lengthOf('search_string')] },
  ],
  ['edx.bookmark.added edx.course.bookmark.added', 'server', bookmark('bookmarked')],
  ['edx.bookmark.removed edx.course.bookmark.removed', 'server', bookmark('unbookmarked')],
  ['edx.bookmark.accessed', 'browser', bookmark('clicked')],
  ['edx.bookmark.listed edx.course.bookmark.listed', 'server browser', list('viewed', 'bookmark')],
];
