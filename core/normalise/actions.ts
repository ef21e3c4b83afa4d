/** Families of actions, closed. */
export const CATEGORIES = {
  navigation: 'Moving through the course and the platform.',
  content: 'Reading and using course material other than video and problems.',
  video: 'Watching recordings.',
  assessment: 'Problems, quizzes, assignments and open responses.',
  grade: 'Scores given by the platform or a teacher.',
  completion: 'Something was finished.',
  forum: 'Discussions.',
  social: 'Teams, cohorts and messages: that they happened.',
  annotation: 'Notes and bookmarks.',
  search: 'Looking for something.',
  feedback: 'Polls, surveys and ratings: that they happened.',
  enrolment: 'Joining and leaving courses.',
  certificate: 'Certificates and badges.',
  proctoring: 'Timed and supervised exams.',
  session: 'Logging in and out.',
  administration: 'Running the course or the platform.',
  other: 'None of these; counted, so that it can be given a place.',
} as const;

export type Category = keyof typeof CATEGORIES;

export interface ActionDefinition {
  readonly definition: string;
  /** The xAPI verb that says the same, as an IRI. */
  readonly verb: string;
}

const ADL = 'http://adlnet.gov/expapi/verbs/';
const AS = 'https://w3id.org/xapi/'; // xAPI profiles (video, acrossx, …) registered under w3id.org
const ACTIVITY = 'http://activitystrea.ms/';
const TINCAN = 'http://id.tincanapi.com/verb/';

const is = (definition: string, verb: string): ActionDefinition => ({ definition, verb });

/** Every action a row may tell of: past-tense verbs, closed, each with the xAPI verb that says the same. */
export const ACTIONS = {
  viewed: is('Opened a page, document or discussion.', `${TINCAN}viewed`),
  left: is('Closed a page or left it.', `${ADL}exited`),
  clicked: is('Followed a link or pressed a control.', `${AS}netc/verbs/accessed`),
  navigated: is('Moved to another unit by a control of the course.', `${AS}adl/verbs/navigated`),
  opened: is('Unfolded or opened a part of the interface.', `${ACTIVITY}open`),
  closed: is('Folded or closed a part of the interface.', `${ACTIVITY}close`),
  downloaded: is('Fetched a file.', `${TINCAN}downloaded`),
  loaded: is('A player or component became ready.', `${ADL}initialized`),
  played: is('Started or resumed playing.', `${AS}video/verbs/played`),
  paused: is('Paused playing.', `${AS}video/verbs/paused`),
  seeked: is('Jumped within a recording.', `${AS}video/verbs/seeked`),
  stopped: is('Playing ended.', `${ADL}terminated`),
  completed: is('Finished the whole of something.', `${ADL}completed`),
  speed_changed: is('Changed the playback speed.', `${AS}video/verbs/interacted#speed`),
  captions_shown: is('Switched captions or transcript on.', `${AS}video/verbs/interacted#captions-on`),
  captions_hidden: is('Switched captions or transcript off.', `${AS}video/verbs/interacted#captions-off`),
  interacted: is('Used a control or an interactive component.', `${ADL}interacted`),
  attempted: is('Began an attempt.', `${ADL}attempted`),
  answered: is('Gave an answer to a question.', `${ADL}answered`),
  submitted: is('Handed something in.', `${ACTIVITY}submit`),
  saved: is('Saved work in progress.', `${ACTIVITY}save`),
  reset: is('Put an item back to its start.', `${TINCAN}reset`),
  graded: is('A score was given.', `${ADL}scored`),
  rescored: is('A score was given again.', `${ADL}scored#again`),
  passed: is('Reached what is needed to pass.', `${ADL}passed`),
  failed: is('Did not reach, or no longer reaches, what is needed to pass.', `${ADL}failed`),
  progressed: is('Came further without finishing.', `${ADL}progressed`),
  answer_shown: is('Was shown the answer.', `${AS}openedx/extended-verbs/showanswer`),
  hint_shown: is('Was shown a hint.', `${AS}openedx/extended-verbs/hint`),
  feedback_shown: is('Was shown feedback on an answer.', `${AS}openedx/extended-verbs/feedback`),
  posted: is('Wrote a contribution to a discussion.', `${TINCAN}posted`),
  replied: is('Answered a contribution.', `${TINCAN}replied`),
  edited: is('Changed something written before.', `${TINCAN}edited`),
  deleted: is('Removed something.', `${ACTIVITY}delete`),
  voted: is('Voted for a contribution.', `${TINCAN}voted-up`),
  unvoted: is('Took a vote back.', `${TINCAN}voted-cancel`),
  reported: is('Reported a contribution to the moderators.', `${TINCAN}reported`),
  unreported: is('Took a report back, or cleared it.', `${TINCAN}unreported`),
  followed: is('Followed a discussion or a person.', `${ACTIVITY}follow`),
  unfollowed: is('Stopped following.', `${ACTIVITY}stop-following`),
  endorsed: is('Marked a contribution as good or as the answer.', `${ACTIVITY}approve`),
  unendorsed: is('Took such a mark back.', `${ACTIVITY}disapprove`),
  pinned: is('Pinned a discussion.', `${TINCAN}pinned`),
  unpinned: is('Unpinned a discussion.', `${TINCAN}unpinned`),
  locked: is('Closed a discussion to answers.', `${ACTIVITY}close#discussion`),
  unlocked: is('Reopened a discussion to answers.', `${ACTIVITY}open#discussion`),
  searched: is('Searched.', `${ACTIVITY}search`),
  bookmarked: is('Set a bookmark.', `${TINCAN}bookmarked`),
  unbookmarked: is('Took a bookmark away.', `${TINCAN}unbookmarked`),
  annotated: is('Wrote a note.', `${ADL}annotated#note`),
  enrolled: is('Joined a course.', `${ADL}registered`),
  unenrolled: is('Left a course.', `${ADL}unregistered`),
  enrolment_changed: is('Changed the track or mode of an enrolment.', `${ADL}registered#mode`),
  joined: is('Joined a team, cohort or group.', `${ACTIVITY}join`),
  quit: is('Left a team, cohort or group.', `${ACTIVITY}leave`),
  attended: is('Was present at a class or meeting.', `${ADL}attended`),
  created: is('Made a new thing.', `${ACTIVITY}create`),
  updated: is('Changed a thing or a setting.', `${ACTIVITY}update`),
  assigned: is('Gave somebody a place, content or a task.', `${ACTIVITY}assign`),
  assessed: is('Assessed the work of another, or of oneself.', `${AS}openedx/verbs/assessed`),
  responded: is('Took part in a poll or survey.', `${ADL}responded`),
  rated: is('Gave a rating.', `${TINCAN}rated`),
  earned: is('Was awarded a certificate or badge.', `${TINCAN}earned`),
  waived: is('Was excused from what others must complete.', `${AS}adl/verbs/waived`),
  revoked: is('A certificate or badge was taken away.', `${AS}tla/verbs/revoked`),
  shared: is('Shared something with others.', `${ADL}shared`),
  started: is('Began a supervised or timed exam, or a task of the platform.', `${ACTIVITY}start`),
  verified: is('An identity or certificate check ran.', `${TINCAN}verified`),
  logged_in: is('Logged in.', `${ADL}logged-in`),
  logged_out: is('Logged out.', `${ADL}logged-out`),
  requested: is('Asked the platform for data, a report or a task; an outcome that it tells has a row of its own.', `${ACTIVITY}request`),
  voided: is('Took an event back: whoever counts leaves out the event whose event_id is the object_id of this row.', `${ADL}voided`),
  other: is('None of these; counted, so that it can be given a place.', `${ADL}experienced`),
} as const satisfies Record<string, ActionDefinition>;

export type Action = keyof typeof ACTIONS;
