import type { Action } from '../../../actions.ts';
import { affected, type Entries, type EventType, NOTHING, searched } from '../event-type.ts';
import { lasted, lengthOf, ordinal } from '../facts.ts';

const page = ordinal('position', 'target/index', 'object/index');
const viewed: EventType = { category: 'viewed, by object', action: 'viewed', facts: [page] };
const note = (action: Action): EventType => ({ category: 'annotation', action });
const session = (action: Action): EventType => ({
  category: 'session',
  action,
  object: NOTHING,
  facts: action === 'logged_out' ? [lasted('session', 'target', 'object')] : [],
});
const tool = (action: Action): EventType => ({ category: 'content', action });
const search: EventType = {
  category: 'search',
  action: 'searched',
  object: searched,
  facts: [lengthOf('generated/query/searchTerms', 'generated/searchTerms', 'object/searchTerms')],
};

/** Reading, finding, noting, tools, sessions. */
export const READING: Entries = [
  // A sensor that follows a learner from page to page, and one that sees her read, tell the same act.
  ['NavigationEvent ViewEvent ReadingEvent', 'NavigatedTo Viewed', viewed],
  ['ReadingEvent SearchEvent', 'Searched', search],

  ['AnnotationEvent', 'Bookmarked', note('bookmarked')],
  ['AnnotationEvent', 'Highlighted Tagged', note('annotated')],
  ['AnnotationEvent', 'Shared Recommended', note('shared')],
  // Actions of 1.0.
  ['AnnotationEvent', 'Attached Classified Commented Described Identified Linked Questioned Replied', note('annotated')],
  ['AnnotationEvent', 'Liked Disliked Ranked', { category: 'feedback', action: 'rated' }],
  ['AnnotationEvent', 'Subscribed', note('followed')],

  ['SessionEvent', 'LoggedIn', session('logged_in')],
  ['SessionEvent', 'LoggedOut', session('logged_out')],
  // The application ends it.
  ['SessionEvent', 'TimedOut', { ...session('logged_out'), about: affected('object/user', 'session/user') }],

  ['ToolLaunchEvent', 'Launched', tool('opened')],
  ['ToolLaunchEvent', 'Returned', tool('closed')],
  ['ToolUseEvent', 'Used', tool('interacted')],
];
