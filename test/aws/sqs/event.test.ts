import type { SQSRecord } from 'aws-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { messageOf } from '#adapters/aws/sqs/message.ts';
import { SqsEvent } from '#adapters/aws/sqs-event.ts';
import type { SqsIntakeDeps } from '#adapters/aws/sqs-intake.ts';
import type { IntakeGroup } from '#core/ports/intake.ts';
import { encodeBatch } from '#core/receive/batch.ts';
import { batchOf } from '../../contracts/intake.suite.ts';
import { queues } from './queues.ts';

let deps: SqsIntakeDeps;
beforeAll(async () => {
  deps = await queues();
});

function recordOf(messageId: string, body: string, receipts = 1): SQSRecord {
  const attributes = {
    ApproximateReceiveCount: String(receipts),
    SentTimestamp: '0',
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '0',
  };
  const rest = { messageAttributes: {}, md5OfBody: '', eventSource: 'aws:sqs', eventSourceARN: '', awsRegion: 'eu-west-3' };
  return { messageId, receiptHandle: messageId, body, attributes, ...rest };
}

async function record(name: string, receipts = 1, lines = 1): Promise<SQSRecord> {
  const batch = batchOf(name, 1, new Array<string>(lines).fill('{}'));
  return recordOf(name, await messageOf(batch, encodeBatch(batch), deps.inbox), receipts);
}

async function groupsOf(event: SqsEvent): Promise<IntakeGroup[]> {
  const groups: IntakeGroup[] = [];
  for await (const group of event.groups()) groups.push(group);
  return groups;
}

const names = (groups: readonly IntakeGroup[]) => groups.map(({ batches }) => batches.map(({ id }) => id.slice(2).replace(/a+$/, '')));

describe('an SQS event', () => {
  it('groups fresh messages by lines; those received more than twice come last, each alone', async () => {
    const records = [await record('x', 3), await record('n', 1, 6), await record('m', 2, 5), await record('o', 1, 5), await record('y', 9)];
    const groups = await groupsOf(new SqsEvent(records, { inbox: deps.inbox, maxLines: 10 }));
    expect(names(groups)).toEqual([['n'], ['m', 'o'], ['x'], ['y']]);
  });

  it('and by bytes', async () => {
    const records = [await record('n', 1, 1000), await record('m', 1, 1000), await record('o', 1, 1)];
    const groups = await groupsOf(new SqsEvent(records, { inbox: deps.inbox, maxBytes: 4_000 }));
    expect(names(groups)).toEqual([['n'], ['m', 'o']]);
  });

  it('reports what was not done and what was set aside, by message, once each, and nothing else', async () => {
    const records = [await record('n'), await record('m'), await record('o', 3)];
    const event = new SqsEvent(records, { inbox: deps.inbox });
    expect(event.failures()).toEqual(['n', 'm', 'o']);
    const [first] = await groupsOf(event);
    await first?.setAside(first.batches[0]?.id ?? '', 'parquet_unreadable');
    await first?.done();
    expect(event.failures()).toEqual(['n', 'o']);
  });

  it('leaves an unreadable message failed, tells its code, and goes on with the others', async () => {
    const codes: string[] = [];
    const records = [recordOf('bad', 'what is this'), recordOf('lost', 'inbox:inbox/nowhere.zst'), await record('n')];
    const event = new SqsEvent(records, { inbox: deps.inbox, unreadable: (code) => codes.push(code) });
    for (const group of await groupsOf(event)) await group.done();
    expect(codes).toEqual(['batch_unreadable', 'batch_unreadable']);
    expect(event.failures()).toEqual(['bad', 'lost']);
  });

  it('lets go of what has outlived its expiry, and tells so', async () => {
    const gone: string[] = [];
    const event = new SqsEvent([await record('n'), await record('m')], {
      inbox: deps.inbox,
      expiredBefore: 2,
      expired: (batch) => gone.push(batch.source),
    });
    expect(await groupsOf(event)).toEqual([]);
    expect(gone).toEqual(['campus', 'campus']);
    expect(event.failures()).toEqual([]);
  });

  it('two messages of one batch are both done', async () => {
    const event = new SqsEvent([await record('n'), { ...(await record('n')), messageId: 'again' }], { inbox: deps.inbox });
    for (const group of await groupsOf(event)) await group.done();
    expect(event.failures()).toEqual([]);
  });
});
