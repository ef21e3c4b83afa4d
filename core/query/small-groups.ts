/** Fewer learners than these are never shown, as a course or as a group within one. */
export const LEAST_LEARNERS = 10;

/**
 * The clause that withholds groups of too few learners. Everything that shows other than single rows of `events` ends a grouping by it.
 *
 * @param learner expression whose distinct values are the group's learners
 */
export function enough(learner = 'learner'): string {
  return `HAVING count(DISTINCT ${learner}) >= ${LEAST_LEARNERS}`;
}

/** What was sent by mistake and taken back (xAPI 1.0.3, part two, 2.3.2): a row of its own names the one that it voids. */
const NOT_VOIDED = `event_id NOT IN (SELECT object_id FROM events WHERE action = 'voided' AND object_id IS NOT NULL)`;

/**
 * Whoever is known to teach or to run a course by one row is no learner of it by the others, most of which tell no role: a teacher who reads
 * a page must not help a course over the threshold. A token is of one course, so it alone names the learner of the course.
 *
 * Plain enough for every engine: one column, no row values, no correlation, and no null on either side of NOT IN.
 */
const notTeaching = (rows: string): string =>
  `coalesce(learner, '') NOT IN (SELECT learner FROM ${rows} WHERE role IN ('instructor', 'staff') AND learner IS NOT NULL)`;

/**
 * Rows of learners, and of nobody known.
 *
 * @param rows table that has all rows, those of other roles too: without them nobody could tell who teaches
 */
export const ofLearners = (rows: string): string => `(role IS NULL OR role = 'learner') AND ${notTeaching(rows)}`;

/** Rows of learners, and of nobody known, that stand: teachers and staff are not whom researchers ask about. A condition on `events`. */
export const OF_LEARNERS = `${ofLearners('events')} AND ${NOT_VOIDED}`;
