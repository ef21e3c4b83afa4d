import { COURSE_ACTIVITY } from './views/course-activity.ts';
import { COURSES } from './views/courses.ts';
import { PATHS } from './views/paths.ts';
import { PERSON_COURSE } from './views/person-course.ts';
import { PERSON_COURSE_DAY } from './views/person-course-day.ts';
import { QUIZ_ATTEMPTS } from './views/quiz-attempts.ts';
import { SESSIONS } from './views/sessions.ts';
import { VIDEO_SEGMENTS } from './views/video-segments.ts';
import type { View } from './views/view.ts';

export type { View, ViewColumn } from './views/view.ts';

/** What stands beside `events` in every edition, in the order in which one may build on another. */
export const VIEWS: readonly View[] = [
  COURSES,
  COURSE_ACTIVITY,
  PERSON_COURSE,
  PERSON_COURSE_DAY,
  SESSIONS,
  VIDEO_SEGMENTS,
  QUIZ_ATTEMPTS,
  PATHS,
];
