import { SHARDS } from '../names.ts';

/** Calls that share the shards: those of one call wait for their stores together, and that time is paid once. */
const CALLS = 4;

/** The shards of each call. */
export const MERGE_CALLS: readonly (readonly number[])[] = Array.from({ length: CALLS }, (_, call) =>
  Array.from({ length: SHARDS }, (_shard, shard) => shard).filter((shard) => shard % CALLS === call),
);
