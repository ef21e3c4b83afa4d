import { number, numberOf } from './attributes.ts';
import { concurrently } from './concurrently.ts';
import { below, equal } from './expressions.ts';
import { receiptKey } from './keys.ts';
import type { Table } from './table.ts';

interface Claim {
  readonly eventId: string;
  readonly received: number;
}

/** The first claim of each event id wins and stays, whatever later claims say, until it expires. */
export async function firstReceived(table: Table, claims: readonly Claim[], expiresAt: number): Promise<readonly number[]> {
  // What was received now proves that this moment has passed: entries that ended before it are over, by any clock.
  const latest = claims.reduce((time, { received }) => Math.max(time, received), 0);
  const first = new Map<string, Claim>();
  for (const claim of claims) if (!first.has(claim.eventId)) first.set(claim.eventId, claim);
  const won = new Map<string, number>();
  await concurrently([...first.values()], async (claim) => void won.set(claim.eventId, await claimOne(table, claim, expiresAt, latest)));
  return claims.map(({ eventId, received }) => won.get(eventId) ?? received);
}

async function claimOne(table: Table, { eventId, received }: Claim, expiresAt: number, latest: number): Promise<number> {
  const key = receiptKey(eventId);
  // DynamoDB deletes by `ttl`, up to days late; `expiresAt` is what counts.
  const ending = { expiresAt: number(expiresAt), ttl: number(Math.ceil(expiresAt / 1000)) };
  for (;;) {
    const item = await table.updated({ kind: 'update', key, begin: { received: number(received), ...ending } });
    const ends = numberOf(item, 'expiresAt');
    if (ends < latest) {
      const taken = { received: number(received), ...ending };
      if (await table.write({ kind: 'put', key, item: taken, when: [equal('expiresAt', number(ends))] })) return received;
      continue;
    }
    if (ends < expiresAt) await table.write({ kind: 'update', key, set: ending, when: [below('expiresAt', number(expiresAt))] });
    return numberOf(item, 'received');
  }
}
