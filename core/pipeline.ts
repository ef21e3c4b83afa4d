/**
 * THE WAY OF AN EVENT, top to bottom. Everything else in core/ is a chapter of this page.
 *
 *   LMS ──POST──> receive ──> intake ──> process ──> staging ──> merge ──> events/course=…/month=…/YYYY-MM-DD.parquet
 *   bulk file ──> cuts ────────^           │ raw archive (expires)              ^ the only thing researchers see
 *                                          └ receipt: every line accounted for
 *
 * Any step may die anywhere and be done again: what happens twice collapses at the merge, by event id.
 */

import type { ShardCount } from './dataset/layout.ts';
import { type MergeOptions, type MergeReport, mergeShard, type ShardDeps } from './dataset/merge-shard.ts';
import { sweepFences } from './dataset/sweep.ts';
import { faultCode, passing } from './errors.ts';
import type { Log } from './log.ts';
import type { Intake, IntakeGroup } from './ports/intake.ts';
import { type ProcessDeps, processBatches } from './process/process.ts';
import type { Receipt } from './process/receipt.ts';
import { isProvisional } from './receive/provisional.ts';
import { type ReceiveDeps, receive } from './receive/receive.ts';

/** What the pipeline stands on: the ports, and how many shards staging has. */
export interface Pipeline extends ReceiveDeps, ProcessPipeline, ShardDeps {
  readonly intake: Intake;
  readonly shards: ShardCount;
}

/** What step 2 needs of it. */
export interface ProcessPipeline extends ProcessDeps {
  readonly log: Log;
}

/** 1. Receive: validate, number the batch, hand it to the intake; answered only once the batch is durable. The door before it is receive/front-door.ts. */
export { receive };

/** Lines and bytes that one group of batches may hold: what process keeps in memory at once. */
const GROUP_LINES = 10_000;
const GROUP_BYTES = 16 * 1_048_576;

/**
 * 2. Process the oldest waiting batches: normalise, archive raw, resolve learners, pseudonymise, stage, receipt.
 *
 * @returns the receipts; null when nothing waits
 */
export async function processNext(pipeline: Pipeline): Promise<readonly Receipt[] | null> {
  const group = await pipeline.intake.take(GROUP_LINES, GROUP_BYTES);
  return group === null ? null : processGroup(group, pipeline);
}

/**
 * The same for batches that somebody else took out of the intake.
 * A batch that cannot be processed even alone is set aside as a dead letter, so that it blocks no other.
 *
 * @throws what passes by itself (a full disk, a vault that does not answer): the batches wait on
 */
export async function processGroup(group: IntakeGroup, pipeline: ProcessPipeline): Promise<readonly Receipt[]> {
  const started = pipeline.clock.now();
  const receipts = await processBatches(group.batches, pipeline).catch((error: unknown) => oneByOne(group, error, pipeline));
  await group.done();
  for (const receipt of receipts) logReceipt(receipt, pipeline, started);
  return receipts;
}

async function oneByOne(group: IntakeGroup, fault: unknown, pipeline: ProcessPipeline): Promise<readonly Receipt[]> {
  const { log } = pipeline;
  if (passing(fault)) throw fault;
  const receipts: Receipt[] = [];
  for (const batch of group.batches) {
    try {
      receipts.push(...(await processBatches([batch], pipeline)));
    } catch (error) {
      if (passing(error)) throw error;
      const code = faultCode(error);
      await group.setAside(batch.id, code);
      log.error('process.set_aside', { source: batch.source, batch: isProvisional(batch.id) ? 'unnamed' : batch.id, code });
    }
  }
  return receipts;
}

/** 3. Bring merged files in line with new fences, then merge what is staged into its course-days, shard by shard. */
export async function mergeAll(pipeline: Pipeline, options: MergeOptions = {}): Promise<MergeReport> {
  const reports: MergeReport[] = [];
  for (let shard = 0; shard < pipeline.shards; shard++) reports.push(await mergeOne(shard, pipeline, options));
  return sumReports(reports);
}

/** The same for one shard. The fences, which know no shards, are the first one's work. */
export async function mergeOne(shard: number, pipeline: ShardDeps, options: MergeOptions = {}): Promise<MergeReport> {
  if (shard === 0) await sweepFences(pipeline, options.until);
  return mergeShard(shard, pipeline, options);
}

/** What several merges did together. */
export function sumReports(reports: readonly MergeReport[]): MergeReport {
  return reports.reduce(sum, { staged: 0, written: 0, rows: 0, withdrawn: 0, oldest: null, waiting: 0, finished: true });
}

function sum(a: MergeReport, b: MergeReport): MergeReport {
  return {
    staged: a.staged + b.staged,
    written: a.written + b.written,
    rows: a.rows + b.rows,
    withdrawn: a.withdrawn + b.withdrawn,
    oldest: a.oldest === null || b.oldest === null ? (a.oldest ?? b.oldest) : Math.min(a.oldest, b.oldest),
    waiting: a.waiting + b.waiting,
    finished: a.finished && b.finished,
  };
}

function logReceipt({ source, batches }: Receipt, { log, clock }: ProcessPipeline, started: number): void {
  const lines = batches.reduce((total, batch) => total + batch.lines, 0);
  const rows = batches.reduce((total, batch) => total + batch.rows, 0);
  log.info('process.done', { source, batches: batches.length, lines, rows, ms: clock.now() - started });
}
