// The tree of a course, and what stands in it for want of anything better.
const TREE = `course chapter section sequential vertical unit library library_content library_sourced itembank split_test conditional
  randomize wrapper problemset videosequence slides static_tab about course_info customtag custom_tag_template book image raw hidden error`;

const PLATFORM = `problem html video videoalpha videodev discussion poll poll_question survey word_cloud lti lti_consumer annotatable
  textannotation imageannotation videoannotation openassessment combinedopenended peergrading crowdsource_hinter crowdsourcehinter foldit
  graphical_slider_tool symboltool timelimit drag-and-drop-v2 recommender done staffgradedxblock edx_sga google-document google-calendar
  ubcpi rate feedback acid acid_parent`;

// Of other makers, installed in many places.
const OTHERS = `oppia scorm scormxblock h5pxblock pdf audio vectordraw image-explorer image-modal officemix mix qualtricssurvey activetable
  invideoquiz submit-and-compare freetextresponse concept schoolyourself-lesson schoolyourself-review ooyala-player chat adventure
  diagnostic-feedback group-project group-project-v2`;

const PROBLEM_BUILDER = `problem-builder step-builder mentoring pb-answer pb-answer-recap pb-mcq pb-mrq pb-rating pb-choice pb-tip pb-message
  pb-table pb-column pb-dashboard pb-completion pb-slider pb-swipe pb-data-export pb-instructor-tool sb-step sb-review-step sb-plot
  sb-review-score sb-conditional-message sb-review-per-question-feedback`;

/**
 * THE BLOCK TYPES: XBlocks of the platform, and those that many installations have. A type stands in a row as a word; any other may be
 * anybody's, and its block is a token of type `block`.
 */
export const BLOCK_TYPES: ReadonlySet<string> = new Set([TREE, PLATFORM, OTHERS, PROBLEM_BUILDER].join(' ').split(/\s+/));
