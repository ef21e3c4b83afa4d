import { call, DENIED, page, type Routes, teamCall, teamPage } from './route.ts';

/** Pages of the LMS outside any course: accounts, enrolment, certificates; and the instructor dashboard. */
export const PLATFORM: Routes = [
  ['/', page('navigation', 'home')],
  ['/dashboard /dashboard/programs/** /programs/**', page('navigation', 'dashboard')],
  ['/u/{x}', page('social', 'profile')],
  ['/account/settings /account/password', page('navigation', 'account')],
  ['/embargo/**', page('navigation')],

  // Changes of enrolment have events of their own.
  ['/change_enrollment /course_run/** /commerce/** /shoppingcart/postpay_callback/**', call('enrolment')],
  ['/course_modes/choose/** /verify_student/** /shoppingcart/** /financial-assistance/**', page('enrolment')],
  ['/verify_student/results_callback /verify_student/results_callback/**', DENIED],
  ['/verify_student/submit-photos', call('enrolment')],

  ['/login /register', page('session', 'login')],
  [
    `/login_ajax /login_post /login_session /logout /create_account /create_account_ajax /activate/{x} /email_confirm/{x} /activate_secondary_email/{x}
     /password_reset /password_reset_confirm/** /password/reset/** /auth/** /user_api/v1/account/login_session`,
    call('session'),
  ],
  ['/oauth2/** /login_refresh', DENIED],

  ['/certificates/{certificate}', page('certificate', 'certificate')],
  ['/certificates/user/** /courses/{course}/certificates/**', page('certificate', 'certificate')],
  ['/bulk_email/**', call('social')],

  ['/courses/{course}/instructor', teamPage],
  ['/courses/{course}/instructor/api/list_instructor_tasks /courses/{course}/instructor/api/list_report_downloads', DENIED],
  ['/courses/{course}/instructor/api/list_background_email_tasks /instructor_task_status', DENIED],
  ['/courses/{course}/instructor/api/** /courses/{course}/cohorts/**', teamCall],
  ['/courses/{course}/ccx_coach /courses/{course}/ccx-manage-students /courses/{course}/ccx_gradebook', teamPage],
  ['/support/** /admin/** /event_logs /event_logs/**', teamPage],
];
