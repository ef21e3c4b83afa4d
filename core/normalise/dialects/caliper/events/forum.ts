import type { Action } from '../../../actions.ts';
import type { Entries, EventType } from '../event-type.ts';
import { type Fact, lengthOf } from '../facts.ts';

const act = (action: Action, ...facts: readonly Fact[]): EventType => ({ category: 'forum', action, facts });
const body = lengthOf('object/body');

/** Discussions. A message that is part of nothing is no answer; every other one answers its thread, or the message that it names. */
export const FORUM: Entries = [
  ['ForumEvent', 'Subscribed', act('followed')],
  ['ForumEvent', 'Unsubscribed', act('unfollowed')],
  ['ThreadEvent', 'Created', act('posted', body)],
  ['ThreadEvent', 'MarkedAsRead', act('viewed')],
  ['ThreadEvent', 'MarkedAsUnread', act('interacted')],
  ['MessageEvent', 'Posted', act('replied', body), { told: ['object/isPartOf', 'object/replyTo'] }],
  ['MessageEvent', 'Posted', act('posted', body)],
  ['MessageEvent', 'MarkedAsRead', act('viewed')],
  ['MessageEvent', 'MarkedAsUnread', act('interacted')],

  // Blackboard tells all of its discussions by the one type.
  ['ForumEvent', 'Created Posted', act('posted', body)],
  ['ForumEvent', 'Modified Updated', act('edited')],
  ['ForumEvent ThreadEvent MessageEvent', 'Deleted', act('deleted')],
  ['ThreadEvent MessageEvent', 'Modified', act('edited')],
  ['ForumEvent', 'Saved', act('saved')],
  ['ForumEvent', 'Viewed', act('viewed')],
];
