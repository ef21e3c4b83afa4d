import type { SQSRecord } from 'aws-lambda';
import { keep } from '#core/dataset/parquet/keep.ts';
import { openParquet } from '#core/dataset/parquet/read.ts';
import { MERGE_CALLS } from '../../lib/constructs/merge-calls.ts';
import { called, type Deployment, type Functions, posting } from './deployment.ts';
import { type Measured, measure, perCall } from './measured.ts';
import type { Growth } from './model.ts';
import { postsOf, type Traffic, windowLines } from './traffic.ts';

/** Lambda gives at most so many bytes, and messages, to one call. */
const CALL_BYTES = 6 * 1_048_576;
const CALL_MESSAGES = 10_000;
/** Of a record beside its body. */
const RECORD_BYTES = 700;

export interface Measurements {
  readonly eventBytes: number;
  readonly messageBytes: number;
  readonly process: Measured;
  readonly processCalls: number;
  readonly merge: Measured;
  readonly emptyMerge: Measured;
}

export interface RunOptions {
  readonly traffic: Traffic;
  readonly eventsPerPost: number;
  readonly windowSeconds: number;
  readonly mergeMinutes: number;
  /** Calls into which Lambda's pollers divide one window. */
  readonly calls: number;
}

/** Lines of the day before by which a learner becomes known, with her names and her course. */
const KNOWN_BY = 5;

let days = 0;

/** A day of its own for each run, so that learners return and course-days begin anew. */
function nextDay(): string {
  return new Date(Date.UTC(2025, 0, 1 + days++)).toISOString().slice(0, 10);
}

/** Windows and merges of one load: learners are known from the day before, and the functions are warm. */
export async function measureLoad(deployment: Deployment, options: RunOptions): Promise<Measurements> {
  const { traffic, windowSeconds, mergeMinutes } = options;
  const windows = Math.max(1, Math.round((mergeMinutes * 60) / windowSeconds));
  const known = await deployment.cold();
  const before = nextDay();
  // Small POSTs are many messages to make.
  const unmeasured = { ...options, eventsPerPost: Math.max(100, options.eventsPerPost) };
  const seen = new Map<string, number>();
  const news = (line: string): boolean => {
    const who = /"user_id":(\d+)/.exec(line)?.[1] ?? /"username":"([^"]*)"/.exec(line)?.[1] ?? '';
    seen.set(who, (seen.get(who) ?? 0) + 1);
    return (seen.get(who) ?? 0) <= KNOWN_BY;
  };
  const quietly = (run: () => Promise<void>) => measure(deployment.meter, run);
  for (let window = 0; window <= windows; window++) {
    const calls = await recordsOf(deployment, window, before, unmeasured, news);
    await quietly(() => runProcess(known, calls));
  }
  await quietly(() => merge(known));
  const functions = await deployment.cold();
  const day = nextDay();
  const first = await recordsOf(deployment, 0, day, unmeasured);
  await quietly(() => runProcess(functions, first));
  await quietly(() => merge(functions));
  const measured: Measured[] = [];
  let processCalls = 0;
  let messages = 0;
  let bytes = 0;
  for (let window = 1; window <= windows; window++) {
    const calls = await recordsOf(deployment, window, day, options);
    measured.push(await measure(deployment.meter, () => runProcess(functions, calls)));
    processCalls += calls.length;
    messages += calls.flat().length;
    bytes += calls.flat().reduce((total, { body }) => total + body.length, 0);
  }
  const merged = await measure(deployment.meter, () => merge(functions));
  const emptyMerge = await measure(deployment.meter, () => merge(functions));
  const lines = windowLines(1, windowSeconds, day, traffic);
  return {
    eventBytes: lines.reduce((total, line) => total + Buffer.byteLength(line) + 1, 0) / lines.length,
    messageBytes: bytes / messages,
    process: perCall(sum(measured), windows),
    processCalls: processCalls / windows,
    merge: merged,
    emptyMerge,
  };
}

/** One POST, of many. */
export async function measureReceive(deployment: Deployment, eventsPerPost: number, posts: number, traffic: Traffic): Promise<Measured> {
  const functions = await deployment.cold();
  const lines = windowLines(0, ((posts + WARM_UP) * eventsPerPost) / traffic.eventsPerSecond, nextDay(), traffic);
  const all = [...postsOf(lines, eventsPerPost)];
  const send = async (some: readonly (readonly string[])[]): Promise<void> => {
    for (const post of some) {
      const { statusCode } = await functions.receive(posting(post), called('receive'));
      if (statusCode !== 200) throw new Error(`receive answered ${statusCode}`);
    }
  };
  await measure(deployment.meter, () => send(all.slice(0, WARM_UP)));
  return perCall(await measure(deployment.meter, () => send(all.slice(WARM_UP))), all.length - WARM_UP);
}

/** A process of receive answers thousands of requests before it ends: what is measured is compiled. */
const WARM_UP = 300;

const GROUP_ROWS = 20_000;
/** Rows that enter with one measured merge: what three minutes bring to one of thirty courses. */
const ENTERING = 600;
const REPEATS = 3;

/** What rows that are there already add to a merge: the same small merges into a course-day with ever more rows, its last row group half full. */
export async function measureGrowth(deployment: Deployment, steps: number): Promise<Growth> {
  const functions = await deployment.cold();
  const day = nextDay();
  const traffic = { eventsPerSecond: 100, courses: 1, eventsPerLearnerDay: 150, sessionSeconds: 3_600 };
  let rows = 0;
  const bring = async (count: number): Promise<number> => {
    const load = { traffic, eventsPerPost: 1_000, windowSeconds: count / traffic.eventsPerSecond, mergeMinutes: 3, calls: 1 };
    // It begins where the rows before it end: as many windows of its own length after the first.
    const calls = await recordsOf(deployment, rows / count, day, load);
    await measure(deployment.meter, () => runProcess(functions, calls));
    const { cpuMs } = await measure(deployment.meter, () => merge(functions));
    rows += count;
    return cpuMs;
  };
  const points: { readonly rows: number; readonly cpuMs: number }[] = [];
  for (let step = 0; step <= steps; step++) {
    if (step > 0) await bring(step === 1 ? GROUP_ROWS / 2 : GROUP_ROWS - REPEATS * ENTERING);
    const before = rows;
    const times: number[] = [];
    for (let i = 0; i < REPEATS; i++) times.push(await bring(ENTERING));
    points.push({ rows: before, cpuMs: Math.min(...times) });
  }
  let bytes = 0;
  let keptMs = 0;
  for await (const { key, size } of deployment.objects.list('events/')) {
    if (!key.endsWith(`/${day}.parquet`)) continue;
    bytes += size;
    keptMs += await cpuOfKeeping(deployment, key);
  }
  const [empty, half] = points;
  return {
    lastGroupCpuMs: Math.max(0, (half?.cpuMs ?? 0) - (empty?.cpuMs ?? 0)),
    // On a busy machine the line through merges is crooked: what a merge does with each row is at least this.
    cpuMs: Math.max(slope(points.slice(1)), keptMs / rows),
    bytes: bytes / rows,
  };
}

/** What a merge does with rows that it keeps: reads which they are, and copies their bytes. The least of several times, ms. */
async function cpuOfKeeping({ meter, objects }: Deployment, key: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const { cpuMs } = await measure(meter, async () => {
      const object = await objects.open(key);
      if (object === null) throw new Error('the merged file is gone');
      const file = await openParquet(object);
      for await (const { columns } of file.tables(['event_id'])) columns.event_id.some((id) => id === '');
      for await (const _ of keep(file, file.groups.length).bytes(0));
      await object.close();
    });
    times.push(cpuMs);
  }
  return Math.min(...times);
}

/** Least squares. */
function slope(points: readonly { readonly rows: number; readonly cpuMs: number }[]): number {
  const mean = (of: (point: (typeof points)[number]) => number) => points.reduce((total, point) => total + of(point), 0) / points.length;
  const [rows, cpu] = [mean((point) => point.rows), mean(({ cpuMs }) => cpuMs)];
  const [above, below] = [mean((p) => (p.rows - rows) * (p.cpuMs - cpu)), mean((p) => (p.rows - rows) ** 2)];
  return Math.max(0, above / below);
}

/** The messages of one window, as Lambda hands them over: one list for each call. */
async function recordsOf(
  deployment: Deployment,
  window: number,
  day: string,
  options: RunOptions,
  wanted: (line: string) => boolean = () => true,
): Promise<SQSRecord[][]> {
  const { traffic, windowSeconds, eventsPerPost, calls } = options;
  const records: SQSRecord[] = [];
  for (const lines of postsOf(windowLines(window, windowSeconds, day, traffic).filter(wanted), eventsPerPost))
    records.push(await deployment.message(lines));
  const perPoller = Math.ceil(records.length / calls);
  const given: SQSRecord[][] = [];
  let bytes = 0;
  for (const [i, record] of records.entries()) {
    const size = record.body.length + RECORD_BYTES;
    const last = given.at(-1);
    if (last === undefined || i % perPoller === 0 || last.length === CALL_MESSAGES || bytes + size > CALL_BYTES) {
      given.push([record]);
      bytes = size;
    } else {
      last.push(record);
      bytes += size;
    }
  }
  return given;
}

async function runProcess(functions: Functions, calls: readonly SQSRecord[][]): Promise<void> {
  for (const Records of calls) {
    const { batchItemFailures } = await functions.process({ Records }, called('process'));
    if (batchItemFailures.length > 0) throw new Error('process failed');
  }
}

async function merge(functions: Functions): Promise<void> {
  for (const shards of MERGE_CALLS) await functions.merge({ shards }, called('merge'));
}

function sum(all: readonly Measured[]): Measured {
  const add = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>) => {
    const total: Record<string, number> = { ...a };
    for (const [name, n] of Object.entries(b)) total[name] = (total[name] ?? 0) + n;
    return total;
  };
  return all.reduce((a, b) => ({
    cpuMs: a.cpuMs + b.cpuMs,
    used: add(a.used as Record<string, number>, b.used as Record<string, number>),
    calls: add(a.calls, b.calls),
    logBytes: a.logBytes + b.logBytes,
  }));
}
