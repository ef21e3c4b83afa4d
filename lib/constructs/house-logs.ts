import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { logGroupName } from '../names.ts';

export interface HouseLogsProps {
  readonly dataKey: IKey;
  readonly name: string;
  /** Last part of the group's name: /<name>/<part>. */
  readonly part: string;
  /** One of the retentions that CloudWatch knows; the settings refuse others. */
  readonly days: number;
}

/**
 * A log group with an end, under the data key. It goes with its stack: it holds codes and counts, no store of anything, and a group
 * left behind would stand in the way of the next deployment under its name.
 */
export function houseLogs(scope: Construct, id: string, { dataKey, name, part, days }: HouseLogsProps): LogGroup {
  return new LogGroup(scope, id, {
    logGroupName: logGroupName(name, part),
    encryptionKey: dataKey,
    retention: days satisfies RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
