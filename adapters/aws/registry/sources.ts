import type { SourceRecord } from '#core/ports/registry.ts';
import { type Item, maybeNumber, maybeText, number, numberOf, text, textOf } from './attributes.ts';
import { absent, present } from './expressions.ts';
import { SOURCES, secretKey, secretPartition, sourceKey } from './keys.ts';
import { secretsItem, secretsOf } from './source-secrets.ts';
import type { Table } from './table.ts';

export async function addSource(table: Table, source: SourceRecord): Promise<boolean> {
  const { id, platform, policy, secrets, keyVersion, createdAt, revokedAt, jwksUrl } = source;
  const item: Item = {
    platform: text(platform),
    policy: text(policy),
    ...secretsItem(secrets),
    keyVersion: number(keyVersion),
    createdAt: number(createdAt),
    ...(revokedAt === null ? {} : { revokedAt: number(revokedAt) }),
    ...(jwksUrl === null ? {} : { jwksUrl: text(jwksUrl) }),
  };
  return table.transact([
    { kind: 'put', key: sourceKey(id), item, when: [absent('pk')] },
    ...secrets.map(({ hash }) => ({ kind: 'put' as const, key: secretKey(hash, id), item: {} })),
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

export async function setJwksUrl(table: Table, id: string, url: string | null): Promise<boolean> {
  const change = url === null ? { remove: ['jwksUrl'] } : { set: { jwksUrl: text(url) } };
  return table.write({ kind: 'update', key: sourceKey(id), ...change, when: [present('pk')] });
}

function toRecord(item: Item): SourceRecord {
  return {
    id: textOf(item, 'sk'),
    platform: textOf(item, 'platform') as SourceRecord['platform'],
    policy: textOf(item, 'policy') as SourceRecord['policy'],
    secrets: secretsOf(item),
    keyVersion: numberOf(item, 'keyVersion'),
    createdAt: numberOf(item, 'createdAt'),
    revokedAt: maybeNumber(item, 'revokedAt'),
    jwksUrl: maybeText(item, 'jwksUrl'),
  };
}
