import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqsIntake } from '#adapters/aws/sqs-intake.ts';
import { Choices } from '../../faults/scheduler.ts';
import { motoOptions } from '../support/clients.ts';
import { EventSource } from '../support/event-source.ts';
import { contextOf } from '../support/lambda.ts';
import { DISTINCT, eventOf, IDENTIFIERS, LINES, sendingsOf } from './events.ts';
import { again, type Functions, posting, World } from './world.ts';

const THROTTLED = { status: 400, body: '{"__type":"ThrottlingException","message":"Rate exceeded"}' };
const SLOW_DOWN = { status: 503, body: '<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>' };

let world: World;
let functions: Functions;
beforeEach(async () => {
  world = await World.make();
  await world.addSource('campus');
  functions = await world.cold(3);
});
afterEach(() => world.close());

const post = async (body: string | Uint8Array, headers = {}) => functions.receive(posting('campus', body, headers), contextOf('receive'));

async function sendAll(): Promise<void> {
  for (const body of sendingsOf('campus')) expect((await post(body)).statusCode).toBe(200);
}

async function taken(): Promise<SQSRecord[]> {
  let records: SQSRecord[] = [];
  await new EventSource(world.cloud.queueUrl).deliver(async ({ Records }) => {
    records = Records;
    return { batchItemFailures: [] };
  });
  return records;
}

const process = async (records: SQSRecord[], by = functions) =>
  (await by.process({ Records: records }, contextOf('process'))).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

describe('the journey', () => {
  it('brings what was posted to where researchers see it, and names of persons nowhere', async () => {
    await sendAll();
    const events = new EventSource(world.cloud.queueUrl);
    expect(await events.deliver((event) => functions.process(event, contextOf('process')))).toBe(3);
    expect(await world.rows('campus')).toEqual([]);
    await world.merge(functions);
    expect(await world.rows('campus')).toHaveLength(DISTINCT);
    const { lines, rows, rejected } = await world.summary();
    expect({ lines, rows, rejected }).toEqual({ lines: LINES, rows: 14, rejected: { truncated_line: 1, unknown_dialect: 1 } });
    const written: string[] = [...world.logged];
    for (const key of await world.keys('')) {
      written.push(key);
      if (!key.startsWith('raw/')) written.push(Buffer.from((await world.objects.get(key))?.body ?? []).toString('latin1'));
    }
    expect(written.length).toBeGreaterThan(10);
    for (const identifier of IDENTIFIERS) {
      const spellings = [identifier, Buffer.from(identifier).toString('latin1')];
      expect(
        written.filter((text) => spellings.some((spelling) => text.includes(spelling))),
        identifier,
      ).toEqual([]);
    }
  });

  it('answers as the front door does: 401, 400, 413, 404 by code, never quoting', async () => {
    const answer = async (event: unknown) => {
      const { statusCode, body = '' } = await functions.receive(event, contextOf('receive'));
      return [statusCode, (JSON.parse(body) as { error?: { code?: string } }).error?.code];
    };
    expect(await answer({ ...posting('campus', '{}'), headers: { authorization: 'Bearer wrong' } })).toEqual([401, 'unauthorized']);
    expect(await answer(posting('campus', '{"zoé":'))).toEqual([400, 'malformed_json']);
    expect(await answer(posting('campus', Buffer.alloc(1_048_577)))).toEqual([413, 'body_too_large']);
    expect(await answer({ ...posting('campus', '{}'), rawPath: '/elsewhere' })).toEqual([404, 'not_found']);
    expect(await taken()).toEqual([]);
  });

  it('carries a body at the size limit, through the inbox when no message can', async () => {
    // Hardly compressible: as large as a POST may be, and larger than a message.
    const lines = Array.from({ length: 40 }, (_, n) =>
      eventOf('campus', n).replace('"ip"', `"noise":"${randomBytes(24_000).toString('base64')}","ip"`),
    );
    const body = gzipSync(lines.join('\n'));
    expect(body.length).toBeGreaterThan(900_000);
    expect((await post(body, { 'content-encoding': 'gzip' })).statusCode).toBe(200);
    expect(await world.keys('inbox/')).toHaveLength(1);
    expect(await process(await taken())).toEqual([]);
    await world.merge(functions);
    expect(await world.rows('campus')).toHaveLength(40);
  });

  it('survives zombies: the same messages in two functions at once, and merges beside each other', async () => {
    await sendAll();
    const records = await taken();
    const other = await world.cold(3);
    const both = await Promise.all([
      process(records),
      process(records.toReversed(), other),
      process(
        records.slice(0, 2).map((r) => again(r)),
        other,
      ),
    ]);
    // Who lost a race for a name may say so; then the message comes again.
    for (const failed of both) {
      const rest = records.filter(({ messageId }) => failed.includes(messageId));
      if (rest.length > 0) expect(await process(rest.map((record) => again(record)))).toEqual([]);
    }
    await Promise.all([world.merge(functions), world.merge(other)]);
    await world.merge(functions);
    expect(await world.rows('campus')).toHaveLength(DISTINCT);
    expect(await world.keys('staging/')).toEqual([]);
    expect((await world.summary()).lines).toBe(LINES);
  });

  it.each([
    ['throttling', (isS3: boolean) => (isS3 ? SLOW_DOWN : THROTTLED)],
    ['5xx', () => ({ status: 500, body: '{}' })],
    ['lost answers', () => 'lost after' as const],
    ['lost requests', () => 'lost before' as const],
  ])('comes through %s from every service', { timeout: 120_000 }, async (_, fault) => {
    const choices = new Choices(7);
    // The SDK's own three attempts, and then redelivery, have to do.
    world.fate = (isS3) => (choices.chance(25) ? fault(isS3) : 'through');
    for (const body of sendingsOf('campus')) {
      for (let sent = 0; (await post(body)).statusCode !== 200; sent++) if (sent > 20) throw new Error('never answered 200');
    }
    let waiting = await taken();
    for (let round = 0; waiting.length > 0; round++) {
      if (round > 20) throw new Error('never processed');
      const failed = new Set(await process(waiting));
      waiting = waiting.filter(({ messageId }) => failed.has(messageId)).map((record) => again(record));
    }
    for (let round = 0; ; round++) {
      const merged = await world.merge(functions).then(
        () => true,
        () => false,
      );
      if (merged) break;
      if (round > 20) throw new Error('never merged');
    }
    expect(await world.rows('campus')).toHaveLength(DISTINCT);
    expect((await world.summary()).lines).toBe(LINES);
  });

  it('sends a poison message to the dead letters and the others to their rows; redriven, it is tried again', {
    timeout: 120_000,
  }, async () => {
    await sendAll();
    const sqs = new SQSClient(motoOptions());
    await sqs.send(new SendMessageCommand({ QueueUrl: world.cloud.queueUrl, MessageBody: 'no batch of ours' }));
    const events = new EventSource(world.cloud.queueUrl);
    const intake = new SqsIntake({
      sqs,
      queueUrl: world.cloud.queueUrl,
      deadLetterUrl: world.cloud.deadLettersUrl,
      inbox: world.objects,
    });
    const deliveries: number[] = [];
    for (let round = 0; round < 12 && (await intake.depth()).deadLetters === 0; round++) {
      deliveries.push(await events.deliver((event) => functions.process(event, contextOf('process'))));
      await sleep(2_100);
    }
    expect(deliveries[0]).toBe(4);
    expect(deliveries.slice(1, 5)).toEqual([1, 1, 1, 1]);
    await world.merge(functions);
    expect(await world.rows('campus')).toHaveLength(DISTINCT);
    expect(world.logged.join('\n')).toContain('batch_unreadable');
    expect(world.logged.join('\n')).not.toContain('no batch of ours');
    expect(await intake.redrive()).toBe(1);
    expect(await intake.depth()).toMatchObject({ batches: 1, deadLetters: 0 });
  });
});
