import type { Refusals } from '#core/ports/registry.ts';
import type { RegistryDatabase } from './database.ts';

/** Days for which refused requests are counted. */
const KEPT_DAYS = 30;
/** Where a source's id would stand: no id is empty. */
const NOBODY = '';

export function noteRefusals(database: RegistryDatabase, day: string, source: string | null, count: number): void {
  const add = `
    INSERT INTO refusals VALUES (?1, coalesce((SELECT id FROM sources WHERE id = ?2), '${NOBODY}'), ?3)
    ON CONFLICT DO UPDATE SET count = count + excluded.count`;
  database.writing(() => {
    database.run(`DELETE FROM refusals WHERE day <= date(?, '-${KEPT_DAYS} days')`, day);
    database.run(add, day, source, count);
  });
}

export function refusals(database: RegistryDatabase, sinceDay: string): Refusals[] {
  const sql = 'SELECT day, source, count FROM refusals WHERE day >= ? ORDER BY day, source';
  return database
    .all<{ day: string; source: string; count: number }>(sql, sinceDay)
    .map(({ day, source, count }) => ({ day, source: source === NOBODY ? null : source, count }));
}
