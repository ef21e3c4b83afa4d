import type { RegistryDatabase } from './database.ts';

/** The first claim of each event id wins and stays, whatever later claims say. */
export function firstReceived(
  database: RegistryDatabase,
  claims: readonly { readonly eventId: string; readonly received: number }[],
  expiresAt: number,
): number[] {
  if (claims.length === 0) return [];
  return database.writing(() => {
    // What was received now proves that this moment has passed: entries that ended before it are over, by any clock.
    const latest = claims.reduce((time, claim) => Math.max(time, claim.received), 0);
    database.run('DELETE FROM first_receipts WHERE expires_at < ?', latest);
    return claims.map(({ eventId, received }) => claim(database, eventId, received, expiresAt));
  });
}

function claim(database: RegistryDatabase, eventId: string, received: number, expiresAt: number): number {
  const insert = `
    INSERT INTO first_receipts VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET expires_at = excluded.expires_at WHERE excluded.expires_at > expires_at`;
  database.run(insert, eventId, received, expiresAt);
  return database.get<{ received: number }>('SELECT received FROM first_receipts WHERE event_id = ?', eventId)?.received ?? received;
}
