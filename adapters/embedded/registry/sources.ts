import { SCOPES, type SourceRecord, type SourceSecret } from '#core/ports/registry.ts';
import type { RegistryDatabase } from './database.ts';

type SourceRow = {
  id: string;
  platform: SourceRecord['platform'];
  policy: SourceRecord['policy'];
  key_version: number;
  created_at: number;
  revoked_at: number | null;
  jwks_url: string | null;
};

export function addSource(database: RegistryDatabase, source: SourceRecord): boolean {
  const { id, platform, policy, secrets, keyVersion, createdAt, revokedAt, jwksUrl } = source;
  return database.writing(() => {
    const sql = `
      INSERT INTO sources (id, platform, policy, key_version, created_at, revoked_at, jwks_url) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO NOTHING`;
    if (database.run(sql, id, platform, policy, keyVersion, createdAt, revokedAt, jwksUrl) === 0) return false;
    for (const secret of secrets) insertSecret(database, id, secret);
    return true;
  });
}

export function allSources(database: RegistryDatabase): SourceRecord[] {
  return database.reading(() => database.all<SourceRow>('SELECT * FROM sources ORDER BY id').map((row) => toRecord(database, row)));
}

export function sourceById(database: RegistryDatabase, id: string): SourceRecord | null {
  return database.reading(() => {
    const row = database.get<SourceRow>('SELECT * FROM sources WHERE id = ?', id);
    return row === undefined ? null : toRecord(database, row);
  });
}

/** Compared through an index, not in constant time: what is compared is the hash of 256 random bits, of which a guess learns nothing. */
export function sourceBySecret(database: RegistryDatabase, secretHash: string): SourceRecord | null {
  return database.reading(() => {
    const sql =
      'SELECT sources.* FROM source_secrets JOIN sources ON id = source WHERE hash = ? ORDER BY revoked_at IS NOT NULL, id LIMIT 1';
    const row = database.get<SourceRow>(sql, secretHash);
    return row === undefined ? null : toRecord(database, row);
  });
}

export function addSecret(database: RegistryDatabase, id: string, secret: SourceSecret): boolean {
  return database.writing(() => {
    if (database.get('SELECT id FROM sources WHERE id = ? AND revoked_at IS NULL', id) === undefined) return false;
    insertSecret(database, id, secret);
    return true;
  });
}

export function dropSecrets(database: RegistryDatabase, id: string, hashes: readonly string[]): boolean {
  return database.writing(() => {
    if (!secretsOf(database, id).some(({ hash }) => !hashes.includes(hash))) return false;
    for (const hash of hashes) database.run('DELETE FROM source_secrets WHERE source = ? AND hash = ?', id, hash);
    return true;
  });
}

export function revokeSource(database: RegistryDatabase, id: string, at: number): boolean {
  return database.run('UPDATE sources SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?', at, id) === 1;
}

export function setJwksUrl(database: RegistryDatabase, id: string, url: string | null): boolean {
  return database.run('UPDATE sources SET jwks_url = ? WHERE id = ?', url, id) === 1;
}

function insertSecret(database: RegistryDatabase, id: string, { hash, since, scopes }: SourceSecret): void {
  const sql = 'INSERT INTO source_secrets (source, hash, since, scopes) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING';
  database.run(sql, id, hash, since, scopes.join(' '));
}

function secretsOf(database: RegistryDatabase, id: string): SourceSecret[] {
  const sql = 'SELECT hash, since, scopes FROM source_secrets WHERE source = ? ORDER BY since, hash';
  return database.all<{ hash: string; since: number; scopes: string }>(sql, id).map(({ hash, since, scopes }) => {
    const words = scopes.split(' ');
    return { hash, since, scopes: SCOPES.filter((scope) => words.includes(scope)) };
  });
}

function toRecord(database: RegistryDatabase, row: SourceRow): SourceRecord {
  return {
    id: row.id,
    platform: row.platform,
    policy: row.policy,
    secrets: secretsOf(database, row.id),
    keyVersion: row.key_version,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
    jwksUrl: row.jwks_url,
  };
}
