import { Fault } from '#core/errors.ts';
import type { CourseRecord } from '#core/ports/registry.ts';
import type { RegistryDatabase } from './database.ts';

type CourseRow = { course_key: string; slug: string; source: string; course_id: string; key_version: number };

const FIND = 'SELECT * FROM courses WHERE course_key = ?';

/** One wait for the disk for all new courses together, and none when all are known. */
export function claimCourses(database: RegistryDatabase, claims: readonly CourseRecord[]): CourseRecord[] {
  const known = claims.map(({ courseKey }) => database.get<CourseRow>(FIND, courseKey));
  if (known.every((row) => row !== undefined)) return known.map(toRecord);
  return database.writing(() => claims.map((claim) => claimOne(database, claim)));
}

function claimOne(database: RegistryDatabase, { courseKey, slug, source, courseId, keyVersion }: CourseRecord): CourseRecord {
  database.run('INSERT INTO courses VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', courseKey, slug, source, courseId, keyVersion);
  const claimed = database.get<CourseRow>(FIND, courseKey);
  // Nothing under this course key: the slug was in the way.
  if (claimed === undefined) throw new Fault('slug_taken');
  return toRecord(claimed);
}

export function allCourses(database: RegistryDatabase): CourseRecord[] {
  return database.all<CourseRow>('SELECT * FROM courses ORDER BY course_key').map(toRecord);
}

function toRecord(row: CourseRow): CourseRecord {
  return { courseKey: row.course_key, slug: row.slug, source: row.source, courseId: row.course_id, keyVersion: row.key_version };
}
