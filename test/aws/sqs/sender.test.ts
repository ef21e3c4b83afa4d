import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Meter } from '#adapters/aws/meter.ts';
import { SqsIntake } from '#adapters/aws/sqs-intake.ts';
import { SqsSender } from '#adapters/aws/sqs-sender.ts';
import type { Intake } from '#core/ports/intake.ts';
import { batchOf, describeIntake } from '../../contracts/intake.suite.ts';
import { motoOptions } from '../support/clients.ts';
import { crashProxy, type Fate } from '../support/crash-proxy.ts';
import { queues, VISIBILITY_S } from './queues.ts';

/** An intake whose batches the sender submits. */
function sentBy(sender: SqsSender, intake: SqsIntake): Intake {
  return {
    submit: (batch) => sender.submit(batch),
    take: (maxLines, maxBytes) => intake.take(maxLines, maxBytes),
    recover: () => intake.recover(),
    redrive: () => intake.redrive(),
    depth: () => intake.depth(),
  };
}

describeIntake('SQS, by signed requests', async () => {
  const deps = await queues();
  const { region, credentials } = motoOptions();
  const sender = new SqsSender({ queueUrl: deps.queueUrl, inbox: deps.inbox, region, credentials });
  return {
    intake: sentBy(sender, new SqsIntake(deps)),
    restart: async () => {
      await sleep(VISIBILITY_S * 1000 + 100);
      return sentBy(sender, new SqsIntake(deps));
    },
    close: () => {},
  };
});

async function made(fates: readonly Fate[]) {
  const deps = await queues();
  const { region, credentials, endpoint } = motoOptions();
  const left = [...fates];
  const proxy = await crashProxy(endpoint, () => left.shift() ?? 'through');
  const meter = new Meter();
  const sender = new SqsSender({ queueUrl: deps.queueUrl, inbox: deps.inbox, region, credentials, endpoint: proxy.url, meter });
  return { sender, meter, intake: new SqsIntake(deps), close: () => proxy.close() };
}

const refusal = (status: number, type: string): Fate => ({
  status,
  body: JSON.stringify({ __type: `com.amazonaws.sqs#${type}`, message: 'no' }),
});
const BATCH = batchOf('x', 5, ['one', 'two']);

describe('whoever only submits', () => {
  it('pays by each started 64 KiB, and puts what no message can carry into the inbox', async () => {
    const { sender, meter, intake, close } = await made([]);
    await sender.submit(BATCH);
    expect(meter.take()).toEqual({ sqs_requests: 1 });
    await sender.submit(batchOf('large', 5, [randomBytes(150_000).toString('base64')]));
    expect(meter.take().sqs_requests).toBeGreaterThanOrEqual(4);
    const huge = batchOf('huge', 5, [randomBytes(1_048_576).toString('base64')]);
    await sender.submit(huge);
    expect(meter.take()).toEqual({ sqs_requests: 1 });
    expect(meter.calls()).toEqual({ 'SQS.SendMessage': 3 });
    expect((await intake.take(100))?.batches).toContainEqual(huge);
    await close();
  });

  it.each([
    ['a fault of SQS', { status: 500, body: '' }],
    ['what a proxy says in words', { status: 503, body: '<html>busy</html>' }],
    ['throttling', refusal(400, 'RequestThrottled')],
    ['throttling of the key', refusal(400, 'KmsThrottled')],
    ['a lost request', 'lost before'],
  ] satisfies [string, Fate][])('tries again after %s, and counts each time', async (_, fate) => {
    const { sender, meter, intake, close } = await made([fate, fate]);
    await sender.submit(BATCH);
    expect(meter.take()).toEqual({ sqs_requests: 3 });
    expect((await intake.take(100))?.batches).toEqual([BATCH]);
    await close();
  });

  it('sends twice what may have been lost', async () => {
    const { sender, intake, close } = await made(['lost after']);
    await sender.submit(BATCH);
    expect((await intake.depth()).batches).toBe(2);
    expect((await intake.take(100))?.batches).toEqual([BATCH]);
    await close();
  });

  it('gives up at last, by a code that passes', async () => {
    for (const fate of [refusal(400, 'ThrottlingException'), { status: 500, body: '' }, 'lost before'] satisfies Fate[]) {
      const { sender, meter, close } = await made([fate, fate, fate]);
      await expect(sender.submit(BATCH)).rejects.toMatchObject({ code: 'intake_unavailable' });
      expect(meter.take()).toEqual({ sqs_requests: 3 });
      await close();
    }
  });

  it('does not ask again for what SQS will not do, and tells nothing of the answer', async () => {
    const { sender, meter, close } = await made([refusal(400, 'QueueDoesNotExist')]);
    const error = await sender.submit(BATCH).catch((caught: Error) => caught);
    expect(error).toMatchObject({ code: 'intake_unavailable', message: expect.stringContaining('status 400') });
    expect(meter.take()).toEqual({ sqs_requests: 1 });
    await close();
  });

  it('believes no answer that tells of another message', async () => {
    const { sender, close } = await made([{ status: 200, body: '{"MessageId":"m","MD5OfMessageBody":"00"}' }]);
    await expect(sender.submit(BATCH)).rejects.toMatchObject({ code: 'intake_unavailable' });
    await close();
  });
});
