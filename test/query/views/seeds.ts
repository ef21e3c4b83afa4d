import { readFileSync } from 'node:fs';
import type { Row } from '#core/dataset/columns.ts';
import { dayNumber, dayOf } from '#core/dataset/layout.ts';
import { row } from '../../support/rows.ts';

/** A row of a seed: columns by name; `*`: of everybody else in the course. */
interface Seed extends Partial<Omit<Row, 'learner'>> {
  readonly learner: string | null;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly why?: string;
}

const ARRIVAL = Date.UTC(2026, 2, 1, 12);
const seedOf = (view: string): readonly Seed[] => JSON.parse(readFileSync(new URL(`${view}.seed.json`, import.meta.url), 'utf8'));

/** The learners whom a seed names, teachers aside: whoever is one in any of its rows. */
function namedIn(seeds: readonly Seed[]): string[] {
  const teaching = new Set(seeds.filter(({ role }) => role === 'instructor' || role === 'staff').map(({ learner }) => learner));
  const learners = seeds.map(({ learner }) => learner).filter((name) => name !== null && name !== '*' && !teaching.has(name));
  return [...new Set(learners)] as string[];
}

/** Learners of a seed who are only there to be many. */
export const isOther = (learner: unknown): boolean => String(learner).startsWith('other-');

/**
 * The rows of a view's seed by UTC day, in a course of its named learners and enough others.
 *
 * @param learners in the course
 * @param others rows of `*` are theirs
 */
export function seedRows(view: string, learners: number, courseId = 'course-v1:Sorbonne+BIO101+2026'): ReadonlyMap<string, readonly Row[]> {
  const seeds = seedOf(view);
  const others = Array.from({ length: learners - namedIn(seeds).length }, (_, n) => `other-${n}`);
  const all = [
    ...others.map((learner): Seed => ({ learner, at: new Date(ARRIVAL).toISOString(), category: 'other', action: 'other' })),
    ...seeds.flatMap((seed) => (seed.learner === '*' ? others.map((learner) => ({ ...seed, learner })) : [seed])),
  ];
  const rows = all.map(({ why: _, at, learner, ...columns }, i) => {
    const time = Date.parse(at);
    const who = learner as Row['learner'];
    return row(`e1${view}${String(i).padStart(4, '0')}`, {
      ...columns,
      learner: who,
      time,
      received_on: dayNumber(time),
      course_id: courseId,
    });
  });
  return Map.groupBy(rows, ({ time }) => dayOf(time));
}
