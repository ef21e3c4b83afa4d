import type { Verbs } from './verb.ts';

const IN_FORUMS = 'thread response comment forum';
const CONTRIBUTIONS = 'thread response comment note wiki entry message profile';

/** Discussions, messages, groups, notes, ratings; making and changing things. */
export const SOCIAL: Verbs = [
  [
    'posted post',
    { category: 'forum', action: 'posted', kind: 'thread' },
    { kinds: 'message chat', is: { category: 'social' } },
    { kinds: 'comment response', is: { action: 'replied' } },
  ],
  ['replied reply commented comment', { category: 'forum', action: 'replied', kind: 'response' }],
  ['sent send', { category: 'social', action: 'posted', kind: 'message' }],
  ['voted voted-up upvoted liked like favorited favorite agree', { category: 'forum', action: 'voted' }],
  ['unliked unlike voted-cancel unvoted unfavorite', { category: 'forum', action: 'unvoted' }],
  ['disliked dislike voted-down rated rate ranked', { category: 'feedback', action: 'rated' }],
  [
    'followed follow subscribed subscribe',
    { category: 'forum', action: 'followed' },
    { kinds: 'profile group team', is: { category: 'social' } },
  ],
  [
    'unfollowed unfollow stop-following unsubscribed unsubscribe',
    { category: 'forum', action: 'unfollowed' },
    { kinds: 'profile group team', is: { category: 'social' } },
  ],
  ['reported flag-as-inappropriate flagged', { category: 'forum', action: 'reported' }],
  ['unreported unflagged', { category: 'forum', action: 'unreported' }],
  ['endorsed approved approve', { category: 'forum', action: 'endorsed' }],
  ['unendorsed disapproved disapprove', { category: 'forum', action: 'unendorsed' }],
  ['pinned', { category: 'forum', action: 'pinned' }],
  ['unpinned', { category: 'forum', action: 'unpinned' }],
  // Moodle: a teacher closes a submission.
  ['locked', { category: 'administration', action: 'locked', about: 'for' }, { kinds: IN_FORUMS, is: { category: 'forum' } }],
  ['unlocked', { category: 'administration', action: 'unlocked', about: 'for' }, { kinds: IN_FORUMS, is: { category: 'forum' } }],
  [
    'shared share tweeted retweeted',
    { category: 'social', action: 'shared' },
    { kinds: 'certificate badge', is: { category: 'certificate' } },
  ],
  ['annotated annotate highlighted noted', { category: 'annotation', action: 'annotated', kind: 'note' }],
  ['bookmarked bookmark', { category: 'annotation', action: 'bookmarked' }],
  ['unbookmarked', { category: 'annotation', action: 'unbookmarked' }],

  [
    'created create authored author made add added designed generated',
    { category: 'authored', action: 'created' },
    { kinds: 'thread', is: { category: 'forum', action: 'posted' } },
    { kinds: 'response comment', is: { category: 'forum', action: 'replied' } },
    { kinds: 'note', is: { category: 'annotation', action: 'annotated' } },
    { kinds: 'message', is: { category: 'social', action: 'posted' } },
  ],
  [
    'uploaded upload',
    { category: 'authored', action: 'created' },
    { kinds: 'assignment submission', is: { category: 'assessment', action: 'submitted' } },
  ],
  ['imported import', { category: 'administration', action: 'created' }],
  [
    'edited edit updated update modified revised',
    { category: 'authored', action: 'updated' },
    { kinds: CONTRIBUTIONS, is: { action: 'edited' } },
  ],
  ['deleted delete removed remove erased discarded', { category: 'authored', action: 'deleted' }],
  ['secured unsecured enabled disabled', { category: 'authored', action: 'updated' }],
  ['assigned assign was-assigned', { category: 'administration', action: 'assigned' }],
  ['requested request', { category: 'administration', action: 'requested' }],
];
