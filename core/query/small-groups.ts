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

/** Rows of learners, and of nobody known, that stand: teachers and staff are not whom researchers ask about. A condition on `events`. */
export const OF_LEARNERS = `(role IS NULL OR role = 'learner') AND ${NOT_VOIDED}`;
