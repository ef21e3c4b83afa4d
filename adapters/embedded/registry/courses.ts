import { Fault } from '#core/errors.ts';
import { retold, TOLD_MEMBERS, type ToldMembers, toldOf } from '#core/ports/course-tellings.ts';
import type { CourseClaim, CourseRecord, CourseTelling } from '#core/ports/registry.ts';
import type { RegistryDatabase } from './database.ts';

type ToldColumns = Record<string, string | number | null>;
type CourseRow = ToldColumns & { course_key: string; slug: string; source: string; course_id: string; key_version: number };

const FIND = 'SELECT * FROM courses WHERE course_key = ?';
const INSERT = 'INSERT INTO courses (course_key, slug, source, course_id, key_version) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';
const TELL = `UPDATE courses SET ${TOLD_MEMBERS.map((member) => `${member} = ?, ${member}_at = ?`).join(', ')} WHERE course_key = ?`;

/** One wait for the disk for all new courses together, and none when all are known. */
export function claimCourses(database: RegistryDatabase, claims: readonly CourseClaim[]): CourseClaim[] {
  const known = claims.map(({ courseKey }) => database.get<CourseRow>(FIND, courseKey));
  if (known.every((row) => row !== undefined)) return known.map(toClaim);
  return database.writing(() => claims.map((claim) => claimOne(database, claim)));
}

function claimOne(database: RegistryDatabase, { courseKey, slug, source, courseId, keyVersion }: CourseClaim): CourseClaim {
  database.run(INSERT, courseKey, slug, source, courseId, keyVersion);
  const claimed = database.get<CourseRow>(FIND, courseKey);
  // Nothing under this course key: the slug was in the way.
  if (claimed === undefined) throw new Fault('slug_taken');
  return toClaim(claimed);
}

export function allCourses(database: RegistryDatabase): CourseRecord[] {
  return database.all<CourseRow>('SELECT * FROM courses ORDER BY course_key').map(toRecord);
}

/** No wait for the disk when nothing new is told. */
export function describeCourses(database: RegistryDatabase, tellings: readonly CourseTelling[]): (CourseRecord | null)[] {
  if (tellings.some((telling) => isNews(database, telling))) {
    database.writing(() => {
      for (const telling of tellings) tell(database, telling);
    });
  }
  return tellings.map(({ courseKey }) => {
    const row = database.get<CourseRow>(FIND, courseKey);
    return row === undefined ? null : toRecord(row);
  });
}

function isNews(database: RegistryDatabase, telling: CourseTelling): boolean {
  const known = knownOf(database, telling.courseKey);
  return known !== null && retold(known, telling) !== known;
}

function tell(database: RegistryDatabase, telling: CourseTelling): void {
  const known = knownOf(database, telling.courseKey);
  if (known === null) return;
  const now = retold(known, telling);
  const values = TOLD_MEMBERS.flatMap((member) => [now[member]?.value ?? null, now[member]?.at ?? null]);
  if (now !== known) database.run(TELL, ...values, telling.courseKey);
}

function knownOf(database: RegistryDatabase, courseKey: string): ToldMembers | null {
  const row = database.get<CourseRow>(FIND, courseKey);
  return row === undefined ? null : membersOf(row);
}

function membersOf(row: CourseRow): ToldMembers {
  const told = TOLD_MEMBERS.flatMap((member) => {
    const at = row[`${member}_at`];
    return typeof at === 'number' ? [[member, { value: row[member] ?? null, at }]] : [];
  });
  return Object.fromEntries(told);
}

function toClaim(row: CourseRow): CourseClaim {
  return { courseKey: row.course_key, slug: row.slug, source: row.source, courseId: row.course_id, keyVersion: row.key_version };
}

function toRecord(row: CourseRow): CourseRecord {
  return { ...toClaim(row), ...toldOf(membersOf(row)) };
}
