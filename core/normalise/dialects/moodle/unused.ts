import type { JsonObject, UnusedKeys } from '../../dialect.ts';
import type { Entry, Thing } from './entry.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Columns of the log table that are read. */
const READ = words(`
  moodle_log id eventname objecttable objectid contextlevel contextinstanceid userid courseid relateduserid anonymous timecreated realuserid
`);

/** Columns that are dropped: some repeat the event's name, the others are of no use to research or lead to a person. */
const DROPPED = words('component action target crud edulevel contextid origin ip');

/** Members of `other` that Moodle's own events have. */
const OTHER = words(`
  amount anonymous areaids assessmentid attempt attemptid badgeissuedid cmid cmivalue cmielement code completionstate competencyid content
  contentid courseid courseids currentgrade customid discussion discussionid enrol expiredate extrauserinfo feedbackid finalgrade forumid
  forumtype fullname groupid groupmode hidden instanceid instances itemid itemtype key lesson loadedcontent loginfailures mode modname name
  newvalue oldvalue onlinetextwordcount overridden overrideby page pageid pagetype pathnamehashes postid prevgrade publiclyvisible q query
  quizid reason relateduserid reportname requestid sessionid shortname slot snapshotid sectionnum searchterm shared status submissionattempt
  submissionfilename submissionfilesize submissionid submissionstatus subject subwikiid tab templateid timeend timestart title triggerfrom
  type updatedfields url userid username viewtype wikiid workshopid
`);

const UNKNOWN = '(unknown)';

/** Counts what a row does not take in: columns, and members of `other`. @param other null: it could not be read */
export function tellUnused(item: JsonObject, other: JsonObject | null, entry: Entry, unused: UnusedKeys): void {
  for (const key in item) {
    if (key !== 'other' && !READ.has(key)) unused(DROPPED.has(key) ? key : UNKNOWN);
  }
  if (other === null) unused('other');
  const taken = keysOf(entry);
  for (const key in other) {
    if (!taken.has(key)) unused(OTHER.has(key) ? `other.${key}` : UNKNOWN);
  }
}

function keysOf({ facts, object, parent, by }: Entry): ReadonlySet<string> {
  const keys = new Set(facts.map(([, key]) => key));
  for (const thing of [object, parent]) if (isOther(thing)) keys.add(thing.from.other);
  if (by !== null) keys.add(by.key);
  return keys;
}

function isOther(thing: Thing | 'module' | null): thing is Thing & { readonly from: { readonly other: string } } {
  return thing !== null && thing !== 'module' && typeof thing.from === 'object';
}
