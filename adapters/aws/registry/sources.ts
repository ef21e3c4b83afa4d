import { Fault } from '#core/errors.ts';
import type { SourceRecord, SourceSecret } from '#core/ports/registry.ts';
import { type Item, maybeNumber, number, numberOf, text, textOf } from './attributes.ts';
import { absent, equal, present } from './expressions.ts';
import { SOURCES, secretKey, secretPartition, sourceKey } from './keys.ts';
import { backOff } from './patience.ts';
import type { Table } from './table.ts';

/**
 * A source's oldest secret is its attribute `secretHash` (valid since `secretSince`, else `createdAt`), which is all that functions of
 * an older version know; each newer one is an attribute named by its hash, whose value is when it began.
 */
const NEWER = 'secret:';
/** Somebody else may be at the same source's secrets. */
const REPETITIONS = 8;

export async function addSource(table: Table, source: SourceRecord): Promise<boolean> {
  const { id, platform, policy, secrets, keyVersion, createdAt, revokedAt } = source;
  const [first, ...newer] = secrets;
  if (first === undefined) throw new RangeError('a source without a secret');
  const item: Item = {
    platform: text(platform),
    policy: text(policy),
    secretHash: text(first.hash),
    secretSince: number(first.since),
    ...Object.fromEntries(newer.map(({ hash, since }) => [NEWER + hash, number(since)])),
    keyVersion: number(keyVersion),
    createdAt: number(createdAt),
    ...(revokedAt === null ? {} : { revokedAt: number(revokedAt) }),
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

export async function addSecret(table: Table, id: string, { hash, since }: SourceSecret): Promise<boolean> {
  return table.transact([
    { kind: 'update', key: sourceKey(id), begin: { [NEWER + hash]: number(since) }, when: [present('pk'), absent('revokedAt')] },
    { kind: 'put', key: secretKey(hash, id), item: {} },
  ]);
}

export async function dropSecrets(table: Table, id: string, hashes: readonly string[]): Promise<boolean> {
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const [oldest, ...newer] = (await sourceById(table, id))?.secrets ?? [];
    if (oldest === undefined) return false;
    const gone = (hash: string): boolean => hashes.includes(hash);
    const kept = gone(oldest.hash) ? newer.find(({ hash }) => !gone(hash)) : oldest;
    if (kept === undefined) return false;
    const remove = newer.filter(({ hash }) => gone(hash) || hash === kept.hash).map(({ hash }) => NEWER + hash);
    const set = { secretHash: text(kept.hash), secretSince: number(kept.since) };
    const when = [equal('secretHash', text(oldest.hash)), ...(kept === oldest ? [] : [present(NEWER + kept.hash)])];
    const done = await table.transact([
      { kind: 'update', key: sourceKey(id), set, remove, when },
      ...hashes.map((hash) => ({ kind: 'delete' as const, key: secretKey(hash, id) })),
    ]);
    if (done) return true;
    await backOff(repetition);
  }
  throw new Fault('registry_contended');
}

export async function revokeSource(table: Table, id: string, at: number): Promise<boolean> {
  return table.write({ kind: 'update', key: sourceKey(id), begin: { revokedAt: number(at) }, when: [present('pk')] });
}

function secretsOf(item: Item): readonly SourceSecret[] {
  const oldest = { hash: textOf(item, 'secretHash'), since: maybeNumber(item, 'secretSince') ?? numberOf(item, 'createdAt') };
  const newer = Object.keys(item)
    .filter((name) => name.startsWith(NEWER) && name !== NEWER + oldest.hash)
    .map((name) => ({ hash: name.slice(NEWER.length), since: numberOf(item, name) }));
  return [oldest, ...newer.sort((a, b) => a.since - b.since || (a.hash < b.hash ? -1 : 1))];
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
  };
}
