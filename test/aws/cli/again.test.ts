import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ReplayReport } from '#core/process/replay.ts';
import { SHARDS } from '../../../lib/names.ts';
import { nativeEvent } from '../../cli/harness.ts';
import { motoOptions } from '../support/clients.ts';
import { Installation } from './installation.ts';

/** What the replay function keeps back of its time: no receipt is begun in it. */
const KEPT_BACK_MS = 60_000;
const FILES = 6;
const S3_CALL_MS = 10_000;

let there: Installation;
beforeAll(async () => {
  there = await Installation.make();
  await there.say('source', 'add', 'campus', '--platform', 'other');
  for (let n = 0; n < FILES; n++) {
    const lines = [nativeEvent(`event-${n}`), nativeEvent(`other-${n}`), n === 0 ? '{"sillage":1,"broken' : '{"what":"is this"}'];
    await there.say('ingest', there.cli.file(`${n}.log`, lines.join('\n')), '--source', 'campus');
    await there.process();
  }
});
afterAll(() => there.close());

const replays = () => there.lambda.calls.filter(({ name }) => name === 'replay').map(({ input }) => input);

describe('replay --aws', () => {
  test('--dry-run tells what would come of it, and writes nothing', async () => {
    const calls = there.lambda.calls.length;
    const out = await there.say('replay', '--dry-run');
    expect(out).toBe(`Read ${FILES} lines of ${FILES} groups again: 0 would give a row.\nNothing was written.\n`);
    expect(there.lambda.calls.length - calls).toBe(1);
    expect(replays().at(-1)).toEqual({ dryRun: true });
  });

  test('--code reads the lines that were rejected for this reason', async () => {
    const report = await there.json<ReplayReport>('replay', '--code', 'unknown_dialect');
    expect(report).toMatchObject({ receipts: FILES - 1, lines: FILES - 1, rows: 0, expired: 0, next: null });
    // Merged before and after, so that nothing waits in staging while lines are read.
    expect(there.lambda.calls.filter(({ name }) => name === 'merge')).toHaveLength(2 * SHARDS);
    expect(await there.world.rows('campus')).toHaveLength(2 * FILES);
  });

  test('--all reads every line, over as many calls as it takes', async () => {
    const before = await there.world.rows('campus');
    // A clock that goes by the calls to S3, so that each function finishes something, and not everything, whatever the machine.
    const real = Date.now;
    let ahead = 0;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => real() + ahead);
    there.world.fate = (isS3) => {
      if (isS3) ahead += S3_CALL_MS;
      return 'through';
    };
    there.limits['replay'] = KEPT_BACK_MS + 4.5 * S3_CALL_MS;
    const calls = replays().length;
    try {
      const report = await there.json<ReplayReport>('replay', '--all', '--since', '2026-01-01');
      expect(report).toMatchObject({ receipts: FILES, lines: 3 * FILES, rows: 2 * FILES, next: null });
    } finally {
      delete there.limits['replay'];
      there.world.fate = () => 'through';
      clock.mockRestore();
    }
    const inputs = replays().slice(calls) as { after?: string }[];
    expect(inputs.length).toBeGreaterThan(1);
    expect(inputs[0]).toEqual({ all: true, dryRun: false, since: '2026-01-01' });
    expect(inputs.at(-1)?.after).toMatch(/^receipts\/day=/);
    expect(await there.world.rows('campus')).toEqual(before);
  });
});

describe('a function that never has the time', () => {
  test.each(['merge', 'replay'])('%s is not called for ever', async (name) => {
    // Less than either keeps back of its time.
    there.limits[name] = 5_000;
    try {
      const args = name === 'merge' ? ['merge', '--now'] : ['replay', '--all', '--dry-run'];
      await there.say('ingest', there.cli.file('late.log', nativeEvent(`late-${name}`)), '--source', 'campus');
      await there.process();
      expect(await there.failure(...args)).toMatchObject({
        exit: 1,
        code: 'function_out_of_time',
        message: expect.stringMatching(new RegExp(`^The ${name} function keeps running out of time`)),
      });
    } finally {
      delete there.limits[name];
    }
  });
});

describe('redrive --aws', () => {
  test('there is nothing to redrive', async () => {
    expect(await there.say('redrive', '--dry-run')).toBe('Kept apart: 0 batches. To put them back in the queue: sillage redrive --aws\n');
    expect(await there.json('redrive')).toEqual({ batches: 0, expired: 0 });
  });

  test('puts what could not be processed back in the queue; a poison message gets back to the dead letters', {
    timeout: 120_000,
  }, async () => {
    const sqs = new SQSClient(motoOptions());
    await sqs.send(new SendMessageCommand({ QueueUrl: there.world.cloud.queueUrl, MessageBody: 'no batch of ours' }));
    await die();
    const text = await there.say('status');
    expect(text).toMatch(/1 batch could not be processed, and kept apart; once mended: sillage redrive --aws/);
    expect(text).not.toContain('no batch of ours');
    expect(await there.json('redrive', '--dry-run')).toEqual({ batches: 1 });
    expect(await there.json('status')).toMatchObject({ dead_letters: 1, waiting: { batches: 0 } });
    expect(await there.say('redrive')).toBe('Back in the queue: 1 batch.\n');
    expect(await there.json('status')).toMatchObject({ dead_letters: 0, waiting: { batches: 1, lag_s: null } });
    await die();
    expect(await there.json('status')).toMatchObject({ dead_letters: 1, waiting: { batches: 0 } });
  });
});

/** Delivers until SQS has given up on what cannot be processed. */
async function die(): Promise<void> {
  for (let round = 0; round < 15; round++) {
    await there.process();
    // As long as a message is invisible, in these queues.
    await sleep(2_100);
    const { dead_letters: dead } = await there.json<{ dead_letters: number }>('status');
    if (dead > 0) return;
  }
  throw new Error('nothing came to the dead letters');
}
