import type { DatabaseSync } from 'node:sqlite';
import { Fault } from '#core/errors.ts';

/**
 * The steps that lead from an empty file to today's schema; `user_version` counts those taken. A step once released never changes.
 * Times are ms since the epoch, days are YYYY-MM-DD text, aliases and learners are tokens: nothing here names a person.
 * Learners are numbered inside, because whole numbers make smaller and faster indexes than random ids.
 */
const STEPS: readonly string[] = [
  `
  CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    platform TEXT NOT NULL,
    policy TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    key_version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sources_by_secret ON sources (secret_hash);

  CREATE TABLE courses (
    course_key TEXT PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    course_id TEXT NOT NULL,
    key_version INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE learners (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    salt BLOB,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'joined', 'forgotten')),
    joined_to INTEGER REFERENCES learners,
    created_at INTEGER NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1,
    last_activity INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX learners_by_winner ON learners (joined_to) WHERE joined_to IS NOT NULL;

  CREATE TABLE aliases (
    alias TEXT PRIMARY KEY,
    learner INTEGER NOT NULL REFERENCES learners,
    is_user_id INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX aliases_by_learner ON aliases (learner, is_user_id);

  CREATE TABLE activity (
    learner INTEGER NOT NULL REFERENCES learners,
    course_key TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    PRIMARY KEY (learner, course_key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE marks (
    alias TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (alias, kind)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE fences (
    course_key TEXT NOT NULL,
    learner TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    becomes TEXT,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    swept_at INTEGER,
    PRIMARY KEY (course_key, learner, kind)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE first_receipts (
    event_id TEXT PRIMARY KEY,
    received INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX first_receipts_by_expiry ON first_receipts (expires_at);
  `,
  // A source may have several secrets, so that one can be rotated while events come.
  `
  CREATE TABLE source_secrets (
    source TEXT NOT NULL REFERENCES sources,
    hash TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (source, hash)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX source_secrets_by_hash ON source_secrets (hash);
  INSERT INTO source_secrets SELECT id, secret_hash, created_at FROM sources;
  DROP INDEX sources_by_secret;
  ALTER TABLE sources DROP COLUMN secret_hash;
  `,
  // What a secret may do, how a platform signs, what is told of courses (and when), and whom the door refused.
  `
  ALTER TABLE source_secrets ADD COLUMN scopes TEXT NOT NULL DEFAULT 'events courses';
  ALTER TABLE sources ADD COLUMN jwks_url TEXT;
  ALTER TABLE courses ADD COLUMN title TEXT;
  ALTER TABLE courses ADD COLUMN title_at INTEGER;
  ALTER TABLE courses ADD COLUMN opens INTEGER;
  ALTER TABLE courses ADD COLUMN opens_at INTEGER;
  ALTER TABLE courses ADD COLUMN closes INTEGER;
  ALTER TABLE courses ADD COLUMN closes_at INTEGER;
  ALTER TABLE courses ADD COLUMN deleted INTEGER;
  ALTER TABLE courses ADD COLUMN deleted_at INTEGER;

  CREATE TABLE refusals (
    day TEXT NOT NULL,
    source TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, source)
  ) STRICT, WITHOUT ROWID;
  `,
];

/** Brings the file to today's schema. @throws Fault `data_version` when a newer sillage wrote it */
export function migrate(database: DatabaseSync): void {
  if (stepsTaken(database) === STEPS.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Asked again under the lock: another process may have migrated meanwhile.
    const taken = stepsTaken(database);
    if (taken > STEPS.length) throw new Fault('data_version');
    for (const step of STEPS.slice(taken)) database.exec(step);
    database.exec(`PRAGMA user_version = ${STEPS.length}`);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function stepsTaken(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}
