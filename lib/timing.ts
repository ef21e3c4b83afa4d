import { Duration } from 'aws-cdk-lib';

/** A group of 10,000 lines takes seconds; the rest is for throttled stores. */
export const PROCESS_TIMEOUT = Duration.minutes(2);

/** Thousands of dead letters, ten at a time; it stops before, and is called again. */
export const REDRIVE_TIMEOUT = Duration.minutes(5);

/** However often merges start: what is staged must be merged in one go. However seldom: the next one goes on. */
const MERGE_MINUTES = { least: 3, most: 10 };
/** What one course-day may take; lambdas/merge/handler.ts begins none when less is left. */
const COURSE_DAY_MINUTES = 2;

/**
 * A merge begins no course-day after the next one has started, which would do the same work beside it: the last one that it began may
 * overlap, and two at once do no harm. The fences' 30 minutes (SETTLE_MS) must stay longer than this.
 *
 * @param everyMinutes how often merges start, 1 to 60
 */
export function mergeTimeout(everyMinutes: number): Duration {
  return Duration.minutes(Math.min(MERGE_MINUTES.most, Math.max(MERGE_MINUTES.least, everyMinutes)) + COURSE_DAY_MINUTES);
}
