import { sumUsage, timesUsage } from '#core/cost/bill.ts';
import { MEMORY_MB } from '#core/cost/fixed.ts';
import type { Usage } from '#core/cost/price-lines.ts';
import { ROW_GROUP } from '#core/dataset/merge.ts';
import { COURSE_DAYS_AT_ONCE, FILES_AT_ONCE } from '#core/dataset/merge-shard.ts';
import { STAGED_AT_ONCE } from '#core/process/stage.ts';
import { ASSUMED, DAYS, MONTH_S } from './assumptions.ts';
import { type Measured, perCall } from './measured.ts';

/** A steady load, and what was measured of it. */
export interface Load {
  readonly eventsPerSecond: number;
  readonly eventsPerPost: number;
  readonly windowSeconds: number;
  readonly mergeMinutes: number;
  readonly courses: number;
  readonly sessionSeconds: number;
  /** Bytes of an event, as it is posted. */
  readonly eventBytes: number;
  /** Bytes of a message. */
  readonly messageBytes: number;
  /** One POST. */
  readonly receive: Measured;
  /** One window, in however many calls. */
  readonly process: Measured;
  readonly processCalls: number;
  /** One merge of all shards, in however many calls, into course-days that are almost empty. */
  readonly merge: Measured;
  /** The same when nothing is staged. */
  readonly emptyMerge: Measured;
  readonly mergeCalls: number;
  readonly growth: Growth;
}

/** What a row that is there already adds to a merge. */
export interface Growth {
  /** Of a whole last row group, half full as on average, which every merge writes anew. */
  readonly lastGroupCpuMs: number;
  /** Of a row in the groups before, which are kept. */
  readonly cpuMs: number;
  /** In the merged file. */
  readonly bytes: number;
}

const MB = 1_048_576;
const GB = 1_000_000_000;
const PART_BYTES = 8 * MB;

export interface Month {
  readonly usage: Usage;
  readonly events: number;
  /** Longest way of an event to where researchers see it, s. */
  readonly lagSeconds: number;
  /** Of one call, s. */
  readonly durations: { readonly receive: number; readonly process: number; readonly merge: number; readonly emptyMerge: number };
}

/** What a month of this load uses, without what is paid when nobody posts. */
export function month(load: Load): Month {
  const events = load.eventsPerSecond * MONTH_S;
  const posts = events / load.eventsPerPost;
  const cycles = MONTH_S / (load.mergeMinutes * 60);
  // A window begins with its first message; a merge finds nothing where no window ended before it.
  const windows = Math.min(MONTH_S / load.windowSeconds, posts);
  const busy = Math.min(1, windows / cycles);
  const merge = withGrowth(load);
  const merges = sumUsage(timesUsage(merge.used, cycles * busy), timesUsage(load.emptyMerge.used, cycles * (1 - busy)));
  const durations = {
    receive: seconds(load.receive, MEMORY_MB.receive),
    process: seconds(beside(perCall(load.process, load.processCalls), processStrands), MEMORY_MB.process),
    merge: seconds(beside(perCall(merge, load.mergeCalls), mergeStrands), MEMORY_MB.merge),
    emptyMerge: seconds(beside(perCall(load.emptyMerge, load.mergeCalls), mergeStrands), MEMORY_MB.merge),
  };
  const mergeSeconds = cycles * load.mergeCalls * (busy * durations.merge + (1 - busy) * durations.emptyMerge);
  const calls = sumUsage(timesUsage(load.receive.used, posts), timesUsage(load.process.used, windows), merges);
  const repeated = Math.max(1, load.sessionSeconds / ASSUMED.memorySeconds) + 1;
  const requests = (calls.s3_writes ?? 0) + (calls.s3_reads ?? 0);
  const kms = keyRequests(requests);
  const usage: Usage = {
    ...calls,
    http_requests: posts * Math.ceil((load.eventBytes * load.eventsPerPost) / (512 * 1024)),
    lambda_requests: posts + windows * load.processCalls + cycles * load.mergeCalls,
    lambda_gb_seconds:
      (posts * durations.receive * MEMORY_MB.receive +
        windows * load.processCalls * durations.process * MEMORY_MB.process +
        mergeSeconds * MEMORY_MB.merge) /
      1024,
    sqs_requests: (calls.sqs_requests ?? 0) + polling(posts, load.messageBytes),
    dynamodb_read_units: (calls.dynamodb_read_units ?? 0) * repeated,
    kms_requests: kms,
    scheduler_invocations: cycles * load.mergeCalls,
    // A process learns once a day which months of courses are known.
    glue_requests: load.courses * load.mergeCalls * DAYS,
    log_bytes:
      posts * (ASSUMED.accessLogBytes + load.receive.logBytes) +
      windows * load.process.logBytes +
      cycles * (busy * merge.logBytes + (1 - busy) * load.emptyMerge.logBytes) +
      ((calls.cloudtrail_data_events ?? 0) + kms + ASSUMED.trailEvents) * ASSUMED.trailBytes,
    traces: windows * load.processCalls + cycles * load.mergeCalls,
    s3_gb_months: kept(load, events, cycles * busy, requests) / GB,
    dynamodb_gb_months: ASSUMED.registryGb,
    dynamodb_backup_gb_months: ASSUMED.registryGb,
  };
  const lagSeconds = load.windowSeconds + durations.process + load.mergeMinutes * 60 + durations.merge * ASSUMED.longestMerge;
  return { usage, events, lagSeconds, durations };
}

/** The merge of an average moment: course-days are half full. */
function withGrowth({ merge, growth, eventsPerSecond, courses }: Load): Measured {
  const rows = (eventsPerSecond * 86_400) / 2;
  const parts = partsOf((rows / courses) * growth.bytes);
  const used = {
    ...merge.used,
    s3_reads: (merge.used.s3_reads ?? 0) + courses * (parts.reads - 1),
    s3_writes: (merge.used.s3_writes ?? 0) + courses * (parts.writes - 1),
  };
  const lastGroup = Math.min(1, rows / courses / (ROW_GROUP / 2));
  const more = courses * (parts.reads + parts.writes - 2);
  const calls = { ...merge.calls, 'S3.GetObject': (merge.calls['S3.GetObject'] ?? 0) + more };
  return { ...merge, used, calls, cpuMs: merge.cpuMs + courses * lastGroup * growth.lastGroupCpuMs + rows * growth.cpuMs };
}

/** Requests for one merged file of a day, on average while it grows from nothing to twice these bytes. */
function partsOf(meanBytes: number): { readonly reads: number; readonly writes: number } {
  const steps = 20;
  let reads = 0;
  let writes = 0;
  for (let i = 0; i < steps; i++) {
    const parts = Math.max(1, Math.ceil((meanBytes * 2 * (i + 0.5)) / steps / PART_BYTES));
    reads += parts;
    writes += parts === 1 ? 1 : parts + 2;
  }
  return { reads: reads / steps, writes: writes / steps };
}

/** Lambda's requests to the queue: messages out, messages gone, and asking in vain. */
function polling(posts: number, messageBytes: number): number {
  const chunks = Math.max(1, Math.ceil((messageBytes * ASSUMED.messagesPerRequest) / 65_536));
  return (posts / ASSUMED.messagesPerRequest) * (chunks + 1) + (ASSUMED.pollers * MONTH_S) / ASSUMED.pollSeconds;
}

/** Roots of our own, and what S3 asks for its bucket keys. One root for receive; batch, event, alias, learner and more for process. */
function keyRequests(s3Requests: number): number {
  const perProcess = { receive: 1, process: 5 };
  const roots = ASSUMED.receivers * perProcess.receive + ASSUMED.processors * perProcess.process;
  return (MONTH_S / ASSUMED.rootSeconds) * roots + s3Requests / ASSUMED.bucketKeys;
}

/** Bytes that lie in S3 in a month like this one, its own events included, those of earlier months not. */
function kept({ eventBytes, growth, eventsPerSecond }: Load, events: number, cycles: number, requests: number): number {
  const perDay = (total: number) => total / DAYS;
  const raw = perDay(events * eventBytes * RAW_PACKED) * ASSUMED.rawDays;
  const merged = events * growth.bytes;
  // Each merge leaves behind every course-day as it was.
  const replaced = perDay(cycles) * ((eventsPerSecond * 86_400) / 2) * growth.bytes * ASSUMED.noncurrentDays;
  return raw + merged + replaced + perDay(requests) * ASSUMED.s3LogBytes * ASSUMED.logDays;
}

/** zstd leaves a sixth of events at the least; measured below a tenth. */
const RAW_PACKED = 1 / 6;

type Calls = Measured['calls'];

/** The same call with its requests as often as one waits for them: those under way at once are waited for once. */
function beside(measured: Measured, strands: (calls: Calls) => Calls): Measured {
  return { ...measured, calls: strands(measured.calls) };
}

/** A group looks for its receipt, archives, stages and writes its receipt. Learners are written side by side. */
function processStrands(calls: Calls): Calls {
  const groups = calls['S3.GetObject'] ?? 0;
  const staged = Math.max(0, (calls['S3.PutObject'] ?? 0) - 2 * groups);
  const rounds = groups === 0 ? 0 : groups * Math.ceil(staged / groups / STAGED_AT_ONCE);
  const writes = ['DynamoDB.TransactWriteItems', 'DynamoDB.PutItem', 'DynamoDB.UpdateItem'];
  const learners = writes.map((name) => [name, (calls[name] ?? 0) / ASSUMED.registryAtOnce] as const);
  return { ...calls, ...Object.fromEntries(learners), 'S3.PutObject': 2 * groups + rounds };
}

/** A shard is listed; its staged files are read and deleted, and its course-days merged, several at a time. */
function mergeStrands(calls: Calls): Calls {
  const staged = calls['S3.DeleteObject'] ?? 0;
  const [read = 0, put = 0] = [calls['S3.GetObject'], calls['S3.PutObject']];
  const rounds = (count: number, atOnce: number) => Math.ceil(count / atOnce);
  return {
    ...calls,
    'S3.DeleteObject': rounds(staged, FILES_AT_ONCE),
    'S3.GetObject': rounds(staged, FILES_AT_ONCE) + rounds(Math.max(0, read - staged), COURSE_DAYS_AT_ONCE),
    'S3.PutObject': rounds(put, COURSE_DAYS_AT_ONCE),
    'DynamoDB.Query': rounds(calls['DynamoDB.Query'] ?? 0, COURSE_DAYS_AT_ONCE),
  };
}

/** How long a call takes: computing at Lambda's speed, and every request to AWS one after the other. */
export function seconds({ cpuMs, calls }: Measured, memoryMb: number): number {
  const computing = (cpuMs * ASSUMED.slower) / Math.min(1, memoryMb / ASSUMED.cpuMb);
  const waiting = Object.entries(calls).reduce((total, [operation, count]) => total + count * latencyOf(operation), 0);
  return (computing + waiting) / 1000;
}

function latencyOf(operation: string): number {
  const [service = ''] = operation.split('.');
  return ASSUMED.latencyMs[service] ?? 0;
}
