import { ReceiveMessageCommand, SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { redriveLetters } from '#adapters/aws/sqs/redrive.ts';
import { queues } from './queues.ts';

type Queues = Awaited<ReturnType<typeof queues>>;

const letter = ({ sqs, deadLetterUrl: QueueUrl }: Queues, body = 'nobody can read this') =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));

async function waitingIn({ sqs }: Queues, QueueUrl: string) {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0, MessageAttributeNames: ['All'] }),
  );
  return Messages.map(({ Body, MessageAttributes }) => ({ body: Body, firstSent: Number(MessageAttributes?.['first_sent']?.StringValue) }));
}

describe('redriving dead letters', () => {
  it('keeps the time of their first sending, however often', async () => {
    const there = await queues();
    const before = Date.now();
    await letter(there);
    expect(await redriveLetters(there)).toEqual({ moved: 1, expired: 0, finished: true });
    const [first] = await waitingIn(there, there.queueUrl);
    expect(first?.body).toBe('nobody can read this');
    expect(first?.firstSent).toBeGreaterThanOrEqual(before - 1_000);
    // It fails again: SQS moves it to the dead letters, attributes and all.
    const again = { ...there, queueUrl: there.deadLetterUrl, deadLetterUrl: there.queueUrl };
    await new Promise((passed) => setTimeout(passed, 50));
    expect(await redriveLetters(again)).toMatchObject({ moved: 1 });
    expect(await waitingIn(there, there.deadLetterUrl)).toEqual([first]);
  });

  it('lets go of those that have outlived the intake by their first sending, not by their last, unread', async () => {
    const there = await queues();
    await letter(there, 'old');
    await redriveLetters(there);
    const old = (await waitingIn(there, there.queueUrl))[0]?.firstSent ?? 0;
    await new Promise((passed) => setTimeout(passed, 50));
    const back = { ...there, queueUrl: there.deadLetterUrl, deadLetterUrl: there.queueUrl };
    await redriveLetters(back);
    await letter(there, 'fresh');
    expect(await redriveLetters(there, { expiredBefore: old + 25 })).toEqual({ moved: 1, expired: 1, finished: true });
    expect((await waitingIn(there, there.queueUrl)).map(({ body }) => body)).toEqual(['fresh']);
    expect(await waitingIn(there, there.deadLetterUrl)).toEqual([]);
  });

  it('stops when time is up, says so, and goes on with the next call', async () => {
    const there = await queues();
    await there.sqs.send(new SetQueueAttributesCommand({ QueueUrl: there.deadLetterUrl, Attributes: { VisibilityTimeout: '30' } }));
    for (let n = 0; n < 12; n++) await letter(there, `letter ${n}`);
    const looks = [true, false];
    const first = await redriveLetters(there, { timeLeft: () => looks.shift() ?? true });
    expect(first).toEqual({ moved: expect.any(Number), expired: 0, finished: false });
    expect(first.moved).toBeLessThanOrEqual(10);
    expect(await redriveLetters(there)).toEqual({ moved: 12 - first.moved, expired: 0, finished: true });
  });
});
