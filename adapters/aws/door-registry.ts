import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Fault } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Registry } from '#core/ports/registry.ts';
import { describeCourses } from './registry/course-tellings.ts';
import { claimCourses } from './registry/courses.ts';
import { noteRefusals } from './registry/refusals.ts';
import { rememberedCourses } from './registry/remembered-courses.ts';
import { rememberedSources } from './registry/remembered-sources.ts';
import { sourceById, sourceBySecret } from './registry/sources.ts';
import { Table } from './registry/table.ts';

/** Courses remembered at once. */
const MOST_COURSES = 50_000;

/**
 * The registry as the doors need it: who sends, which courses there are, who was refused. What else the port has is refused with the fault
 * `registry_unavailable`: the code of learners, joins and forgetting would take 17 KB of receive's bundle, and receive's role may not touch them.
 */
export function doorRegistry(client: DynamoDBClient, name: string, clock: Clock): Registry {
  const table = new Table(client, name);
  const { source, sourceBySecret: bySecret } = rememberedSources(
    { source: (id) => sourceById(table, id), sourceBySecret: (hash) => sourceBySecret(table, hash) },
    clock,
  );
  return {
    ...NOT_AT_A_DOOR,
    source,
    sourceBySecret: bySecret,
    ...rememberedCourses({ claimCourses: (claims) => claimCourses(table, claims) }, clock, MOST_COURSES),
    describeCourses: (tellings) => describeCourses(table, tellings),
    noteRefusals: (day, id, count) => noteRefusals(table, day, id, count),
  };
}

const refused = (): Promise<never> => Promise.reject(new Fault('registry_unavailable', 'no door does that'));

/** Named one by one, so that whatever the port comes to have must be put on one of the two sides. */
const NOT_AT_A_DOOR = {
  addSource: refused,
  sources: refused,
  addSecret: refused,
  dropSecrets: refused,
  revokeSource: refused,
  setJwksUrl: refused,
  courses: refused,
  refusals: refused,
  lookup: refused,
  learner: refused,
  learnerCourses: refused,
  change: refused,
  widen: refused,
  firstReceived: refused,
  forget: refused,
  extendMark: refused,
  fences: refused,
  pendingSweeps: refused,
  swept: refused,
};
