import { Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, type PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { logGroupName, roleName } from '../names.ts';
import { allow } from '../permissions/allow.ts';
import { decrypt, encrypt } from '../permissions/keys.ts';
import { listUnder, readObjects, writeObjects } from '../permissions/objects.ts';
import { readOutputs } from '../permissions/outputs.ts';
import { count, send } from '../permissions/queues.ts';
import { readRegistry, writeRegistry } from '../permissions/registry.ts';
import type { IntakeStack } from '../stacks/intake.ts';
import type { LakeStack } from '../stacks/lake.ts';
import type { VaultStack } from '../stacks/vault.ts';
import type { Audit } from './audit.ts';

export interface PeopleProps {
  readonly name: string;
  readonly vault: VaultStack;
  readonly intake: IntakeStack;
  readonly lake: LakeStack;
  readonly audit: Audit;
}

/** Numbers, not data: CloudWatch's metrics know no resources. */
const NUMBERS = () => allow('Numbers', ['cloudwatch:GetMetricData', 'cloudwatch:DescribeAlarms'], ['*']);

/** The roles of those who run the installation and those who watch over it. Who may take them, the account's own IAM says. */
export class People extends Construct {
  constructor(scope: Construct, id: string, { name, vault, intake, lake, audit }: PeopleProps) {
    super(scope, id);
    const { region, account } = Stack.of(this);
    const dashboard = `arn:aws:cloudwatch::${account}:dashboard/${name}`;
    const { lake: store } = lake.buckets;

    this.role(name, 'operator', 'sources, queue, inbox, merges and replays', [
      // Sources and their secrets' hashes, names of courses; no learner, no alias, no salt.
      readRegistry(vault.table, 'sources', 'secret#*', 'courses', 'refusals'),
      writeRegistry(vault.table, 'sources', 'secret#*'),
      // SQS demands decryption of whoever sends under a key; without ReceiveMessage there is nothing that she could have decrypted.
      encrypt(vault.dataKey, 's3', 'sqs', 'dynamodb'),
      count('Depth', intake.queue, intake.deadLetters, lake.missedMerges),
      send('Enqueue', intake.queue),
      writeObjects('Inbox', intake.inbox, 'inbox/*'),
      readObjects('Receipts', store, 'receipts/*'),
      listUnder('Names', store, 'receipts/*', 'staging/*'),
      // Names of courses, which the registry tells her too, and of days.
      listUnder('EventNames', lake.buckets.events, 'events/*'),
      invoke(lake.merge.lambda, lake.replay.lambda, lake.query.lambda, intake.redrive.lambda),
      readOutputs(this, name),
      NUMBERS(),
    ]);
    this.role(name, 'dpo', 'receipts, audit and the named questions', [
      readObjects('Receipts', store, 'receipts/*'),
      listUnder('ReceiptNames', store, 'receipts/*'),
      readObjects('Audit', audit.bucket, 'audit/*'),
      listUnder('AuditNames', audit.bucket, 'audit/*'),
      allow(
        'Trail',
        ['logs:StartQuery', 'logs:FilterLogEvents'],
        [`arn:aws:logs:${region}:${account}:log-group:${logGroupName(name, 'trail')}:*`],
      ),
      allow('TrailAnswers', ['logs:GetQueryResults'], ['*']),
      allow('Dashboard', ['cloudwatch:GetDashboard'], [dashboard]),
      decrypt(vault.dataKey, 's3'),
      invoke(lake.query.lambda),
      readOutputs(this, name),
      NUMBERS(),
    ]);
  }

  private role(name: string, part: 'operator' | 'dpo', does: string, statements: PolicyStatement[]): void {
    new Role(this, part === 'dpo' ? 'Dpo' : 'Operator', {
      roleName: roleName(name, part),
      description: `${name}: ${does}`,
      assumedBy: new AccountRootPrincipal(),
      inlinePolicies: { [part]: new PolicyDocument({ statements }) },
    });
  }
}

function invoke(...lambdas: readonly Lambda[]) {
  return allow(
    'Invoke',
    ['lambda:InvokeFunction'],
    lambdas.map(({ functionArn }) => functionArn),
  );
}
