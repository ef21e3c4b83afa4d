import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { encrypt } from '../permissions/keys.ts';
import { send, take } from '../permissions/queues.ts';
import { REDRIVE_TIMEOUT } from '../timing.ts';
import { type FunctionHouse, HouseFunction } from './house-function.ts';
import { machineRole } from './machine-role.ts';

export interface RedriveProps {
  readonly house: FunctionHouse;
  readonly dataKey: IKey;
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
  /** Letters older than it are let go. */
  readonly intakeDays: number;
}

/** Dead letters back into the queue. Operators call it, and so need not be able to read what it moves. */
export function redriveFunction(scope: Construct, { house, dataKey, queue, deadLetters, intakeDays }: RedriveProps): HouseFunction {
  const role = machineRole(scope, 'RedriveRole', {
    name: house.name,
    part: 'redrive',
    entries: ['redrive'],
    traced: true,
    statements: [take('DeadLetters', deadLetters), send('Queue', queue), encrypt(dataKey, 'sqs')],
  });
  return new HouseFunction(scope, 'Redrive', {
    house,
    role,
    entry: 'redrive',
    does: 'Puts dead letters back in the queue',
    memoryMb: 256,
    timeout: REDRIVE_TIMEOUT,
    concurrency: 1,
    traced: true,
    environment: {
      SILLAGE_QUEUE_URL: queue.queueUrl,
      SILLAGE_DEAD_LETTERS_URL: deadLetters.queueUrl,
      SILLAGE_INTAKE_DAYS: String(intakeDays),
    },
  });
}
