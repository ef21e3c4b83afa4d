import type { SourceRecord } from '#core/ports/registry.ts';
import { type Item, maybeNumber, number, numberOf, text, textOf } from './attributes.ts';
import { absent, present } from './expressions.ts';
import { SOURCES, secretKey, secretPartition, sourceKey } from './keys.ts';
import type { Table } from './table.ts';

export async function addSource(table: Table, source: SourceRecord): Promise<boolean> {
  const { id, platform, policy, secretHash, keyVersion, createdAt, revokedAt } = source;
  const item: Item = {
    platform: text(platform),
    policy: text(policy),
    secretHash: text(secretHash),
    keyVersion: number(keyVersion),
    createdAt: number(createdAt),
    ...(revokedAt === null ? {} : { revokedAt: number(revokedAt) }),
  };
  return table.transact([
    { kind: 'put', key: sourceKey(id), item, when: [absent('pk')] },
    { kind: 'put', key: secretKey(secretHash, id), item: {} },
  ]);
}

export async function allSources(table: Table): Promise<readonly SourceRecord[]> {
  return (await table.query(SOURCES)).map(toRecord);
}

export async function sourceById(table: Table, id: string): Promise<SourceRecord | null> {
  const item = await table.get(sourceKey(id));
  return item === null ? null : toRecord(item);
}

/** One that may still send, where there is one. */
export async function sourceBySecret(table: Table, secretHash: string): Promise<SourceRecord | null> {
  const owners = await table.query(secretPartition(secretHash));
  const found = await table.getAll(owners.map((owner) => sourceKey(textOf(owner, 'sk'))));
  const records = found.filter((item) => item !== null).map(toRecord);
  return records.find(({ revokedAt }) => revokedAt === null) ?? records[0] ?? null;
}

export async function revokeSource(table: Table, id: string, at: number): Promise<boolean> {
  return table.write({ kind: 'update', key: sourceKey(id), begin: { revokedAt: number(at) }, when: [present('pk')] });
}

function toRecord(item: Item): SourceRecord {
  return {
    id: textOf(item, 'sk'),
    platform: textOf(item, 'platform') as SourceRecord['platform'],
    policy: textOf(item, 'policy') as SourceRecord['policy'],
    secretHash: textOf(item, 'secretHash'),
    keyVersion: numberOf(item, 'keyVersion'),
    createdAt: numberOf(item, 'createdAt'),
    revokedAt: maybeNumber(item, 'revokedAt'),
  };
}
