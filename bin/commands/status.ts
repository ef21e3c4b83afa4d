import type { Command } from 'commander';
import { dayOf } from '#core/dataset/layout.ts';
import { openParquet } from '#core/dataset/parquet/read.ts';
import type { IntakeDepth } from '#core/ports/intake.ts';
import type { ObjectInfo, ObjectStore } from '#core/ports/object-store.ts';
import type { Registry } from '#core/ports/registry.ts';
import type { Receipt } from '#core/process/receipt.ts';
import { readReceipt, receiptKeys, summarise } from '#core/process/totals.ts';
import type { Edition, Stores } from '../edition.ts';
import { openStores } from '../place.ts';
import { type Status, statusText } from '../show/status.ts';
import { stagedFiles } from '../work.ts';
import { dayFrom } from './day.ts';
import { optionsOf } from './global-options.ts';

/** Objects read at once. */
const AT_ONCE = 16;
/** A deployed installation has a receipt for every minute. */
const RECENT_MS = 2 * 86_400_000;
/** UTC days of refused requests, today among them. */
const REFUSED_DAYS = 7;

/** `sillage status`: what became of every line, and what still waits. */
export function addStatus(program: Command, edition: Edition): void {
  program
    .command('status')
    .description('What became of every line, what waits, and what researchers see.')
    .option('--since <day>', 'only what was received on this UTC day or later (with --aws: the day before yesterday)', dayFrom)
    .addHelpText('after', '\nExamples:\n  sillage status --json\n  sillage status --since 2026-01-31')
    .action(async (_options, command: Command) => status(command, edition));
}

async function status(command: Command, edition: Edition): Promise<void> {
  const options = optionsOf<{ since?: string }>(command);
  const { aws = false, json, since = aws ? dayOf(edition.now() - RECENT_MS) : '' } = options;
  const stores = await openStores(options, edition, { create: false });
  try {
    // Rows of merged files are not an operator's to read on AWS; their names are.
    const found = await statusOf(stores, edition.now(), since, !aws);
    edition.terminal.out(json === true ? `${JSON.stringify(found)}\n` : statusText(found, aws ? null : stores.name, since));
  } finally {
    stores.close();
  }
}

async function statusOf(lake: Stores, now: number, since: string, counted: boolean): Promise<Status> {
  const { batches, lines, rows, rejected, dropped, keys, others, unplaced, aliasConflicts, sources } = await summarise(
    await receiptsOf(lake.objects, since),
  );
  const depth = await lake.intake.depth();
  const room = await lake.room();
  const seen: Record<string, Status['sources'][string]> = {};
  for (const { id, revokedAt } of await lake.registry.sources()) {
    const one = sources[id];
    seen[id] = {
      batches: one?.batches ?? 0,
      lines: one?.lines ?? 0,
      rows: one?.rows ?? 0,
      rejected: one?.rejected ?? {},
      dropped: one?.dropped ?? {},
      last_received: one === undefined ? null : new Date(one.lastReceived).toISOString(),
      revoked: revokedAt !== null,
    };
  }
  return {
    batches,
    lines,
    rows,
    rejected,
    dropped,
    keys,
    others,
    unplaced,
    alias_conflicts: aliasConflicts,
    waiting: {
      batches: depth.batches,
      lag_s: lagOf(depth, now),
      staged_files: (await stagedFiles(lake)).length,
      bytes: room?.waitingBytes ?? null,
      full: room?.full ?? null,
    },
    dead_letters: depth.deadLetters,
    merged: await mergedOf(lake.objects, counted),
    sources: seen,
    courses: await coursesOf(lake.registry),
    refused: await refusedOf(lake.registry, now),
  };
}

async function coursesOf(registry: Registry): Promise<Status['courses']> {
  // What is outside any course stands among them, without an id.
  const courses = (await registry.courses()).filter(({ courseId }) => courseId !== '');
  const described = courses.filter(({ title, opens, closes }) => title !== null || opens !== null || closes !== null);
  return { known: courses.length, described: described.length, deleted: courses.filter(({ deleted }) => deleted !== null).length };
}

async function refusedOf(registry: Registry, now: number): Promise<Status['refused']> {
  const since = dayOf(now - (REFUSED_DAYS - 1) * 86_400_000);
  const sources: Record<string, number> = {};
  let unnamed = 0;
  for (const { source, count } of await registry.refusals(since)) {
    if (source === null) unnamed += count;
    else sources[source] = (sources[source] ?? 0) + count;
  }
  return { since, unnamed, sources };
}

/** Seconds; null: something waits, and the queue does not know since when (on AWS the dashboard does). */
function lagOf({ batches, oldest }: IntakeDepth, now: number): number | null {
  if (oldest === null) return batches === 0 ? 0 : null;
  return Math.max(0, Math.round((now - oldest) / 1000));
}

/** Many small objects: read several at once, since each is a journey on AWS. */
async function receiptsOf(objects: ObjectStore, since: string): Promise<readonly Receipt[]> {
  const keys = await receiptKeys(objects, since);
  const receipts: Receipt[] = [];
  for (let at = 0; at < keys.length; at += AT_ONCE) {
    const some = await Promise.all(keys.slice(at, at + AT_ONCE).map((key) => readReceipt(key, objects)));
    for (const stored of some) if (stored !== null) receipts.push(stored.receipt);
  }
  return receipts;
}

async function mergedOf(objects: ObjectStore, counted: boolean): Promise<Status['merged']> {
  const files: ObjectInfo[] = [];
  for await (const object of objects.list('events/')) files.push(object);
  let rows = 0;
  for (let at = 0; counted && at < files.length; at += AT_ONCE) {
    const counts = await Promise.all(files.slice(at, at + AT_ONCE).map(({ key }) => rowsOf(key, objects)));
    rows += counts.reduce((total, n) => total + n, 0);
  }
  return {
    files: files.length,
    rows: counted ? rows : null,
    bytes: files.reduce((total, { size }) => total + size, 0),
    courses: new Set(files.map(({ key }) => key.split('/')[1])).size,
  };
}

async function rowsOf(key: string, objects: ObjectStore): Promise<number> {
  const object = await objects.open(key);
  if (object === null) return 0;
  try {
    return (await openParquet(object)).rows;
  } finally {
    await object.close();
  }
}
