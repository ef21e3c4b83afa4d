import type { Action } from '../../../actions.ts';
import type { ActionBy, Entries, EventType, Fact, Thing } from '../event-type.ts';
import { lengthOf } from '../facts.ts';
import { rolesIn } from '../roles.ts';
import { kind, token } from '../things.ts';

const role = rolesIn('user_course_roles', 'user_forums_roles');
const thread = token('thread', 'id');
const response = token('response', 'id');
const comment = token('comment', 'id');
const topic = token('topic', 'commentable_id');
const ofThread = token('thread', 'discussion.id');
const ofResponse = token('response', 'response.id');

/** Length of what was written, as it was sent: older sites send the text, newer ones HTML. */
const body = lengthOf('body');

const act = (action: Action | ActionBy, object: Thing, parent?: Thing, ...facts: readonly Fact[]): EventType => ({
  category: 'forum',
  action,
  object,
  ...(parent && { parent }),
  role,
  facts,
});

const vote: ActionBy = { uses: 'undo_vote', is: { true: 'unvoted' }, otherwise: 'voted' };

/** Discussions. Ids of contributions lead to their authors, so only tokens of them stand in a row. */
export const FORUM: Entries = [
  ['edx.forum.thread.created', 'server', act('posted', thread, topic, body)],
  ['edx.forum.response.created', 'server', act('replied', response, ofThread, body)],
  ['edx.forum.comment.created', 'server', act('replied', comment, ofResponse, body)],
  ['edx.forum.thread.viewed', 'server mobile', act('viewed', thread, topic)],
  ['edx.forum.thread.voted', 'server', act(vote, thread, topic)],
  ['edx.forum.response.voted', 'server', act(vote, response)],
  ['edx.forum.thread.edited', 'server', act('edited', thread, topic)],
  ['edx.forum.response.edited', 'server', act('edited', response)],
  ['edx.forum.comment.edited', 'server', act('edited', comment)],
  ['edx.forum.thread.deleted', 'server', act('deleted', thread, topic)],
  ['edx.forum.response.deleted', 'server', act('deleted', response)],
  ['edx.forum.comment.deleted', 'server', act('deleted', comment)],
  ['edx.forum.thread.reported', 'server', act('reported', thread, topic)],
  ['edx.forum.response.reported', 'server', act('reported', response)],
  ['edx.forum.comment.reported', 'server', act('reported', comment)],
  ['edx.forum.thread.unreported', 'server', act('unreported', thread, topic)],
  ['edx.forum.response.unreported', 'server', act('unreported', response)],
  ['edx.forum.comment.unreported', 'server', act('unreported', comment)],
  ['edx.forum.thread.locked', 'server', act('locked', thread, topic)],
  ['edx.forum.thread.unlocked', 'server', act('unlocked', thread, topic)],
  ['edx.forum.thread.followed', 'server', act('followed', thread, topic)],
  ['edx.forum.thread.unfollowed', 'server', act('unfollowed', thread, topic)],
  ['edx.forum.response.mark', 'server', act('endorsed', response, ofThread)],
  ['edx.forum.response.unmark', 'server', act('unendorsed', response, ofThread)],
  // A search for a learner is a piece of a user name: its length only, like any other.
  [
    'edx.forum.searched',
    'server',
    { category: 'search', action: 'searched', object: kind('discussion'), role, facts: [lengthOf('query')] },
  ],
];
