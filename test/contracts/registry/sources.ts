import type { SourceRecord, SourceSecret } from '#core/ports/registry.ts';
import { NOW } from './people.ts';

export const secret = (hash: string, since: number, scopes: SourceSecret['scopes'] = ['events', 'courses']): SourceSecret => ({
  hash,
  since,
  scopes,
});

export const source = (id: string, hash = `hash of ${id}`): SourceRecord => ({
  id,
  platform: 'moodle',
  policy: 'strict',
  secrets: [secret(hash, NOW)],
  keyVersion: 2,
  createdAt: NOW,
  revokedAt: null,
  jwksUrl: null,
});
