import { DENIED, type Routes, teamCall, teamPage } from './route.ts';

/** Studio: whoever is here runs a course. */
export const STUDIO: Routes = [
  ['/home /home_library /course /course/{course} /container/{block} /library/{course} /library/{course}/team', teamPage],
  ['/settings/details/{course} /settings/advanced/{course} /settings/grading/{course} /settings/grading/{course}/{x}', teamPage],
  ['/course_info/{course} /course_team/{course} /assets/{course} /tabs/{course} /textbooks/{course} /videos/{course}', teamPage],
  ['/group_configurations/{course} /certificates/{course} /import/{course} /export/{course} /checklists/{course}', teamPage],
  ['/course_info_update/** /course_team/{course}/{x} /assets/{course}/** /textbooks/{course}/{x} /videos/{course}/**', teamCall],
  ['/group_configurations/{course}/** /certificates/{course}/** /certificates/activation/{course} /video_images/**', teamCall],
  ['/xblock /xblock/{block}/** /xblock/outline/{block} /xblock/container/{block} /preview/xblock/**', teamCall],
  ['/transcripts/** /transcript_delete/** /export_output/** /orphan/** /plugin/** /course_rerun/** /course_notifications/**', teamCall],
  ['/course/{course}/search_reindex /course/{course}/entrance_exam /organizations /request_course_creator /maintenance/**', teamCall],
  ['/signin /signup /howitworks /signin_redirect_to_lms', { category: 'session', action: 'viewed', object: 'login' }],
  ['/api/contentstore/** /api/libraries/** /api/xblock/** /api/content_tagging/**', teamCall],
  ['/import_status/** /export_status/**', DENIED],
];
