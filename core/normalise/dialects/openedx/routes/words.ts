import { API } from './api.ts';
import { COURSEWARE } from './courseware.ts';
import { FORUM } from './forum.ts';
import { PLATFORM } from './platform.ts';
import { DENIED, type Routes } from './route.ts';
import { STUDIO } from './studio.ts';

/** All routes that a person or an app takes. */
export const TAKEN: Routes = [...COURSEWARE, ...FORUM, ...API, ...PLATFORM, ...STUDIO];

// Segments of the micro-frontends' own pages, and of calls that stand in no pattern.
const FRONTENDS = `learning home outline discussions discussion posts topics category learners my-posts all-posts learner-dashboard profile gradebook
  authn reset account authoring course-authoring pages-and-resources ora-grading communications notifications handouts updates blocks
  v0 v1 v2 v3 resume sequence celebration course_metadata dates course_outline navigation completion-batch enrollments roles users topics
  team_membership threads comments course_topics courses upvote downvote vote endorse reply update delete flagAbuse unFlagAbuse pin unpin
  follow unfollow close create search student_view studio_view author_view container_preview reorderable_container_child_preview
  visibility_view studio_submit submit_studio_edits get_user_state publish_event drop_item do_attempt reset submit vote student_view_user_state
  chapter first last course_discovery accounts preferences me account registration login_session image verification_status results_callback
  start-flow upgrade students_update_enrollment _edit _create _history _settings _preview _delete photo-verification`;

/** THE ROUTE VOCABULARY: segments that any installation has. All others of a URL are hidden. */
export const WORDS: ReadonlySet<string> = new Set([
  ...FRONTENDS.split(/\s+/),
  ...TAKEN.filter(([, route]) => route !== DENIED).flatMap(([patterns]) =>
    patterns.split(/[\s/]+/).filter((step) => step !== '' && step !== '**' && !step.startsWith('{')),
  ),
]);
