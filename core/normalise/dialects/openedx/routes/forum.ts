import { call, page, type Routes } from './route.ts';

/** Discussions as pages of the LMS. What is written, voted and reported there has an event of its own. */
export const FORUM: Routes = [
  [
    '/courses/{course}/discussion/forum /courses/{course}/discussion/topics /courses/{course}/discussion/settings',
    page('forum', 'discussion'),
  ],
  ['/courses/{course}/discussion/forum/{x}/threads/{thread}', page('forum', 'thread')],
  [
    '/courses/{course}/discussion/forum/{x}/inline /courses/{course}/discussion/forum/search /courses/{course}/discussion/upload',
    call('forum'),
  ],
  ['/courses/{course}/discussion/forum/users/{x} /courses/{course}/discussion/forum/users/{x}/followed', page('forum', 'profile')],
  ['/courses/{course}/discussion/users /courses/{course}/discussion/{x}/**', call('forum')],
  ['/courses/{course}/discussion/threads/{thread}/**', call('forum', 'thread')],
  ['/courses/{course}/discussion/comments/{comment}/**', call('forum', 'comment')],
  ['/notification_prefs/**', call('forum')],
  ['/api/discussion/v1/threads /api/discussion/v1/threads/{thread} /api/discussion/v1/threads/{thread}/**', call('forum', 'thread')],
  ['/api/discussion/v1/comments /api/discussion/v1/comments/{comment} /api/discussion/v1/comments/{comment}/**', call('forum', 'comment')],
  ['/api/discussion/**', call('forum')],
];
