import type { Activity, Fence, FenceKind, Forgetting, LearnerChange, LearnerRecord, MarkKind, Registry } from '#core/ports/registry.ts';
import type { AliasToken, LearnerToken } from '#core/pseudonymise/pseudonym.ts';

export const DAY_MS = 86_400_000;
export const NOW = 1_700_000_000_000;

export const alias = (name: string): AliasToken => `a1${name}` as AliasToken;
const learnerToken = (name: string): LearnerToken => `p1${name}` as LearnerToken;
export const saltOf = (id: string): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, i) => (id.charCodeAt(i % id.length) * 7 + i * 31) % 256);

/** Creates learner `id`; names that begin with "u" are user ids. */
export function creation(id: string, names: readonly string[] = [id], at = NOW): LearnerChange {
  const aliases = names.map((name) => ({ alias: alias(name), isUserId: name.startsWith('u') }));
  return { kind: 'create', id, salt: saltOf(id), at, aliases };
}

export async function known(registry: Registry, id: string): Promise<LearnerRecord> {
  const learner = await registry.learner(id);
  if (learner === null) throw new Error('The learner is missing.');
  return learner;
}

export async function created(registry: Registry, id: string, names: readonly string[] = [id]): Promise<LearnerRecord> {
  await registry.change([creation(id, names)]);
  return known(registry, id);
}

/** Who an alias names: a learner's id, null when only marked, undefined when unknown. */
export async function named(registry: Registry, name: string): Promise<string | null | undefined> {
  const record = (await registry.lookup([alias(name)])).get(alias(name));
  return record === undefined ? undefined : (record.learner?.id ?? null);
}

export function active(learner: string, courseKey: string, firstDay = '2024-01-01', lastDay = firstDay): Activity {
  return { learner, courseKey, firstDay, lastDay, lastActivity: NOW };
}

export function fence(courseKey: string, name: string, kind: FenceKind, at = NOW): Fence {
  return { courseKey, learner: learnerToken(name), kind, at, becomes: kind === 'relabel' ? learnerToken(`${name}-new`) : null };
}

export function request(learner: string, kind: MarkKind, fences: readonly Fence[] = [], at = NOW): Forgetting {
  return { learner, mark: { kind, at, expiresAt: at + 28 * DAY_MS }, fences };
}
