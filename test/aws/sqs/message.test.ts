import { randomBytes } from 'node:crypto';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { batchOf, LONGEST_BODY, messageOf } from '#adapters/aws/sqs/message.ts';
import { SqsIntake } from '#adapters/aws/sqs-intake.ts';
import { encodeBatch } from '#core/receive/batch.ts';
import { batchOf as aBatch } from '../../contracts/intake.suite.ts';
import { queues } from './queues.ts';

/** The longest batch that a message still carries. */
async function longest(inbox: Parameters<typeof messageOf>[2]) {
  const text = randomBytes(1_048_576).toString('base64');
  let [fits, tooLong] = [1, text.length];
  const made = async (length: number) => {
    const batch = aBatch('size', length, [text.slice(0, length)]);
    return { batch, body: await messageOf(batch, encodeBatch(batch), inbox) };
  };
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if ((await made(middle)).body.startsWith('inbox:')) tooLong = middle;
    else fits = middle;
  }
  return made(fits);
}

describe('a message', () => {
  it('carries a batch up to the size limit, which SQS takes', async () => {
    const deps = await queues();
    const { batch, body } = await longest(deps.inbox);
    expect(body.length).toBeGreaterThan(LONGEST_BODY - 8);
    expect(body.length).toBeLessThanOrEqual(LONGEST_BODY);
    const intake = new SqsIntake(deps);
    await intake.submit(batch);
    const group = await intake.take(1);
    expect(group?.batches).toEqual([batch]);
    // As a dead letter it has its code beside it, and still fits.
    await group?.setAside(batch.id, 'query_failed');
    expect(await intake.redrive()).toBe(1);
    expect((await intake.take(1))?.batches).toEqual([batch]);
  });

  it('points to the inbox for a larger one, which is there before the message', async () => {
    const deps = await queues();
    const intake = new SqsIntake(deps);
    const batch = aBatch('large', 5, [randomBytes(1_048_576).toString('base64')]);
    await intake.submit(batch);
    const { Messages } = await deps.sqs.send(new ReceiveMessageCommand({ QueueUrl: deps.queueUrl, VisibilityTimeout: 0 }));
    expect(Messages?.[0]?.Body).toMatch(/^inbox:inbox\/b1large[a-z]+\.5\.zst$/);
    expect((await intake.take(1))?.batches).toEqual([batch]);
  });

  it('is unreadable when it is none of ours, a bomb, or points nowhere; only itself goes to the dead letters', async () => {
    const deps = await queues();
    const { zstdCompressSync } = await import('node:zlib');
    const bomb = zstdCompressSync(Buffer.alloc(65 * 1_048_576)).toString('base64');
    const intake = new SqsIntake(deps);
    const bad = ['hello', '', 'inbox:inbox/nowhere.zst', 'inbox:../etc/passwd', bomb].filter((body) => body !== '');
    for (const body of bad) {
      await expect(batchOf(body, deps.inbox)).rejects.toMatchObject({
        code: expect.stringMatching(/^(batch_unreadable|object_key_invalid)$/),
      });
      await deps.sqs.send(new SendMessageCommand({ QueueUrl: deps.queueUrl, MessageBody: body }));
    }
    const good = aBatch('good', 1);
    await intake.submit(good);
    const group = await intake.take(100);
    expect(group?.batches).toEqual([good]);
    await group?.done();
    expect(await intake.depth()).toMatchObject({ batches: 0, deadLetters: bad.length });
  });
});
