import type { SourceRecord } from '#core/ports/registry.ts';
import type { RegistryDatabase } from './database.ts';

type SourceRow = {
  id: string;
  platform: SourceRecord['platform'];
  policy: SourceRecord['policy'];
  secret_hash: string;
  key_version: number;
  created_at: number;
  revoked_at: number | null;
};

export function addSource(database: RegistryDatabase, source: SourceRecord): boolean {
  const { id, platform, policy, secretHash, keyVersion, createdAt, revokedAt } = source;
  const sql = 'INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING';
  return database.run(sql, id, platform, policy, secretHash, keyVersion, createdAt, revokedAt) === 1;
}

export function allSources(database: RegistryDatabase): SourceRecord[] {
  return database.all<SourceRow>('SELECT * FROM sources ORDER BY id').map(toRecord);
}

export function sourceById(database: RegistryDatabase, id: string): SourceRecord | null {
  const row = database.get<SourceRow>('SELECT * FROM sources WHERE id = ?', id);
  return row === undefined ? null : toRecord(row);
}

/** Compared through an index, not in constant time: what is compared is the hash of 256 random bits, of which a guess learns nothing. */
export function sourceBySecret(database: RegistryDatabase, secretHash: string): SourceRecord | null {
  const row = database.get<SourceRow>('SELECT * FROM sources WHERE secret_hash = ? ORDER BY revoked_at IS NOT NULL, id', secretHash);
  return row === undefined ? null : toRecord(row);
}

export function revokeSource(database: RegistryDatabase, id: string, at: number): boolean {
  return database.run('UPDATE sources SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?', at, id) === 1;
}

function toRecord(row: SourceRow): SourceRecord {
  return {
    id: row.id,
    platform: row.platform,
    policy: row.policy,
    secretHash: row.secret_hash,
    keyVersion: row.key_version,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  };
}
