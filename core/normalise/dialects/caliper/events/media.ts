import type { Action } from '../../../actions.ts';
import type { Entries, EventType } from '../event-type.ts';
import { always, type Fact, seconds, speed } from '../facts.ts';

const length = seconds('media_length_s', 'object/duration');
const where = seconds('media_time_s', 'target/currentTime', 'object/extensions/currentTime');
const act = (action: Action, ...facts: readonly Fact[]): EventType => ({ category: 'video', action, facts: [length, ...facts] });

/** Recordings. `Restarted` plays from the start, `ForwardedTo`, `Rewound` and `JumpedTo` tell where to. */
export const MEDIA: Entries = [
  ['MediaEvent', 'Started Resumed Restarted', act('played', where)],
  ['MediaEvent', 'Paused', act('paused', where)],
  ['MediaEvent', 'Ended', act('stopped', where)],
  ['MediaEvent', 'Completed', act('completed', where, always({ completion: true }))],
  [
    'MediaEvent',
    'ForwardedTo JumpedTo Rewound',
    act(
      'seeked',
      seconds('media_from_s', 'object/extensions/old_time'),
      seconds('media_to_s', 'object/extensions/new_time', 'target/currentTime'),
    ),
  ],
  ['MediaEvent', 'ChangedSpeed', act('speed_changed', where, speed('extensions/speed', 'extensions/playbackRate'))],
  ['MediaEvent', 'EnabledClosedCaptioning', act('captions_shown', where)],
  ['MediaEvent', 'DisabledClosedCaptioning', act('captions_hidden', where)],
  ['MediaEvent', 'Retrieved', act('loaded')],
  [
    'MediaEvent',
    'ChangedResolution ChangedSize ChangedVolume Muted Unmuted EnteredFullScreen ExitedFullScreen OpenedPopout ClosedPopout',
    act('interacted', where),
  ],
];
