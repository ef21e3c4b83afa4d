import { pipeline, Readable } from 'node:stream';
import zlib from 'node:zlib';
import type { SourceRecord } from '#core/ports/registry.ts';
import { Fault } from '../errors.ts';
import { cuts } from './cut.ts';
import type { Declared } from './framing/framing.ts';
import { Occurrences } from './occurrences.ts';
import { provisionalId } from './provisional.ts';
import { batchId, examine, type ReceiveDeps } from './receive.ts';

export interface BulkSending {
  readonly source: SourceRecord;
  /** As named by the operator; null = told line by line. */
  readonly dialect: string | null;
  /** What the rows of a table do not say of themselves. */
  readonly declared?: Declared;
}

/** `keys` null: whoever takes the file in may not use the key, and process names the batches. */
export type BulkDeps = Pick<ReceiveDeps, 'intake' | 'clock'> & { readonly keys: ReceiveDeps['keys'] | null };

export interface BulkCut {
  readonly batch: string;
  readonly lines: number;
}

const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/**
 * Hands a bulk file to the intake, cut by cut: plain, gzip or zstd, told by its first bytes. The same file is always the same
 * batches, however it is packed. Faulty lines are kept and counted one by one, whatever the source's policy:
 * a file cannot be refused whole once its first cut is stored.
 *
 * @param onCut awaited after each cut is durable; the place to process what has come so far
 * @throws Fault `file_unreadable` when it cannot be unpacked to its end
 */
export async function ingestFile(
  file: AsyncIterable<Uint8Array>,
  { source, dialect, declared }: BulkSending,
  { intake, clock, keys }: BulkDeps,
  onCut: (cut: BulkCut) => void | Promise<void> = () => {},
): Promise<{ readonly batches: readonly string[]; readonly lines: number }> {
  const counter = new Occurrences();
  const batches: string[] = [];
  let lines = 0;
  for await (const cut of cuts(unpacked(file), declared)) {
    const received = clock.now();
    const { occurrences } = examine({ source, dialect, lines: cut.lines }, received, counter);
    const id = keys === null ? provisionalId(cut.digest, cut.ordinal) : await batchId({ source, dialect }, cut.digest, cut.ordinal, keys);
    await intake.submit({ id, source: source.id, dialect, received, lines: cut.lines, occurrences });
    batches.push(id);
    lines += cut.lines.length;
    await onCut({ batch: id, lines: cut.lines.length });
  }
  return { batches, lines };
}

async function* unpacked(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = file[Symbol.asyncIterator]();
  const { head, ended } = await peek(chunks);
  const rest = async function* () {
    if (head.length > 0) yield head;
    for (let next = ended ? null : await chunks.next(); next !== null && next.done !== true; next = await chunks.next()) yield next.value;
  };
  const unpacker = head.subarray(0, 2).equals(GZIP)
    ? zlib.createGunzip()
    : head.subarray(0, 4).equals(ZSTD)
      ? zlib.createZstdDecompress()
      : null;
  if (unpacker === null) {
    yield* rest();
    return;
  }
  // The error, if any, comes out of the iteration below; the callback only keeps it from being thrown a second time.
  const stream = pipeline(Readable.from(rest()), unpacker, () => {});
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw new Fault('file_unreadable', undefined, { cause });
  }
}

/** The first bytes, at least four unless the file is shorter. */
async function peek(chunks: AsyncIterator<Uint8Array>): Promise<{ readonly head: Buffer; readonly ended: boolean }> {
  let head = Buffer.alloc(0);
  while (head.length < ZSTD.length) {
    const next = await chunks.next();
    if (next.done === true) return { head, ended: true };
    head = Buffer.concat([head, next.value]);
  }
  return { head, ended: false };
}
