import type { Action } from '../../../actions.ts';
import type { Entries, EventType, Fact } from '../event-type.ts';
import { always, lengthInSeconds, seconds, speed } from '../facts.ts';
import { kind, named, token } from '../things.ts';

// Players of different years spell the position differently; the mobile apps name the block `module_id`.
const player: readonly Fact[] = [
  seconds('currentTime', 'media_time_s'),
  seconds('current_time', 'media_time_s'),
  lengthInSeconds('duration', 'media_length_s'),
];
const video = named('video', 'id', 'module_id');

const act = (action: Action, ...more: readonly Fact[]): EventType => ({
  category: 'video',
  action,
  object: video,
  facts: [...player, ...more],
});

// The advertisement before a video has an address for an id; the video it belongs to is its parent.
const bumper = (action: Action): EventType => ({
  category: 'video',
  action,
  object: token('bumper', 'bumper_id'),
  parent: named('video', 'host_component_id'),
  facts: player,
});

/** Videos: the LMS's player, the mobile apps, pre-roll videos. */
export const VIDEO: Entries = [
  ['load_video edx.video.loaded', 'browser mobile', act('loaded')],
  ['play_video edx.video.played', 'browser mobile', act('played')],
  ['pause_video edx.video.paused', 'browser mobile', act('paused')],
  ['stop_video edx.video.stopped', 'browser mobile', act('stopped')],
  ['complete_video edx.video.completed', 'browser mobile', act('completed', always({ completion: true }))],
  [
    'seek_video edx.video.position.changed edx.video.seeked',
    'browser mobile',
    act('seeked', seconds('old_time', 'media_from_s'), seconds('new_time', 'media_to_s')),
  ],
  ['speed_change_video edx.bi.video.speed.changed', 'browser mobile', act('speed_changed', speed('new_speed'))],
  ['show_transcript edx.video.transcript.shown edx.video.closed_captions.shown', 'browser mobile', act('captions_shown')],
  ['hide_transcript edx.video.transcript.hidden edx.video.closed_captions.hidden', 'browser mobile', act('captions_hidden')],
  ['video_show_cc_menu edx.video.language_menu.shown', 'browser mobile', act('opened')],
  ['video_hide_cc_menu edx.video.language_menu.hidden', 'browser mobile', act('closed')],
  ['auto_advance_change_video fullscreen not_fullscreen', 'browser', act('interacted')],
  ['edx.bi.video.transcript.language.selected edx.bi.video.screen.fullscreen.toggled', 'mobile', act('interacted')],
  ['edx.bi.video.download.requested', 'mobile', act('requested')],
  ['edx.bi.video.downloaded', 'mobile', act('downloaded')],
  ['edx.bi.video.subsection.bulkdownload.requested', 'mobile', { category: 'video', action: 'requested', object: kind('section') }],

  ['edx.video.bumper.loaded', 'browser', bumper('loaded')],
  ['edx.video.bumper.played', 'browser', bumper('played')],
  ['edx.video.bumper.stopped edx.video.bumper.skipped', 'browser', bumper('stopped')],
  ['edx.video.bumper.dismissed', 'browser', bumper('closed')],
  ['edx.video.bumper.transcript.shown', 'browser', bumper('captions_shown')],
  ['edx.video.bumper.transcript.hidden', 'browser', bumper('captions_hidden')],
  ['edx.video.bumper.transcript.menu.shown', 'browser', bumper('opened')],
  ['edx.video.bumper.transcript.menu.hidden', 'browser', bumper('closed')],
  // The names that the player's own code still has for the same two.
  ['skip_video', 'browser', act('stopped')],
  ['do_not_show_again_video', 'browser', act('closed')],
];
