import type { Verbs } from './verb.ts';

const MATERIAL = 'module document page';

/** Looking at things, moving between them, searching. */
export const NAVIGATION: Verbs = [
  [
    'viewed view read accessed access visited browsed watched watch listened listen consumed consume find found',
    { category: 'used', action: 'viewed' },
  ],
  [
    'experienced experience',
    { category: 'used', action: 'viewed' },
    // Open edX: a link in the course was followed.
    { kinds: 'link', is: { category: 'navigation', action: 'clicked' } },
  ],
  ['previewed preview', { category: 'used', action: 'viewed' }],
  ['launched launch opened open', { category: 'used', action: 'opened' }],
  [
    'initialized initialize',
    { category: 'used', action: 'loaded' },
    { kinds: 'exam', is: { category: 'proctoring', action: 'created' } },
    // Open edX: an entry of the outline, or a tab of a sequence, was chosen.
    { platform: 'openedx', kinds: MATERIAL, is: { category: 'navigation', action: 'navigated' } },
  ],
  ['navigated navigate moved', { category: 'navigation', action: 'navigated', kind: 'page' }],
  ['skipped skip', { category: 'navigation', action: 'navigated' }],
  ['exited exit', { category: 'used', action: 'left' }],
  [
    'terminated terminate',
    { category: 'used', action: 'stopped' },
    { kinds: 'exam', is: { category: 'proctoring', action: 'submitted' } },
    // Open edX, before 2021: the next or the previous unit of a sequence was chosen.
    { platform: 'openedx', kinds: MATERIAL, is: { category: 'navigation', action: 'navigated' } },
  ],
  ['closed close', { category: 'used', action: 'closed' }],
  ['selected select clicked click pressed', { category: 'used', action: 'clicked' }],
  // Moodle: a guided tour of the interface came to its end; the object is the page where it did.
  ['toured', { category: 'navigation', action: 'closed', as: 'tour', object: 'without id' }],
  ['downloaded download', { category: 'content', action: 'downloaded', kind: 'file' }],
  ['printed print', { category: 'content', action: 'downloaded', kind: 'document' }],
  ['interacted interact scrolled focused unfocused', { category: 'used', action: 'interacted' }],
  // Told by where it was made: in the course, or over all of them.
  ['searched search', { category: 'search', action: 'searched', object: 'without id' }],
];
