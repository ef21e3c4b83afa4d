import type { Usage } from './price-lines.ts';

/**
 * What an installation costs in a month in which nobody posts, as the stacks make it; test/cost/fixed.test.ts counts it in their
 * templates. An alarm is paid for each metric that it looks at. A metric is paid by the hour in which it is told, so an idle month
 * costs less. Each yearly rotation of the data key adds a key-month, twice at most.
 */
export const FIXED = {
  kms_key_months: 2,
  alarm_months: 20,
  dashboard_months: 1,
  /** Lines, LinesRejected, MergeLagSeconds, KeyMisuse, and those of TOLD_BY_FUNCTIONS. */
  metric_months: 7,
} as const satisfies Usage;

/** Memory of each function, MB, by its folder under lambdas/. */
export const MEMORY_MB = { receive: 512, process: 1769, merge: 1024, replay: 1769, redrive: 256, query: 512 } as const;
