import { Fault } from '#core/errors.ts';
import type { Fence, Forgetting, LearnerRecord, Mark } from '#core/ports/registry.ts';
import type { AliasToken } from '#core/pseudonymise/pseudonym.ts';
import type { RegistryDatabase } from './database.ts';
import { storeFence } from './fences.ts';

/**
 * One write: marks, fences, the aliases unlinked, the salts destroyed where the kind says so. Doing it again changes nothing.
 *
 * @throws Fault `registry_contended` when the learner was joined to another, or came into a course without a fence, since the
 *   forgetting was planned: resolve the person again. Also when the salt is destroyed but a reader still keeps old pages: try again.
 */
export function forget(database: RegistryDatabase, { learner, mark, fences }: Forgetting): void {
  const destroys = mark.kind === 'erase' || mark.kind === 'deidentify';
  database.writing(() => {
    const known = database.get<{ number: number; status: LearnerRecord['status'] }>(
      'SELECT number, status FROM learners WHERE id = ?',
      learner,
    );
    if (known !== undefined) refuseIfMoved(database, known.number, known.status, fences);
    for (const fence of fences) storeFence(database, fence, known?.number ?? null);
    if (known === undefined) return;
    markAliases(database, known.number, mark);
    database.run('DELETE FROM aliases WHERE learner = ?', known.number);
    database.run("UPDATE learners SET status = 'forgotten', revision = revision + 1 WHERE number = ?", known.number);
    if (destroys) destroySalts(database, known.number);
  });
  if (destroys && !database.emptyJournal()) throw new Fault('registry_contended');
}

/** Marks names that nobody bears. */
export function extendMark(database: RegistryDatabase, aliases: readonly AliasToken[], { kind, at, expiresAt }: Mark): void {
  const sql = `
    INSERT INTO marks SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (SELECT 1 FROM aliases WHERE alias = ?1)
    ON CONFLICT DO UPDATE SET at = max(at, excluded.at), expires_at = max(expires_at, excluded.expires_at)`;
  database.writing(() => {
    for (const alias of aliases) database.run(sql, alias, kind, at, expiresAt);
  });
}

/** A fence too few would leave rows behind for ever, because the salt that names them is gone. */
function refuseIfMoved(database: RegistryDatabase, learner: number, status: LearnerRecord['status'], fences: readonly Fence[]): void {
  if (status === 'joined') throw new Fault('registry_contended');
  const fenced = new Set(fences.map((fence) => fence.courseKey));
  const courses = database.all<{ course_key: string }>('SELECT course_key FROM activity WHERE learner = ?', learner);
  if (courses.some((course) => !fenced.has(course.course_key))) throw new Fault('registry_contended');
}

/** One mark per alias and kind: an erasure does not lift the objection that stands beside it. */
function markAliases(database: RegistryDatabase, learner: number, { kind, at, expiresAt }: Mark): void {
  const sql = `
    INSERT INTO marks SELECT alias, ?, ?, ? FROM aliases WHERE learner = ?
    ON CONFLICT DO UPDATE SET at = max(at, excluded.at), expires_at = max(expires_at, excluded.expires_at)`;
  database.run(sql, kind, at, expiresAt, learner);
}

/**
 * The learner's salt and those of all who turned out to be the same person: their sessions and objects still carry tokens of the old salts.
 * What was known of their courses goes too; the fences keep the days that are still to be swept.
 */
function destroySalts(database: RegistryDatabase, learner: number): void {
  const persons = `
    WITH RECURSIVE person (number) AS (
      SELECT ?1 UNION SELECT l.number FROM learners l JOIN person p ON l.joined_to = p.number
    )`;
  const raised = "UPDATE learners SET salt = NULL, status = 'forgotten', revision = revision + 1";
  database.run(`${persons} ${raised} WHERE number IN (SELECT number FROM person) AND salt IS NOT NULL`, learner);
  database.run(`${persons} DELETE FROM activity WHERE learner IN (SELECT number FROM person)`, learner);
}
