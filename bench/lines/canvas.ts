import { type Drawn, hex, uuid } from './draw.ts';

/** Canvas's ids hold the number of the shard. */
const global = (n: number): string => `2107${String(n).padStart(13, '0')}`;

type Told = (drawn: Drawn) => readonly [name: string, body: object];

const asset =
  (type: string, category: string): Told =>
  ({ item }) => [
    'asset_accessed',
    {
      ...{ asset_id: global(item), asset_type: type, asset_subtype: null, asset_name: 'Séance 4', category },
      ...{ role: 'StudentEnrollment', level: null, enrollment_id: global(item + 9), section_id: global(4) },
    },
  ];

const submission: Told = ({ who, item, at }) => [
  'submission_created',
  {
    ...{
      submission_id: global(item + 70),
      assignment_id: global(item),
      user_id: global(who),
      attempt: 1 + (item % 3),
      score: null,
      grade: null,
    },
    ...{ body: '<p>La mitose compte quatre phases.</p>', submission_type: 'online_text_entry', workflow_state: 'submitted' },
    ...{ submitted_at: new Date(at).toISOString(), updated_at: new Date(at).toISOString(), lti_assignment_id: uuid(item), late: false },
  },
];
const grade: Told = ({ who, item }) => [
  'grade_change',
  {
    ...{ submission_id: global(item + 70), assignment_id: global(item), assignment_name: 'Devoir 2', grade: '15', old_grade: null },
    ...{ score: 15, old_score: null, points_possible: 20, old_points_possible: 20, grader_id: global(12), student_id: global(who) },
    ...{ user_id: global(who), grading_complete: true, muted: false },
  },
];
const entry: Told = ({ item }) => [
  'discussion_entry_created',
  {
    ...{ discussion_entry_id: global(item + 80), discussion_topic_id: global(item), parent_discussion_entry_id: null },
    ...{ text: '<p>Très bonne question, merci !</p>', user_id: global(item) },
  },
];
const login: Told = () => ['logged_in', { redirect_url: 'https://exemple.instructure.com/' }];

const page = asset('wiki_page', 'wiki');
const ACTS: readonly Told[] = [
  ...[page, page, page, asset('attachment', 'files'), asset('assignment', 'assignments')],
  ...[asset('quizzes:quiz', 'quizzes'), submission, grade, entry, login],
];

/** Live Events in Canvas's own shape. */
export function canvasLine(drawn: Drawn, ordinal: number): string {
  const { at, who, course, what, agent } = drawn;
  const [event_name, body] = (ACTS[what] as Told)(drawn);
  const context = global(500 + course.length);
  return JSON.stringify({
    metadata: {
      ...{ event_name, event_time: new Date(at).toISOString(), producer: 'canvas', hostname: 'exemple.instructure.com' },
      ...{ client_ip: '192.0.2.7', http_method: 'GET', request_id: uuid(ordinal), session_id: hex(who * 31), user_agent: agent },
      ...{ context_id: context, context_type: 'Course', context_role: 'StudentEnrollment', context_account_id: global(79) },
      ...{ root_account_id: global(1), root_account_uuid: 'VicYj3cu5B', root_account_lti_guid: 'VicYj3cu5B.exemple.instructure.com' },
      ...{
        user_id: global(who),
        user_login: `élève_${who}`,
        user_account_id: global(1),
        user_sis_id: `E-${who}`,
        time_zone: 'Europe/Paris',
      },
      ...{
        url: `https://exemple.instructure.com/courses/565/pages/${what}`,
        referrer: 'https://exemple.instructure.com/courses/565/modules',
      },
    },
    body,
  });
}
