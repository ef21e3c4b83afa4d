import { promisify } from 'node:util';
import zlib from 'node:zlib';
import * as z from 'zod/mini';
import { Fault } from '../errors.ts';

/** Event ids whose existing rows go from a course-day, if their transform version is lower than the one named. */
export type Withdrawn = ReadonlyMap<string, number>;

/**
 * What a newer reading of archived lines says about old rows: process stages it, merge carries it out, since nobody else writes
 * merged files. Only rows of a lower transform version go, so that one carried out late, or twice, never takes a newer row.
 */
export interface Withdrawal {
  /** The course-days where the events may have a row, as [course key, YYYY-MM-DD]. */
  readonly places: readonly (readonly [string, string])[];
  /** Event id, the index in `places` of where its row belongs now (-1: in none of them), and the transform version that says so. */
  readonly events: readonly (readonly [string, number, number])[];
}

const STORED = z.strictObject({
  v: z.literal(1),
  places: z.array(z.tuple([z.string(), z.string()])),
  events: z.array(z.tuple([z.string(), z.int(), z.int()])),
});

const compress = promisify(zlib.zstdCompress);
const decompress = promisify(zlib.zstdDecompress);

export async function encodeWithdrawal({ places, events }: Withdrawal): Promise<Uint8Array> {
  return compress(Buffer.from(JSON.stringify({ v: 1, places, events }), 'utf8'));
}

/** @throws Fault `data_version` when it is no withdrawal that this version knows */
export async function decodeWithdrawal(bytes: Uint8Array): Promise<Withdrawal> {
  const stored = STORED.safeParse(JSON.parse((await decompress(bytes)).toString('utf8')));
  if (!stored.success) throw new Fault('data_version');
  return stored.data;
}

/** The events whose rows go from that place. */
export function withdrawnFrom({ events }: Withdrawal, place: number): Withdrawn {
  return new Map(events.filter(([, home]) => home !== place).map(([id, , version]) => [id, version]));
}
