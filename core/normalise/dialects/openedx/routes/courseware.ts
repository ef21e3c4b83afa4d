import { call, DENIED, page, type Routes, teamCall, teamPage } from './route.ts';

/** Pages of a course in the LMS, and the calls that its blocks make. */
export const COURSEWARE: Routes = [
  // Calls of blocks. Those of problems, of discussions and of published events have a named event that says what came of them.
  ['/courses/{course}/xblock/{block}/handler/{x}/** /courses/{course}/xblock/{block}/view/**', call('block')],
  ['/courses/{course}/xblock/{block}/handler_noauth/**', call('grade')],
  [
    '/courses/{course}/xblock/{block}/handler/xmodule_handler/goto_position /courses/{course}/xblock/{block}/handler/goto_position',
    call('navigation'),
  ],
  [
    '/courses/{course}/xblock/{block}/handler/publish_completion /courses/{course}/xblock/{block}/handler/get_completion',
    call('completion'),
  ],
  ['/courses/{course}/xblock/{block}/handler/xmodule_handler/save_user_state', call('video')],
  [
    `/courses/{course}/xblock/{block}/handler/xmodule_handler/problem_check /courses/{course}/xblock/{block}/handler/xmodule_handler/problem_get
     /courses/{course}/xblock/{block}/handler/xmodule_handler/problem_save /courses/{course}/xblock/{block}/handler/xmodule_handler/problem_show
     /courses/{course}/xblock/{block}/handler/xmodule_handler/problem_reset /courses/{course}/xblock/{block}/handler/xmodule_handler/hint_button
     /courses/{course}/xblock/{block}/handler/xmodule_handler/input_ajax /courses/{course}/xblock/{block}/handler/xmodule_handler/score_update
     /courses/{course}/modx/{block}/** /modx/**`,
    call('assessment'),
  ],
  // Subtitles, fetched by the player itself.
  ['/courses/{course}/xblock/{block}/handler/transcript/**', DENIED],
  ['/courses/{course}/xqueue/** /courses/yt_video_metadata', DENIED],

  ['/courses', page('navigation', 'catalogue')],
  // These two only lead on to a page that is logged itself.
  ['/courses/{course} /courses/{course}/courseware /courses/{course}/jump_to/{block} /courses/{course}/jump_to_id/{x}', call('navigation')],
  [
    '/courses/{course}/courseware/{x} /courses/{course}/courseware/{x}/{x} /courses/{course}/courseware/{x}/{x}/{position}',
    page('navigation'),
  ],
  ['/courses/{course}/course /courses/{course}/info /courses/{course}/about /courses/{course}/dates', page('navigation', 'course')],
  ['/courses/{course}/progress /courses/{course}/progress/{learner}', page('navigation', 'progress')],
  [
    '/courses/{course}/course/updates /courses/{course}/syllabus /courses/{course}/tab/{x} /courses/{course}/lti_tab/{x}',
    page('navigation', 'page'),
  ],
  // A tab that the course's authors added.
  ['/courses/{course}/{x}', page('navigation', 'page')],
  ['/courses/{course}/book/** /courses/{course}/pdfbook/** /courses/{course}/htmlbook/**', page('content', 'textbook')],
  ['/courses/{course}/wiki/** /wiki/**', page('content', 'wiki')],
  ['/courses/{course}/course_wiki', call('content')],
  ['/courses/{course}/survey', page('feedback', 'survey')],
  ['/courses/{course}/edxnotes', page('annotation', 'note')],
  ['/courses/{course}/edxnotes/**', call('annotation')],
  ['/courses/{course}/bookmarks', page('annotation', 'bookmark')],
  ['/courses/{course}/teams /courses/{course}/teams/**', page('social', 'team')],
  ['/courses/{course}/search /search /search/** /courses/{course}/search/**', call('search')],
  ['/courses/{course}/generate_user_cert', call('certificate')],
  ['/courses/{course}/lti_rest_endpoints', call('content')],

  // The learning frontend shows units in a frame: the page view of our days. Without these parameters it is Studio that asks.
  [
    '/xblock/{block}',
    {
      ...teamCall,
      whenAsked: { parameters: ['view', 'show_title', 'show_bookmark_button', 'recheck_access'], instead: page('content') },
    },
  ],
  ['/videos/{block} /videos/embed/{block}', page('video')],
  ['/lti_provider/courses/{course}/{block}', { ...page('content'), posted: true }],
  ['/openassessment/fileupload/**', call('assessment')],
  ['/calculate', call('content', 'calculator')],

  ['/courses/{course}/masquerade /courses/{course}/enroll_staff /courses/{course}/set_course_mode_price', teamCall],
  ['/courses/{course}/submission_history/**', teamPage],
];
