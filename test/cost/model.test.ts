import { describe, expect, it } from 'vitest';
import { MEMORY_MB } from '#core/cost/fixed.ts';
import { ASSUMED, MONTH_S } from '../../bench/cost/assumptions.ts';
import type { Measured } from '../../bench/cost/measured.ts';
import { type Load, month, seconds } from '../../bench/cost/model.ts';
import { postsOf, windowLines } from '../../bench/cost/traffic.ts';

const nothing: Measured = { cpuMs: 0, used: {}, calls: {}, logBytes: 0 };
const load: Load = {
  eventsPerSecond: 100,
  eventsPerPost: 10,
  windowSeconds: 60,
  mergeMinutes: 3,
  courses: 30,
  sessionSeconds: 3_600,
  eventBytes: 1_000,
  messageBytes: 2_000,
  receive: { ...nothing, used: { sqs_requests: 1 } },
  process: { ...nothing, used: { s3_writes: 18, dynamodb_read_units: 10 } },
  processCalls: 1,
  merge: { ...nothing, used: { s3_writes: 46 } },
  emptyMerge: { ...nothing, used: { s3_writes: 16 } },
  mergeCalls: 4,
  growth: { lastGroupCpuMs: 0, cpuMs: 0, bytes: 20 },
};

describe('the month of a load', () => {
  it('counts POSTs, windows and merges', () => {
    const { usage, events, lagSeconds } = month(load);
    const posts = MONTH_S * 10;
    expect(events).toBe(posts * 10);
    expect(usage.http_requests).toBe(posts);
    expect(usage.lambda_requests).toBe(posts + MONTH_S / 60 + (MONTH_S / 180) * 4);
    expect(usage.sqs_requests).toBe(posts + (posts / 10) * 2 + (ASSUMED.pollers * MONTH_S) / ASSUMED.pollSeconds);
    expect(usage.dynamodb_read_units).toBe((MONTH_S / 60) * 10 * 2);
    expect(lagSeconds).toBe(240);
  });

  it('has no window without a message, and lists empty shards all the same', () => {
    const { usage } = month({ ...load, eventsPerSecond: 10_000 / MONTH_S });
    const cycles = MONTH_S / 180;
    expect(usage.s3_writes).toBeCloseTo(1_000 * 18 + 1_000 * 46 + (cycles - 1_000) * 16, 3);
  });

  it('pays twice for what is twice as long, and in parts beyond 8 MiB', () => {
    const grown = { ...load, growth: { lastGroupCpuMs: 100, cpuMs: 0.001, bytes: 20 } };
    const share = MEMORY_MB.merge / ASSUMED.cpuMb;
    expect(month(grown).durations.merge).toBeCloseTo((ASSUMED.slower * (30 * 100 + 4_320_000 * 0.001)) / share / 1000 / 4, 6);
    const large = { ...load, growth: { ...load.growth, bytes: 200 } };
    expect(month(large).usage.s3_writes ?? 0).toBeGreaterThan(2 * (month(load).usage.s3_writes ?? 0));
    expect(month(large).usage.s3_gb_months ?? 0).toBeGreaterThan(5 * (month(load).usage.s3_gb_months ?? 0));
  });

  it('takes less CPU for less memory, and waits for every call', () => {
    const measured = { ...nothing, cpuMs: 10, calls: { 'S3.PutObject': 2, 'SQS.SendMessage': 1 } };
    expect(seconds(measured, 1_769)).toBeCloseTo((20 + 215) / 1000, 10);
    expect(seconds(measured, 1_769 / 4)).toBeCloseTo((80 + 215) / 1000, 10);
  });

  it('waits once for what is under way at once', () => {
    const calls = { 'S3.GetObject': 1, 'S3.PutObject': 6, 'DynamoDB.UpdateItem': 32, 'DynamoDB.GetItem': 1 };
    const group = month({ ...load, process: { ...nothing, calls } }).durations.process;
    // Receipt looked for, archive, four staged files together, receipt; two rounds of learners, one source.
    expect(group).toBeCloseTo((4 * 100 + 3 * 10) / 1000, 10);
    const merging = { 'S3.ListObjectsV2': 4, 'S3.GetObject': 16 + 32, 'S3.DeleteObject': 16, 'S3.PutObject': 32, 'DynamoDB.Query': 36 };
    const { durations, lagSeconds } = month({ ...load, merge: { ...nothing, calls: merging } });
    // Of each of four calls: a list, four files read and deleted, eight course-days in two rounds with their fences.
    expect(durations.merge).toBeCloseTo((100 + 100 + 100 + 2 * 200 + 3 * 10) / 1000, 10);
    expect(lagSeconds).toBeCloseTo(240 + durations.merge * ASSUMED.longestMerge, 10);
  });
});

describe('the traffic', () => {
  it('is lifelike events of one window, with learners that come and go', () => {
    const traffic = { eventsPerSecond: 100, courses: 30, eventsPerLearnerDay: 150, sessionSeconds: 3_600 };
    const people = (window: number) =>
      new Set(windowLines(window, 60, '2026-10-05', traffic).map((line) => (JSON.parse(line) as { username: string }).username));
    const [first, second] = [people(0), people(1)];
    expect(first.size).toBe(2_400);
    expect([...second].filter((one) => !first.has(one))).toHaveLength(40);
    const events = windowLines(3, 60, '2026-10-05', traffic).map(
      (line) => JSON.parse(line) as { time: string; context: { course_id: string } },
    );
    expect(events).toHaveLength(6_000);
    expect(new Set(events.map(({ context }) => context.course_id)).size).toBe(30);
    expect(events.every(({ time }) => time.startsWith('2026-10-05T08:03'))).toBe(true);
    expect([...postsOf(['a', 'b', 'c'], 2)]).toEqual([['a', 'b'], ['c']]);
  });
});
