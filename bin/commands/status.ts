import type { Command } from 'commander';
import { openParquet } from '#core/dataset/parquet/read.ts';
import type { ObjectInfo, ObjectStore } from '#core/ports/object-store.ts';
import { readReceipts, summarise } from '#core/process/totals.ts';
import type { Edition, Lake } from '../edition.ts';
import { type Status, statusText } from '../show/status.ts';
import { stagedFiles } from '../work.ts';
import { optionsOf } from './global-options.ts';

/** Footers read at once. */
const AT_ONCE = 16;

/** `sillage status`: what became of every line, and what still waits. */
export function addStatus(program: Command, edition: Edition): void {
  program
    .command('status')
    .description('What became of every line, what waits, and what researchers see.')
    .addHelpText('after', '\nExample:\n  sillage status --json')
    .action(async (_options, command: Command) => {
      const { data, json } = optionsOf(command);
      const lake = await edition.open(data, { create: false });
      try {
        const status = await statusOf(lake, edition.now());
        edition.terminal.out(json === true ? `${JSON.stringify(status)}\n` : statusText(status, lake.folder));
      } finally {
        lake.close();
      }
    });
}

async function statusOf(lake: Lake, now: number): Promise<Status> {
  const { batches, lines, rows, rejected, dropped, keys, others, aliasConflicts, sources } = await summarise(readReceipts(lake.objects));
  const depth = await lake.intake.depth();
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
    alias_conflicts: aliasConflicts,
    waiting: {
      batches: depth.batches,
      lag_s: depth.oldest === null ? 0 : Math.max(0, Math.round((now - depth.oldest) / 1000)),
      staged_files: (await stagedFiles(lake)).length,
    },
    dead_letters: depth.deadLetters,
    merged: await mergedOf(lake.objects),
    sources: seen,
  };
}

async function mergedOf(objects: ObjectStore): Promise<Status['merged']> {
  const files: ObjectInfo[] = [];
  for await (const object of objects.list('events/')) files.push(object);
  let rows = 0;
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const counts = await Promise.all(files.slice(at, at + AT_ONCE).map(({ key }) => rowsOf(key, objects)));
    rows += counts.reduce((total, n) => total + n, 0);
  }
  return {
    files: files.length,
    rows,
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
