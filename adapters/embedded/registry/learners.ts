import type { AliasRecord, CourseDays, LearnerRecord, Mark } from '#core/ports/registry.ts';
import type { AliasToken } from '#core/pseudonymise/pseudonym.ts';
import type { RegistryDatabase } from './database.ts';

type LearnerRow = {
  id: string;
  salt: Uint8Array | null;
  status: LearnerRecord['status'];
  joined_to: string | null;
  created_at: number;
  revision: number;
  user_ids: number;
};
type MarkRow = { kind: Mark['kind']; at: number; expires_at: number };

const LEARNER = `
  l.id, l.salt, l.status, l.created_at, l.revision,
  (SELECT id FROM learners WHERE number = l.joined_to) AS joined_to,
  (SELECT count(*) FROM aliases WHERE learner = l.number AND is_user_id = 1) AS user_ids`;
const LEARNER_OF_ALIAS = `SELECT ${LEARNER} FROM aliases a JOIN learners l ON l.number = a.learner WHERE a.alias = ?`;
/** Of several marks the one that matters most: a standing objection or restriction, else the newest. */
const MARK_OF_ALIAS = `
  SELECT kind, at, expires_at FROM marks WHERE alias = ?
  ORDER BY kind IN ('object', 'restrict') DESC, at DESC, kind LIMIT 1`;

export function lookup(database: RegistryDatabase, aliases: readonly AliasToken[]): ReadonlyMap<AliasToken, AliasRecord> {
  return database.reading(() => {
    const found = new Map<AliasToken, AliasRecord>();
    for (const alias of aliases) {
      const learner = database.get<LearnerRow>(LEARNER_OF_ALIAS, alias);
      const mark = database.get<MarkRow>(MARK_OF_ALIAS, alias);
      if (learner === undefined && mark === undefined) continue;
      found.set(alias, {
        alias,
        learner: learner === undefined ? null : toLearner(learner),
        mark: mark === undefined ? null : toMark(mark),
      });
    }
    return found;
  });
}

export function learnerById(database: RegistryDatabase, id: string): LearnerRecord | null {
  const row = database.get<LearnerRow>(`SELECT ${LEARNER} FROM learners l WHERE l.id = ?`, id);
  return row === undefined ? null : toLearner(row);
}

export function learnerCourses(database: RegistryDatabase, id: string): CourseDays[] {
  const sql = `
    SELECT course_key, first_day, last_day FROM activity
    WHERE learner = (SELECT number FROM learners WHERE id = ?) ORDER BY course_key`;
  return database
    .all<{ course_key: string; first_day: string; last_day: string }>(sql, id)
    .map((row) => ({ courseKey: row.course_key, firstDay: row.first_day, lastDay: row.last_day }));
}

function toLearner(row: LearnerRow): LearnerRecord {
  return {
    id: row.id,
    salt: row.salt,
    status: row.status,
    joinedTo: row.joined_to,
    createdAt: row.created_at,
    revision: row.revision,
    userIds: row.user_ids,
  };
}

function toMark(row: MarkRow): Mark {
  return { kind: row.kind, at: row.at, expiresAt: row.expires_at };
}
