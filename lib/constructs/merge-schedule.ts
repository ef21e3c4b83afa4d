import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnEventInvokeConfig, type Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { roleName } from '../names.ts';
import { allow } from '../permissions/allow.ts';
import { encrypt } from '../permissions/keys.ts';
import { send } from '../permissions/queues.ts';

export interface MergeScheduleProps {
  readonly name: string;
  readonly merge: Lambda;
  /** The shards of each call. */
  readonly calls: readonly (readonly number[])[];
  readonly everyMinutes: number;
  readonly missed: Queue;
  readonly dataKey: IKey;
}

/** Calls for all shards, every few minutes. A call that fails is not repeated: the next one does its work. */
export class MergeSchedule extends Construct {
  constructor(scope: Construct, id: string, { name, merge, calls, everyMinutes, missed, dataKey }: MergeScheduleProps) {
    super(scope, id);
    const { region, account } = Stack.of(this);
    const group = new CfnScheduleGroup(this, 'Group', { name });
    const role = new Role(this, 'Role', {
      roleName: roleName(name, 'schedule'),
      description: `${name}: starts merges`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': `arn:aws:scheduler:${region}:${account}:schedule-group/${name}` },
        },
      }),
      inlinePolicies: {
        schedule: new PolicyDocument({
          statements: [allow('Start', ['lambda:InvokeFunction'], [merge.functionArn]), send('Missed', missed), encrypt(dataKey, 'sqs')],
        }),
      },
    });
    for (const [call, shards] of calls.entries()) {
      new CfnSchedule(this, `Call${call}`, {
        description: `Merges shards ${shards.join(', ')}`,
        groupName: group.ref,
        scheduleExpression: everyMinutes === 1 ? 'rate(1 minute)' : `rate(${everyMinutes} minutes)`,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: merge.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify({ shards }),
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
          deadLetterConfig: { arn: missed.queueArn },
        },
      });
    }
    // The scheduler calls asynchronously: Lambda too would repeat what fails.
    new CfnEventInvokeConfig(this, 'Once', {
      functionName: merge.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 0,
      maximumEventAgeInSeconds: everyMinutes * 60,
      destinationConfig: { onFailure: { destination: missed.queueArn } },
    });
  }
}
