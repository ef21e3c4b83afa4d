import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/**
 * After so many failures a message is a dead letter. With about a quarter of an hour between two tries, a store may be out for half a day before
 * good messages become dead letters; what is deadly is taken last and alone from its third coming on, and harms no other.
 */
const TRIES = 50;

export interface HouseQueueProps {
  readonly dataKey: IKey;
  /** 1 to 14. In a standard queue a dead letter's clock goes on from when it was first sent. */
  readonly days: number;
  readonly visibility: Duration;
}

/** A queue and its dead letters: TLS only, under the data key, which SQS asks for once a day (a KMS request for every message would cost more than SQS). */
export class HouseQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { dataKey, days, visibility }: HouseQueueProps) {
    super(scope, id);
    this.deadLetters = deadLetters(this, 'DeadLetters', dataKey, days);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: dataKey,
      dataKeyReuse: Duration.days(1),
      enforceSSL: true,
      retentionPeriod: Duration.days(days),
      visibilityTimeout: visibility,
      receiveMessageWaitTime: Duration.seconds(20),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: TRIES },
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

/** Where what failed waits for somebody to look, so many days. */
export function deadLetters(scope: Construct, id: string, dataKey: IKey, days: number): Queue {
  return new Queue(scope, id, {
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: dataKey,
    dataKeyReuse: Duration.days(1),
    enforceSSL: true,
    retentionPeriod: Duration.days(days),
    removalPolicy: RemovalPolicy.RETAIN,
  });
}
