import type { Act, Compared } from './acts.ts';

/** What a dialect, or one sender of it, does not say of an act, and why. */
export interface Unsaid {
  /** `dialect` (all its senders) or `dialect/sender`; several with spaces. */
  readonly who: string;
  /** null: all acts. */
  readonly acts: readonly Act[] | null;
  /** null: it does not tell of the act at all. */
  readonly columns: readonly Compared[] | null;
  /** What it says instead; else nothing. */
  readonly instead?: string | number | boolean;
  readonly why: string;
}

const VIDEOS = ['video played', 'video paused', 'video seeked'] as const;
const ANSWERS = ['answered right', 'answered wrong'] as const;
const POSTS = ['forum post', 'forum reply'] as const;
const COURSE = ['enrolled', 'completed'] as const;
const SCORES = ['score_raw', 'score_min', 'score_max', 'score_scaled'] as const;
const HOW = ['success', ...SCORES, 'attempt', 'duration_s', 'response_length'] as const;

export const UNSAID: readonly Unsaid[] = [
  // Acts.
  { who: 'moodle', acts: VIDEOS, columns: null, why: 'Its log knows files and links, not what is played in them.' },
  { who: 'canvas', acts: VIDEOS, columns: null, why: 'Live Events know no player: Canvas Studio and others send Caliper of their own.' },
  {
    who: 'canvas',
    acts: ANSWERS,
    columns: null,
    why: 'A quiz tells that it was submitted; New Quizzes tell of items only that there was one.',
  },
  { who: 'canvas', acts: ['search'], columns: null, why: 'No such event.' },

  // Who acts.
  {
    who: 'openedx',
    acts: [...VIDEOS, ...ANSWERS, ...COURSE, 'page viewed', 'search'],
    columns: ['role'],
    why: 'Only forum events tell roles.',
  },
  { who: 'xapi', acts: null, columns: ['role'], why: 'xAPI has no place for it.' },
  { who: 'caliper/openedx', acts: null, columns: ['role'], why: 'The router sends no membership.' },
  { who: 'canvas', acts: ['completed'], columns: ['role'], why: 'Told outside of any context.' },
  { who: 'moodle', acts: null, columns: ['role'], why: 'Roles are in other tables.' },

  // Scores, verdicts, answers.
  { who: 'openedx caliper canvas', acts: [...ANSWERS, 'quiz graded'], columns: ['score_min'], why: 'Points begin at none.' },
  { who: 'openedx xapi/openedx xapi/moodle caliper/openedx', acts: ANSWERS, columns: ['duration_s'], why: 'Nobody takes the time.' },
  { who: 'xapi/moodle', acts: ANSWERS, columns: [...SCORES, 'attempt'], why: 'Of one answer the plugin tells the verdict alone.' },
  { who: 'xapi/moodle xapi/h5p', acts: ANSWERS, columns: ['completion'], instead: true, why: 'Says besides that the question is done.' },
  { who: 'xapi/h5p', acts: ANSWERS, columns: ['attempt'], why: 'H5P counts none.' },
  {
    who: 'caliper/spec',
    acts: ANSWERS,
    columns: ['success', ...SCORES],
    why: 'A Response has no field for right or wrong, nor for points.',
  },
  { who: 'caliper/openedx', acts: ANSWERS, columns: ['response_length'], why: 'The router leaves the answer out.' },
  { who: 'openedx xapi canvas moodle', acts: ['quiz graded'], columns: ['attempt'], why: 'It is the grade of all attempts.' },
  {
    who: 'openedx xapi/openedx',
    acts: ['quiz graded'],
    columns: ['object_type'],
    instead: 'sequential',
    why: 'A subsection; whether it is a test is not said.',
  },
  { who: 'xapi/openedx', acts: ['quiz graded'], columns: ['success'], instead: false, why: 'Says besides whether all points were had.' },
  {
    who: 'canvas',
    acts: ['quiz graded'],
    columns: ['object_type'],
    instead: 'assignment',
    why: 'Grades are of assignments; a quiz is one of them.',
  },
  { who: 'moodle/table', acts: ['quiz graded'], columns: SCORES, why: 'The score is in another table.' },
  {
    who: 'moodle/gradebook',
    acts: ['quiz graded'],
    columns: ['score_min', 'score_max', 'score_scaled'],
    why: 'Its range is in another table.',
  },
  {
    who: 'moodle/gradebook',
    acts: ['quiz graded'],
    columns: ['object_type'],
    instead: 'grade',
    why: 'Names an item of the gradebook, not its activity.',
  },

  { who: 'moodle/lesson', acts: ANSWERS, columns: HOW, why: 'Tells that a question was answered, and nothing of how.' },

  // Texts and recordings.
  { who: 'xapi moodle', acts: POSTS, columns: ['response_length'], why: 'Neither sends the text, or how long it is.' },
  { who: 'caliper/spec', acts: ['video seeked'], columns: ['media_from_s'], why: 'JumpedTo tells where to.' },
];
