import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { eventLine } from './events.ts';
import { sillage } from './processes.ts';

const DAY_MS = 86_400_000;
const CHUNK = 1_000;

/** Takes a day's events in as one bulk file, through the real commands, so that a large merged file of today is there. Events are numbered from 0. */
export async function makeDay(folder: string, data: string, source: string, rows: number): Promise<void> {
  const file = join(folder, 'day.jsonl');
  await pipeline(Readable.from(chunks(rows)), createWriteStream(file));
  await sillage('ingest', file, '--source', source, '--data', data);
  await rm(file);
}

/** Evenly spread over the UTC day until now. */
function* chunks(rows: number): Generator<string> {
  const now = Date.now();
  const dawn = now - (now % DAY_MS);
  for (let at = 0; at < rows; at += CHUNK) {
    const count = Math.min(CHUNK, rows - at);
    yield Array.from({ length: count }, (_, i) => `${eventLine(at + i, dawn + Math.floor(((at + i) / rows) * (now - dawn)))}\n`).join('');
  }
}
