import type { Registry } from '#core/ports/registry.ts';
import type { KeyRing } from '#core/pseudonymise/keys.ts';
import type { Batch } from './batch.ts';
import { batchId } from './receive.ts';

const PROVISIONAL = /^u1-([0-9a-f]{64})-(\d+)$/;

/**
 * The id of a cut made by somebody who may not use the key: an operator beside an AWS installation.
 * It tells a plain digest of the content, so it stays in the intake; process names the batch for good before it writes anything.
 */
export function provisionalId(digest: string, ordinal: number): string {
  return `u1-${digest}-${ordinal}`;
}

export function isProvisional(id: string): boolean {
  return PROVISIONAL.test(id);
}

/** The batches under their true ids. */
export async function trulyNamed(batches: readonly Batch[], keys: KeyRing, registry: Registry): Promise<readonly Batch[]> {
  const named: Batch[] = [];
  for (const batch of batches) {
    const [, digest, ordinal] = PROVISIONAL.exec(batch.id) ?? [];
    const source = digest === undefined ? null : await registry.source(batch.source);
    if (digest === undefined || source === null) named.push(batch);
    else named.push({ ...batch, id: await batchId({ source, dialect: batch.dialect }, digest, Number(ordinal), keys) });
  }
  return named;
}
