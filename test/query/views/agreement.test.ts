import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Row } from '#core/dataset/columns.ts';
import { dayOf } from '#core/dataset/layout.ts';
import { row, SLUG } from '../../support/rows.ts';
import { directoryLake } from '../lake.ts';

const START = Date.UTC(2026, 2, 2, 22);
const act = fc.record({
  learner: fc.integer({ min: 0, max: 11 }).map((n) => `p1${n}` as Row['learner']),
  time: fc
    .oneof(
      fc.integer({ min: 0, max: 3 * 3_600_000 }),
      fc.integer({ min: 0, max: 360 }).map((n) => n * 60_000),
    )
    .map((ms) => START + ms),
  category: fc.constantFrom('video', 'video', 'assessment', 'navigation', 'forum'),
  action: fc.constantFrom('played', 'played', 'paused', 'seeked', 'answered', 'viewed', 'posted'),
  object_id: fc.constantFrom('a', 'b', null),
  media_time_s: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constant(null)),
  media_from_s: fc.integer({ min: 0, max: 60 }),
  media_to_s: fc.integer({ min: 0, max: 60 }),
  success: fc.constantFrom(true, false, null),
});
const acts = fc.array(act as fc.Arbitrary<Partial<Row>>, { minLength: 40, maxLength: 200 });

async function tablesOf(changes: readonly Partial<Row>[], asked: Readonly<Record<string, string>>) {
  const lake = directoryLake();
  try {
    const present = Array.from(
      { length: 12 },
      (_, n): Partial<Row> => ({ learner: `p1${n}` as Row['learner'], time: START, category: 'other', action: 'other' }),
    );
    const rows = [...present, ...changes].map((change, i) => row(`e1${i}`, change));
    for (const [day, ofDay] of Map.groupBy(rows, ({ time }) => dayOf(time))) await lake.place(SLUG, day, ofDay);
    const answers: Record<string, readonly (readonly unknown[])[]> = {};
    for (const [name, sql] of Object.entries(asked)) answers[name] = (await lake.engine.run(sql)).rows;
    return { rows, answers };
  } finally {
    lake.close();
  }
}

const SUMS = 'learner, sum(events), sum(page_views), sum(video_plays), sum(answers), sum(right_answers), sum(forum_posts)';

it('days and sessions of a learner add up to what the whole course says', () =>
  fc.assert(
    fc.asyncProperty(acts, async (changes) => {
      const { rows, answers } = await tablesOf(changes, {
        whole: `SELECT ${SUMS}, sum(sessions), round(sum(dwell_s), 3) FROM person_course GROUP BY learner ORDER BY learner`,
        days: `SELECT ${SUMS}, sum(sessions), round(sum(dwell_s), 3) FROM person_course_day GROUP BY learner ORDER BY learner`,
        sessions: `SELECT ${SUMS}, count(*), round(sum(duration_s), 3) FROM sessions GROUP BY learner ORDER BY learner`,
      });
      expect(answers['days']).toEqual(answers['whole']);
      expect(answers['sessions']?.map((line) => line.map(Number))).toEqual(answers['whole']?.map((line) => line.map(Number)));
      expect(answers['whole']?.reduce((sum, line) => sum + Number(line[1]), 0)).toBe(rows.length);
    }),
    { numRuns: 6 },
  ));

it('what was watched less what was repeated is what was seen at least once, to the second', () =>
  fc.assert(
    fc.asyncProperty(acts, async (changes) => {
      const { answers } = await tablesOf(changes, {
        segments: 'SELECT learner || video, from_s, to_s, watched_s, repeated_s FROM video_segments WHERE to_s IS NOT NULL',
      });
      for (const segments of Map.groupBy(answers['segments'] ?? [], ([of]) => of).values()) {
        const seen = new Set(
          segments.flatMap(([, from, to]) => Array.from({ length: Number(to) - Number(from) }, (_, s) => Number(from) + s)),
        );
        expect(segments.reduce((sum, [, , , watched, repeated]) => sum + Number(watched) - Number(repeated), 0)).toBe(seen.size);
      }
    }),
    { numRuns: 6 },
  ));
