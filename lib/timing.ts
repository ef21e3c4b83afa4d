import { Duration } from 'aws-cdk-lib';

/** A group of 10,000 lines takes seconds; the rest is for throttled stores. */
export const PROCESS_TIMEOUT = Duration.minutes(2);

/** A merge stops by itself before; the fences' 30 minutes (SETTLE_MS) must stay longer than this. */
export const MERGE_TIMEOUT = Duration.minutes(10);
