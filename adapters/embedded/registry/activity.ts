import type { Activity } from '#core/ports/registry.ts';
import type { RegistryDatabase } from './database.ts';

/** False for each learner that is no longer active. Writes only what widens. */
export function widen(database: RegistryDatabase, activities: readonly Activity[]): boolean[] {
  return database.writing(() => activities.map((activity) => widenOne(database, activity)));
}

function widenOne(database: RegistryDatabase, { learner, courseKey, firstDay, lastDay, lastActivity }: Activity): boolean {
  const find = "SELECT number, last_activity FROM learners WHERE id = ? AND status = 'active'";
  const known = database.get<{ number: number; last_activity: number }>(find, learner);
  if (known === undefined) return false;
  const insert = 'INSERT INTO activity VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING';
  if (database.run(insert, known.number, courseKey, firstDay, lastDay) === 1) {
    // A join or a forgetting planned before now knows nothing of this course: the revision refuses it.
    database.run('UPDATE learners SET revision = revision + 1 WHERE number = ?', known.number);
  } else {
    const update = `
      UPDATE activity SET first_day = min(first_day, ?1), last_day = max(last_day, ?2)
      WHERE learner = ?3 AND course_key = ?4 AND (first_day > ?1 OR last_day < ?2)`;
    database.run(update, firstDay, lastDay, known.number, courseKey);
  }
  if (lastActivity > known.last_activity) {
    database.run('UPDATE learners SET last_activity = ? WHERE number = ?', lastActivity, known.number);
  }
  return true;
}
