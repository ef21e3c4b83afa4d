/**
 * Types of events and the actions of each, as the specification has them (1.2, section 4: Profiles; 1.1, section 3 and appendix B; 1.0).
 * Behind the bar: what 1.1 deprecates and 1.2 does not have any more. A plus: a type that 1.0 does not have. What is read stands in the
 * tables of the dialect (events/), which follow the senders, not the specification.
 */
const TYPES = `
Annotation Bookmarked Highlighted Shared Tagged | Attached Classified Commented Described Disliked Identified Liked Linked Questioned Ranked Recommended Replied Subscribed
Assessment Started Paused Resumed Restarted Reset Submitted
AssessmentItem Started Skipped Completed | Reviewed Viewed
Assignable Activated Deactivated Started Completed Submitted Reviewed | Abandoned Hid Showed
+Feedback Commented Ranked
+Forum Subscribed Unsubscribed
+Grade Graded
Media Started Ended Paused Resumed Restarted ForwardedTo JumpedTo ChangedResolution ChangedSize ChangedSpeed ChangedVolume EnabledClosedCaptioning DisabledClosedCaptioning EnteredFullScreen ExitedFullScreen Muted Unmuted OpenedPopout ClosedPopout | Rewound
+Message MarkedAsRead MarkedAsUnread Posted
Navigation NavigatedTo
Outcome | Graded
+Questionnaire Started Submitted
+QuestionnaireItem Started Skipped Completed
Reading | NavigatedTo Searched Viewed
+ResourceManagement Archived Copied Created Deleted Described Downloaded Modified Printed Published Restored Retrieved Saved Unpublished Uploaded
+Search Searched
Session LoggedIn LoggedOut TimedOut
+Survey OptedIn OptedOut
+SurveyInvitation Accepted Declined Sent
+Thread Created MarkedAsRead MarkedAsUnread
+ToolLaunch Launched Returned
+ToolUse Used
View Viewed`;

/** Actions that the specification has for the generic Event alone. */
const GENERIC = 'Accessed Added Removed';

const BY_VERSION: readonly ReadonlyMap<string, ReadonlySet<string>>[] = [0, 1, 2].map(tableOf);

function tableOf(minor: number): ReadonlyMap<string, ReadonlySet<string>> {
  const table = new Map<string, Set<string>>();
  const every = new Set(GENERIC.split(' '));
  for (const [, since, name, now = '', before = ''] of TYPES.matchAll(/^(\+?)(\w+) ?([^|\n]*)(?:\| (.*))?$/gm)) {
    const actions = new Set(`${now} ${minor < 2 ? before : ''}`.trim().split(/ +/));
    if (!(minor === 0 && since === '+') && !actions.has('')) table.set(`${name}Event`, actions);
    for (const action of `${now} ${before}`.trim().split(/ +/)) every.add(action);
  }
  return table.set('Event', every);
}

/** Actions that an event of this type may have; undefined for a type that the version does not have. @param minor 0, 1, 2: of 1.0 to 1.2 */
export function actionsOf(type: string | null, minor: number): ReadonlySet<string> | undefined {
  return type === null ? undefined : BY_VERSION[minor]?.get(type);
}

/** 1.2, section 4: an event may say of which profile it is. */
export const PROFILES: ReadonlySet<string> = new Set(
  'Annotation Assessment Assignable Feedback Forum General Grading Media Reading ResourceManagement Search Session Survey ToolLaunch ToolUse'
    .split(' ')
    .map((name) => `${name}Profile`),
);
