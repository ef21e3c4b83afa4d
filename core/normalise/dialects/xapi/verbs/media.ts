import type { Verbs } from './verb.ts';

/** Video and audio players; virtual classrooms and meetings. */
export const MEDIA: Verbs = [
  ['played play', { category: 'video', action: 'played', kind: 'video' }],
  ['paused pause', { category: 'video', action: 'paused', kind: 'video' }],
  ['seeked seek', { category: 'video', action: 'seeked', kind: 'video' }],
  ['stopped stop', { category: 'used', action: 'stopped', kind: 'video' }],

  ['attended attend', { category: 'content', action: 'attended', kind: 'class' }],
  ['live host hosted', { category: 'content', action: 'opened', kind: 'class' }],
  ['adjourned ended', { category: 'content', action: 'stopped', kind: 'class' }],
  [
    `raised-hand lowered-hand raised lowered muted unmuted mute unmute started-camera stopped-camera shared-screen unshared-screen
     requested-attention`,
    { category: 'content', action: 'interacted', kind: 'class' },
  ],
  ['chatted talked-with', { category: 'social', action: 'posted', kind: 'chat' }],
];
