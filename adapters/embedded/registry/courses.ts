import { Fault } from '#core/errors.ts';
import type { CourseRecord } from '#core/ports/registry.ts';
import type { RegistryDatabase } from './database.ts';

type CourseRow = { course_key: string; slug: string; source: string; course_id: string; key_version: number };

export function claimCourse(database: RegistryDatabase, claim: CourseRecord): CourseRecord {
  const find = 'SELECT * FROM courses WHERE course_key = ?';
  const known = database.get<CourseRow>(find, claim.courseKey);
  if (known !== undefined) return toRecord(known);
  return database.writing(() => {
    const { courseKey, slug, source, courseId, keyVersion } = claim;
    database.run('INSERT INTO courses VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', courseKey, slug, source, courseId, keyVersion);
    const claimed = database.get<CourseRow>(find, courseKey);
    // Nothing under this course key: the slug was in the way.
    if (claimed === undefined) throw new Fault('slug_taken');
    return toRecord(claimed);
  });
}

export function allCourses(database: RegistryDatabase): CourseRecord[] {
  return database.all<CourseRow>('SELECT * FROM courses ORDER BY course_key').map(toRecord);
}

function toRecord(row: CourseRow): CourseRecord {
  return { courseKey: row.course_key, slug: row.slug, source: row.source, courseId: row.course_id, keyVersion: row.key_version };
}
