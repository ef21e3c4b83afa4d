import type { CourseDays, Fence, Sweep } from '#core/ports/registry.ts';
import type { LearnerToken } from '#core/pseudonymise/pseudonym.ts';
import type { RegistryDatabase } from './database.ts';

/** The days to sweep where the registry knows of none: all that an event's time may be. Too much work is better than a row left over. */
const ANY_DAY = { first_day: '2000-01-01', last_day: '9999-12-31' };

type DaysRow = { first_day: string; last_day: string };
type FenceRow = { course_key: string; learner: LearnerToken; kind: Fence['kind']; at: number; becomes: LearnerToken | null };

/** Stores the fence with the days on which `owner` (a learner's number; null when unknown) was in the course. A newer one is swept afresh. */
export function storeFence(database: RegistryDatabase, fence: Fence, owner: number | null): void {
  const find = 'SELECT first_day, last_day FROM activity WHERE learner = ? AND course_key = ?';
  const days = database.get<DaysRow>(find, owner, fence.courseKey) ?? ANY_DAY;
  const sql = `
    INSERT INTO fences VALUES (?, ?, ?, ?, ?, ?, ?, NULL)
    ON CONFLICT DO UPDATE SET at = excluded.at, becomes = excluded.becomes, swept_at = NULL,
      first_day = min(first_day, excluded.first_day), last_day = max(last_day, excluded.last_day)
    WHERE excluded.at > at`;
  const { courseKey, learner, kind, at, becomes } = fence;
  database.run(sql, courseKey, learner, kind, at, becomes, days.first_day, days.last_day);
}

export function fencesOf(database: RegistryDatabase, courseKey: string): Fence[] {
  const sql = 'SELECT course_key, learner, kind, at, becomes FROM fences WHERE course_key = ? ORDER BY at, learner, kind';
  return database.all<FenceRow>(sql, courseKey).map(toFence);
}

export function pendingSweeps(database: RegistryDatabase, now: number, settleMs: number): Sweep[] {
  const sql = `
    SELECT * FROM fences WHERE swept_at IS NULL OR (swept_at < at + ?1 AND at + ?1 <= ?2)
    ORDER BY at, course_key, learner, kind`;
  return database.all<FenceRow & DaysRow & { swept_at: number | null }>(sql, settleMs, now).map((row) => ({
    fence: toFence(row),
    days: { courseKey: row.course_key, firstDay: row.first_day, lastDay: row.last_day } satisfies CourseDays,
    sweptAt: row.swept_at,
  }));
}

/** Counts only for these very fences: one renewed meanwhile (a later `at`) stays pending. */
export function swept(database: RegistryDatabase, fences: readonly Fence[], at: number): void {
  const sql = `
    UPDATE fences SET swept_at = max(coalesce(swept_at, ?1), ?1)
    WHERE course_key = ?2 AND learner = ?3 AND kind = ?4 AND at = ?5`;
  database.writing(() => {
    for (const fence of fences) database.run(sql, at, fence.courseKey, fence.learner, fence.kind, fence.at);
  });
}

function toFence(row: FenceRow): Fence {
  return { courseKey: row.course_key, learner: row.learner, kind: row.kind, at: row.at, becomes: row.becomes };
}
