import type { QueryResult } from '#core/ports/query-engine.ts';
import { enough, OF_LEARNERS } from '#core/query/small-groups.ts';

/** What was done in this dataset, in courses where ten learners or more did it. */
export interface Count {
  readonly category: string;
  readonly action: string;
  readonly events: number;
  /** Counted in each course by itself: nobody can tell who takes two. */
  readonly learners: number;
}

/**
 * Groups of fewer than ten learners fall out where they stand, in their course, before anything is added up: neither ten persons who
 * are five in two courses, nor a total less its parts, tells of them.
 */
export const COUNTS_SQL = `SELECT category, action, CAST(sum(events) AS BIGINT) AS events, CAST(sum(learners) AS BIGINT) AS learners
FROM (
  SELECT course, category, action, count(*) AS events, count(DISTINCT learner) AS learners
  FROM events
  WHERE ${OF_LEARNERS}
  GROUP BY course, category, action
  ${enough()}
) AS groups
GROUP BY category, action
ORDER BY category, action`;

export function countsOf({ rows }: QueryResult): Count[] {
  return rows.map(([category, action, events, learners]) => ({
    category: String(category),
    action: String(action),
    events: Number(events),
    learners: Number(learners),
  }));
}
