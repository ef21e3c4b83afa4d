import { Fault } from '#core/errors.ts';
import { SCOPES, type Scope, type SourceSecret, USUAL_SCOPES } from '#core/ports/registry.ts';
import { type Item, maybeNumber, maybeText, number, numberOf, text, textOf } from './attributes.ts';
import { absent, equal, present } from './expressions.ts';
import { secretKey, sourceKey } from './keys.ts';
import { backOff } from './patience.ts';
import type { Table } from './table.ts';

/**
 * A source's oldest secret is its attribute `secretHash` (valid since `secretSince`, else `createdAt`; scopes in `secretScopes`, else the
 * usual ones). Each newer one is an attribute named by its hash: `secret:` where its scopes are the usual ones, its value when it began;
 * `scoped:` where they are others, its value when it began and the scopes. Functions of before there were scopes know nothing of the
 * latter: a secret that may do less than they believe proves nothing to them.
 */
const NEWER = 'secret:';
const SCOPED = 'scoped:';
/** Somebody else may be at the same source's secrets. */
const REPETITIONS = 8;

export async function addSecret(table: Table, id: string, secret: SourceSecret): Promise<boolean> {
  return table.transact([
    { kind: 'update', key: sourceKey(id), begin: newerItem(secret), when: [present('pk'), absent('revokedAt')] },
    { kind: 'put', key: secretKey(secret.hash, id), item: {} },
  ]);
}

export async function dropSecrets(table: Table, id: string, hashes: readonly string[]): Promise<boolean> {
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const item = await table.get(sourceKey(id));
    if (item === null) return false;
    const gone = ({ hash }: SourceSecret): boolean => hashes.includes(hash);
    const secrets = secretsOf(item);
    const [oldest] = secrets;
    const kept = secrets.find((secret) => !gone(secret));
    if (oldest === undefined || kept === undefined) return false;
    const promoted = kept === oldest ? [] : [kept];
    const remove = secrets.slice(1).filter(gone).concat(promoted).map(newerName);
    const when = [equal('secretHash', text(oldest.hash)), ...promoted.map((one) => present(newerName(one)))];
    const done = await table.transact([
      { kind: 'update', key: sourceKey(id), set: oldestItem(kept), remove, when },
      ...hashes.map((hash) => ({ kind: 'delete' as const, key: secretKey(hash, id) })),
    ]);
    if (done) return true;
    await backOff(repetition);
  }
  throw new Fault('registry_contended');
}

/** @throws RangeError without any */
export function secretsItem([oldest, ...newer]: readonly SourceSecret[]): Item {
  if (oldest === undefined) throw new RangeError('a source without a secret');
  return Object.assign(oldestItem(oldest), ...newer.map(newerItem));
}

/** Oldest first. */
export function secretsOf(item: Item): readonly SourceSecret[] {
  const since = maybeNumber(item, 'secretSince') ?? numberOf(item, 'createdAt');
  const oldest = { hash: textOf(item, 'secretHash'), since, scopes: scopesOf(maybeText(item, 'secretScopes')?.split(' ')) };
  const newer = Object.keys(item).flatMap((name): SourceSecret[] => {
    if (name.startsWith(NEWER)) return [{ hash: name.slice(NEWER.length), since: numberOf(item, name), scopes: USUAL_SCOPES }];
    if (!name.startsWith(SCOPED)) return [];
    const [began, ...scopes] = textOf(item, name).split(' ');
    return [{ hash: name.slice(SCOPED.length), since: Number(began), scopes: scopesOf(scopes) }];
  });
  const others = newer.filter(({ hash }) => hash !== oldest.hash);
  return [oldest, ...others.sort((a, b) => a.since - b.since || (a.hash < b.hash ? -1 : 1))];
}

function oldestItem({ hash, since, scopes }: SourceSecret): Item {
  return { secretHash: text(hash), secretSince: number(since), secretScopes: text(scopes.join(' ')) };
}

function newerItem(secret: SourceSecret): Item {
  const { since, scopes } = secret;
  return { [newerName(secret)]: usual(scopes) ? number(since) : text([since, ...scopes].join(' ')) };
}

function newerName({ hash, scopes }: SourceSecret): string {
  return (usual(scopes) ? NEWER : SCOPED) + hash;
}

function usual(scopes: readonly Scope[]): boolean {
  return scopes.join(' ') === USUAL_SCOPES.join(' ');
}

function scopesOf(words: readonly string[] | undefined): readonly Scope[] {
  return words === undefined ? USUAL_SCOPES : SCOPES.filter((scope) => words.includes(scope));
}
