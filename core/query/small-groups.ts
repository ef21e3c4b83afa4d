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

/** Rows of learners, and of nobody known: teachers and staff are not whom researchers ask about. */
export const OF_LEARNERS = `(role IS NULL OR role = 'learner')`;
