import { hash } from 'node:crypto';
import { type Batch, decodeBatches, encodeBatch } from '#core/receive/batch.ts';
import { nameOf, type SpoolName } from './name.ts';

/** A batch and its bytes as they are stored. */
export interface Encoded {
  readonly batch: Batch;
  readonly bytes: Uint8Array;
}

export function encoded(batch: Batch): Encoded {
  return { batch, bytes: encodeBatch(batch) };
}

/** The file of batches that are written together, one after the other: named like the one that it holds, or by all of them. */
export function segmentOf(parts: readonly Encoded[]): { readonly name: SpoolName; readonly bytes: Uint8Array } {
  const bytes = parts.length === 1 ? (parts[0] as Encoded).bytes : Buffer.concat(parts.map((part) => part.bytes));
  return { name: nameOf(told(parts.map(({ batch }) => batch)), bytes.length), bytes };
}

/** The batches in a file's bytes; null when they are not what its name tells. Whatever the decoder throws at damaged bytes, the answer is the same. */
export function batchesIn(bytes: Uint8Array, name: SpoolName): readonly Batch[] | null {
  try {
    const batches = decodeBatches(bytes);
    if (batches.length === 0) return null;
    const { id, received } = told(batches);
    return id === name.id && received === name.received ? batches : null;
  } catch {
    return null;
  }
}

function told(batches: readonly Batch[]): { id: string; received: number; lines: number; batches: number } {
  const ids = batches.map(({ id }) => id);
  return {
    id: ids.length === 1 ? (ids[0] ?? '') : `s-${hash('sha256', ids.join('\n'), 'hex').slice(0, 26)}`,
    received: batches.reduce((first, { received }) => Math.min(first, received), Number.POSITIVE_INFINITY),
    lines: batches.reduce((sum, { lines }) => sum + lines.length, 0),
    batches: batches.length,
  };
}
