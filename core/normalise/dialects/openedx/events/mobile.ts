import type { Action } from '../../../actions.ts';
import type { Entries, EventType } from '../event-type.ts';
import { lengthOf } from '../facts.ts';
import { block, kind } from '../things.ts';

const app = (category: EventType['category'], action: Action, thing: string): EventType => ({ category, action, object: kind(thing) });

/** The mobile apps' own reports, where an installation lets them in. What the server tells too is only `clicked` or `interacted` here. */
export const MOBILE: Entries = [
  ['edx.bi.app.navigation.screen', 'mobile', app('navigation', 'viewed', 'screen')],
  ['edx.bi.app.navigation.component.viewed', 'mobile', { category: 'content', action: 'viewed', object: block('vertical', 'block_id') }],
  ['edx.bi.app.navigation.open-in-browser edx.bi.app.browser.launched', 'mobile', app('navigation', 'clicked', 'link')],

  ['edx.bi.app.user.login edx.bi.app.user.logout', 'mobile', app('session', 'interacted', 'login')],
  ['edx.bi.app.user.register.clicked edx.bi.app.user.signup.clicked', 'mobile', app('session', 'clicked', 'registration')],
  ['edx.bi.app.user.register.success', 'mobile', app('session', 'interacted', 'registration')],

  ['edx.bi.app.course.enroll.clicked edx.bi.app.value.prop.learn.more.clicked', 'mobile', app('enrolment', 'clicked', 'course')],
  ['edx.bi.app.course.enroll.success edx.bi.app.course.upgrade.success', 'mobile', app('enrolment', 'interacted', 'course')],
  ['edx.bi.app.coursedates.upgrade.participate edx.bi.app.coursedates.upgrade.shift', 'mobile', app('enrolment', 'clicked', 'dates')],
  ['edx.bi.app.coursedates.info edx.bi.app.coursedates.shift', 'mobile', app('navigation', 'interacted', 'dates')],

  ['edx.bi.app.discovery.courses_search', 'mobile', { ...app('search', 'searched', 'catalogue'), facts: [lengthOf('search_string')] }],
  ['edx.bi.app.search.find_courses.clicked edx.bi.app.discover.subject.clicked', 'mobile', app('search', 'clicked', 'catalogue')],

  ['edx.bi.app.notification.course.update.received', 'mobile', app('social', 'loaded', 'notification')],
  ['edx.bi.app.notification.course.update.tapped', 'mobile', app('social', 'clicked', 'notification')],
  ['edx.bi.app.course.shared', 'mobile', app('social', 'shared', 'course')],
  ['edx.bi.app.certificate.shared', 'mobile', app('certificate', 'shared', 'certificate')],
  ['edx.bi.app.profile.view', 'mobile', app('social', 'viewed', 'profile')],
  ['edx.bi.app.profile.setphoto', 'mobile', app('social', 'updated', 'profile')],

  ['edx.bi.app.app_reviews.view_rating', 'mobile', app('feedback', 'opened', 'rating')],
  ['edx.bi.app.app_reviews.dismiss_rating edx.bi.app.app_reviews.maybe_later', 'mobile', app('feedback', 'closed', 'rating')],
  ['edx.bi.app.app_reviews.submit_rating', 'mobile', app('feedback', 'rated', 'rating')],
  ['edx.bi.app.app_reviews.send_feedback', 'mobile', app('feedback', 'responded', 'rating')],
  ['edx.bi.app.app_reviews.rate_the_app', 'mobile', app('feedback', 'clicked', 'rating')],
  ['edx.bi.app.whats_new.close edx.bi.app.whats_new.done', 'mobile', app('other', 'closed', 'app')],

  ['edx.bi.app.video.delete.subsection edx.bi.app.video.delete.unit', 'mobile', app('video', 'deleted', 'download')],
  ['edx.bi.app.video.undo.subsection.delete edx.bi.app.video.undo.unit.delete', 'mobile', app('video', 'interacted', 'download')],
  ['edx.bi.app.videos.download.toggle.on edx.bi.app.videos.download.toggle.off', 'mobile', app('video', 'updated', 'download')],
  ['edx.bi.app.cast.connected edx.bi.app.cast.disconnected edx.bi.app.cast.video_casted', 'mobile', app('video', 'interacted', 'screen')],
  ['edx.bi.app.settings.sdcard.toggle.on edx.bi.app.settings.sdcard.toggle.off', 'mobile', app('other', 'updated', 'app')],
  // How the telephone is connected: no act of anybody.
  ['edx.bi.app.connection.cell edx.bi.app.connection.speed', 'mobile', app('other', 'other', 'app')],
];
