import type { AliasLink, LearnerChange } from '#core/ports/registry.ts';
import type { RegistryDatabase } from './database.ts';
import { storeFence } from './fences.ts';

type Create = Extract<LearnerChange, { kind: 'create' }>;
type Link = Extract<LearnerChange, { kind: 'link' }>;
type Join = Extract<LearnerChange, { kind: 'join' }>;

/** Applies or refuses each change on its own, all in one transaction: one wait for the disk, however many there are. */
export function change(database: RegistryDatabase, changes: readonly LearnerChange[]): boolean[] {
  return database.writing(() => changes.map((one) => apply(database, one)));
}

/** Each kind checks everything before it writes anything, so that a refusal leaves nothing to undo. */
function apply(database: RegistryDatabase, one: LearnerChange): boolean {
  if (one.kind === 'create') return create(database, one);
  if (one.kind === 'link') return link(database, one);
  return join(database, one);
}

function create(database: RegistryDatabase, { id, salt, at, aliases }: Create): boolean {
  if (someNamed(database, aliases)) return false;
  const sql = 'INSERT INTO learners (id, salt, created_at, last_activity) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING number';
  const created = database.get<{ number: number }>(sql, id, salt, at, at);
  if (created === undefined) return false;
  point(database, aliases, created.number);
  return true;
}

function link(database: RegistryDatabase, { learner, revision, aliases }: Link): boolean {
  const number = unmoved(database, learner, revision);
  if (number === null || someNamed(database, aliases)) return false;
  point(database, aliases, number);
  raise(database, number);
  return true;
}

function join(database: RegistryDatabase, plan: Join): boolean {
  const winner = unmoved(database, plan.winner, plan.winnerRevision);
  const loser = unmoved(database, plan.loser, plan.loserRevision);
  if (winner === null || loser === null || winner === loser) return false;
  for (const fence of plan.fences) storeFence(database, fence, loser);
  database.run('UPDATE aliases SET learner = ? WHERE learner = ?', winner, loser);
  database.run("UPDATE learners SET status = 'joined', joined_to = ? WHERE number = ?", winner, loser);
  inheritActivity(database, winner, loser);
  raise(database, winner);
  raise(database, loser);
  return true;
}

/** The loser's rows are the winner's from now on: whoever forgets the winner must find their days. */
function inheritActivity(database: RegistryDatabase, winner: number, loser: number): void {
  const days = `
    INSERT INTO activity SELECT ?, course_key, first_day, last_day FROM activity WHERE learner = ?
    ON CONFLICT DO UPDATE SET first_day = min(first_day, excluded.first_day), last_day = max(last_day, excluded.last_day)`;
  database.run(days, winner, loser);
  const last =
    'UPDATE learners SET last_activity = max(last_activity, (SELECT last_activity FROM learners WHERE number = ?)) WHERE number = ?';
  database.run(last, loser, winner);
}

function someNamed(database: RegistryDatabase, aliases: readonly AliasLink[]): boolean {
  return aliases.some(({ alias }) => database.get('SELECT 1 AS named FROM aliases WHERE alias = ?', alias) !== undefined);
}

function point(database: RegistryDatabase, aliases: readonly AliasLink[], learner: number): void {
  // A change may name an alias twice.
  const sql = 'INSERT INTO aliases VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET is_user_id = max(is_user_id, excluded.is_user_id)';
  for (const { alias, isUserId } of aliases) database.run(sql, alias, learner, isUserId ? 1 : 0);
}

/** The learner's number if nothing about the learner changed since it was read; else null. */
function unmoved(database: RegistryDatabase, id: string, revision: number): number | null {
  const sql = "SELECT number FROM learners WHERE id = ? AND revision = ? AND status = 'active'";
  return database.get<{ number: number }>(sql, id, revision)?.number ?? null;
}

function raise(database: RegistryDatabase, learner: number): void {
  database.run('UPDATE learners SET revision = revision + 1 WHERE number = ?', learner);
}
