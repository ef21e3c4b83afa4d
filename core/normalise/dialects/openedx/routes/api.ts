import { call, DENIED, type Routes, teamCall } from './route.ts';

/** Calls of the micro-frontends and of the mobile app. They fetch data, often several for one page: never page views. */
export const API: Routes = [
  [
    '/api/courseware/** /api/course_home/** /api/learning_sequences/** /api/courses/** /api/learner_home/** /api/user_tours/**',
    call('navigation'),
  ],
  ['/api/course_home/progress/{course}/{learner}', call('navigation')],
  ['/api/courses/v1/quality/** /api/courses/v1/validation/** /api/courses/v1/bulk_enable_disable_discussions/**', teamCall],
  ['/api/enrollment/** /api/commerce/** /api/agreements/**', call('enrolment')],
  ['/api/bookmarks/** /api/edxnotes/**', call('annotation')],
  ['/api/completion/** /completion/**', call('completion')],
  ['/api/grades/**', call('grade')],
  ['/api/team/** /api/profile_images/**', call('social')],
  ['/api/notifications /api/notifications/read /api/notifications/configurations/** /api/notifications/preferences/**', call('social')],
  ['/api/val/**', call('video')],
  ['/api/edx_proctoring/**', call('proctoring')],
  ['/api/edx_proctoring/v1/proctored_exam/attempt/{attempt}', call('proctoring', 'attempt')],
  ['/api/certificates/** /api/credit/**', call('certificate')],
  ['/api/cohorts/** /api/instructor/** /api/instructor_task/** /api/ora_staff_grader/**', teamCall],
  ['/api/mobile/{x}/users/{x}/course_enrollments', call('enrolment')],
  ['/api/mobile/{x}/users/{x}/course_status_info/** /api/mobile/{x}/course_info/** /api/mobile/**', call('navigation')],
  ['/api/mobile/{x}/video_outlines/**', call('video')],
  // Accounts: what was changed has an event of its own, or is nobody's business.
  ['/api/user/** /user_api/** /api/third_party_auth/**', call('session')],
  ['/api/lti_consumer/**', DENIED],
  ['/api/**', call('other')],

  // Asked for by every page, polled, or called by machines.
  ['/api/user/v1/me /api/mfe_config/** /api/branding/** /api/experiments/** /api/toggles/** /api/tasks/**', DENIED],
  [
    '/api/notifications/count /api/notifications/mark-seen/** /api/edxnotes/v1/retire_user /api/user/v1/accounts/{x}/retirement_status',
    DENIED,
  ],
  ['/api/discussion/v1/accounts/** /csrf/** /api-docs/** /swagger/**', DENIED],
];
