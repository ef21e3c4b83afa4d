import type { RouteVocabulary } from '../../path-template.ts';

/** Segments that the pages of every Canvas have. */
export const CANVAS_ROUTES: RouteVocabulary = {
  segments: new Set(
    `courses groups accounts users assignments quizzes pages modules items discussion_topics announcements files folders grades gradebook
     speed_grader submissions take questions history calendar collaborations conferences external_tools outcomes rubrics syllabus settings
     analytics people login logout saml dashboard conversations profile wiki front_page api v1 entries replies question_banks`.split(/\s+/),
  ),
  query: [],
};
