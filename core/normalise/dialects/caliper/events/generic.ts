import type { Action } from '../../../actions.ts';
import { type CategoryOf, type Entries, type EventType, NOTHING, orActing, searched } from '../event-type.ts';
import { always, seconds } from '../facts.ts';

const act = (category: CategoryOf, action: Action): EventType => ({ category, action });
const member = (action: Action): EventType => ({ category: 'enrolment', action, about: orActing('object/member') });

/**
 * The generic Event (1.2, section 4.2: any action), types of a sensor's own, and actions that a type's profile does not have: the action
 * alone says what happened, without measures.
 */
export const GENERIC: Entries = [
  ['*', 'Activated Added', member('enrolled'), { on: 'Membership' }],
  ['*', 'Deactivated Removed', member('unenrolled'), { on: 'Membership' }],
  ['*', 'Modified', member('enrolment_changed'), { on: 'Membership' }],
  [
    '*',
    'Completed',
    { category: 'completion', action: 'completed', about: orActing('object/member'), facts: [always({ completion: true })] },
    { on: 'Membership' },
  ],
  ['*', 'Completed', { category: 'completion', action: 'completed', facts: [always({ completion: true })] }],
  ['*', 'Viewed NavigatedTo Accessed Reviewed MarkedAsRead', act('viewed, by object', 'viewed')],
  [
    '*',
    'Retrieved',
    { category: 'video', action: 'loaded', facts: [seconds('media_length_s', 'object/duration')] },
    { on: 'VideoObject AudioObject MediaObject' },
  ],
  ['*', 'Retrieved', act('viewed, by object', 'viewed')],
  ['*', 'Created Copied Uploaded Attached', act('made, by object', 'created')],
  [
    '*',
    'Modified Updated Described Archived Restored Published Unpublished Activated Deactivated Hid Showed',
    act('made, by object', 'updated'),
  ],
  ['*', 'Deleted Removed', act('made, by object', 'deleted')],
  ['*', 'Added', act('made, by object', 'created')],
  ['*', 'Saved', act('made, by object', 'saved')],
  ['*', 'Downloaded', act('content', 'downloaded')],
  ['*', 'Printed Used MarkedAsUnread', act('viewed, by object', 'interacted')],
  ['*', 'Launched', act('content', 'opened')],
  ['*', 'Returned', act('content', 'closed')],
  ['*', 'Searched', { category: 'search', action: 'searched', object: searched }],
  ['*', 'LoggedIn', { category: 'session', action: 'logged_in', object: NOTHING }],
  ['*', 'LoggedOut TimedOut', { category: 'session', action: 'logged_out', object: NOTHING }],
  ['*', 'Started Restarted', act('video', 'played'), { on: 'VideoObject AudioObject MediaObject' }],
  ['*', 'Started Restarted', act('viewed, by object', 'attempted')],
  ['*', 'Resumed', act('viewed, by object', 'interacted')],
  ['*', 'Paused', act('video', 'paused'), { on: 'VideoObject AudioObject MediaObject' }],
  ['*', 'Paused Skipped', act('viewed, by object', 'interacted')],
  ['*', 'Ended', act('video', 'stopped')],
  ['*', 'ForwardedTo JumpedTo Rewound', act('video', 'seeked')],
  ['*', 'ChangedSpeed', act('video', 'speed_changed')],
  ['*', 'EnabledClosedCaptioning', act('video', 'captions_shown')],
  ['*', 'DisabledClosedCaptioning', act('video', 'captions_hidden')],
  [
    '*',
    'ChangedResolution ChangedSize ChangedVolume Muted Unmuted EnteredFullScreen ExitedFullScreen OpenedPopout ClosedPopout',
    act('video', 'interacted'),
  ],
  ['*', 'Submitted', act('assessment', 'submitted')],
  ['*', 'Reset', act('assessment', 'reset')],
  ['*', 'Abandoned', act('assessment', 'left')],
  // Who was graded is told in the profile's own shape only.
  ['*', 'Graded', { category: 'grade', action: 'graded', about: { paths: [], otherwise: 'nobody' } }],
  ['*', 'Posted', act('forum', 'posted')],
  ['*', 'Replied', act('forum', 'replied')],
  ['*', 'Subscribed', act('forum', 'followed')],
  ['*', 'Unsubscribed', act('forum', 'unfollowed')],
  ['*', 'Bookmarked', act('annotation', 'bookmarked')],
  ['*', 'Highlighted Tagged Classified Commented Identified Linked Questioned', act('annotation', 'annotated')],
  ['*', 'Shared Recommended Sent', act('annotation', 'shared')],
  ['*', 'Liked Disliked Ranked Rated', act('feedback', 'rated')],
  ['*', 'Accepted OptedIn', act('feedback', 'joined')],
  ['*', 'Declined OptedOut', act('feedback', 'quit')],
];
