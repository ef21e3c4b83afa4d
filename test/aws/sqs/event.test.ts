import type { SQSRecord } from 'aws-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { messageOf } from '#adapters/aws/sqs/message.ts';
import { SqsEvent } from '#adapters/aws/sqs-event.ts';
import type { SqsIntakeDeps } from '#adapters/aws/sqs-intake.ts';
import { Fault } from '#core/errors.ts';
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

  it('after an outage, when all have come several times, does not take them one by one; narrower each time, single in the end', async () => {
    const many = async (receipts: number) => Promise.all(Array.from({ length: 100 }, (_, n) => record(`${receipts}-${n}-`, receipts)));
    const sizes = async (receipts: number) =>
      (await groupsOf(new SqsEvent(await many(receipts), { inbox: deps.inbox }))).map(({ batches }) => batches.length);
    expect(await sizes(3)).toEqual([100]);
    expect(await sizes(5)).toEqual([64, 36]);
    expect((await sizes(7)).length).toBe(25);
    expect((await sizes(8)).length).toBe(100);
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

  it('reads nothing but the inbox, wherever a message points', async () => {
    const asked: string[] = [];
    const get = async (key: string): Promise<null> => {
      asked.push(key);
      return null;
    };
    const inbox = { ...deps.inbox, get } as typeof deps.inbox;
    const codes: string[] = [];
    const pointers = ['inbox:raw/source=campus/x', 'inbox:inbox/../raw/x', 'inbox:staging/x'].map((body) => recordOf(body, body));
    expect(await groupsOf(new SqsEvent(pointers, { inbox, unreadable: (code) => codes.push(code) }))).toEqual([]);
    expect(asked).toEqual([]);
    expect(codes).toEqual(['batch_unreadable', 'batch_unreadable', 'batch_unreadable']);
  });

  it('goes on past one refusal of the inbox, and stops at the second in a row', async () => {
    const refusing = (times: number) => {
      let left = times;
      const get = async (): Promise<null> => {
        if (left-- > 0) throw new Fault('store_unavailable');
        return null;
      };
      return { ...deps.inbox, get } as typeof deps.inbox;
    };
    const pointer = (n: number) => recordOf(`p${n}`, `inbox:inbox/${n}.zst`);
    const once = new SqsEvent([pointer(1), await record('n'), pointer(2), await record('m')], { inbox: refusing(2) });
    for (const group of await groupsOf(once)) await group.done();
    expect(once.failures()).toEqual(['p1', 'p2']);
    const out = new SqsEvent([await record('n'), pointer(1), pointer(2), await record('m')], { inbox: refusing(2) });
    await expect(groupsOf(out)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(out.failures()).toEqual(['n', 'p1', 'p2', 'm']);
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
