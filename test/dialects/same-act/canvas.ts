import { INSTANT, POST, REPLY, type Tellings } from './acts.ts';

const event = (name: string, body: object, metadata: object = {}): object => ({
  metadata: {
    ...{ event_name: name, event_time: INSTANT, producer: 'canvas', hostname: 'exemple.instructure.com' },
    ...{ request_id: '5c8d2f0e-9b7a-4e6d-8c1f-3a5b7d9e0f12', session_id: '5c8d2f0e9b7a4e6d8c1f3a5b7d9e0f12' },
    ...{ root_account_id: '21070000000000001', user_id: '21070000000007310', user_login: 'nolwenn.kerbrat' },
    ...{ context_id: '21070000000000565', context_type: 'Course', context_role: 'StudentEnrollment' },
    ...metadata,
  },
  body,
});
const NOWHERE = { context_id: undefined, context_type: undefined, context_role: undefined };
const TEACHER = { user_id: '21070000000000012', user_login: 'y.lebreton', context_role: 'TeacherEnrollment' };

/** Live Events in Canvas's own shape. */
export const canvas: Tellings = {
  'page viewed': event('asset_accessed', {
    ...{ asset_name: 'Accueil', asset_type: 'wiki_page', asset_id: '21070000000000144', asset_subtype: null },
    ...{ category: 'wiki', role: 'StudentEnrollment', level: null },
  }),
  'quiz graded': event(
    'grade_change',
    {
      ...{ submission_id: '21070000000000777', assignment_id: '21070000000000355', student_id: '21070000000007310' },
      ...{ grade: '0.75', score: 0.75, points_possible: 1, grader_id: '21070000000000012', user_id: '21070000000007310' },
    },
    TEACHER,
  ),
  'forum post': event('discussion_topic_created', {
    ...{ discussion_topic_id: '21070000000000123', title: 'Phases', body: POST, is_announcement: false, workflow_state: 'active' },
  }),
  'forum reply': event('discussion_entry_created', {
    ...{
      discussion_entry_id: '21070000000000124',
      discussion_topic_id: '21070000000000123',
      parent_discussion_entry_id: null,
      text: REPLY,
    },
  }),
  enrolled: event(
    'enrollment_created',
    {
      ...{
        enrollment_id: '2107000000000046825',
        course_id: '21070000000000565',
        user_id: '21070000000007310',
        user_name: 'Nolwenn Kerbrat',
      },
      ...{ type: 'StudentEnrollment', workflow_state: 'active' },
    },
    TEACHER,
  ),
  completed: event(
    'course_completed',
    {
      progress: { requirement_count: 5, requirement_completed_count: 5 },
      user: { id: '7310', name: 'Nolwenn Kerbrat', email: 'nolwenn.kerbrat@exemple.fr' },
      course: { id: '565', name: 'Biologie' },
    },
    NOWHERE,
  ),
  'logged in': event('logged_in', { redirect_url: 'https://exemple.instructure.com/' }, NOWHERE),
};
