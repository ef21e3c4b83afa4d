import { setTimeout as sleep } from 'node:timers/promises';
import { SqsIntake } from '#adapters/aws/sqs-intake.ts';
import { describeIntake } from '../../contracts/intake.suite.ts';
import { queues, VISIBILITY_S } from './queues.ts';

describeIntake('SQS', async () => {
  const deps = await queues();
  return {
    intake: new SqsIntake(deps),
    restart: async () => {
      // A dead worker's messages come back when their time is over.
      await sleep(VISIBILITY_S * 1000 + 100);
      return new SqsIntake(deps);
    },
    close: () => {},
  };
});
