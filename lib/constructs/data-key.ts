import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, Effect, type IPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { logGroupName } from '../names.ts';
import { KEY_ADMINISTRATION } from './key-administration.ts';

const USE = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
];

/** What may use the key on behalf of a caller whose own IAM policy allows it too. */
const SERVICES = ['s3', 'dynamodb', 'sqs', 'sns'];

/**
 * The key under which every store is encrypted. Nobody can decrypt with it but through the service that holds the data, and only
 * with an IAM policy of their own. Rotated by AWS every year.
 */
export class DataKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    const { region, account } = Stack.of(this);
    const root = new AccountRootPrincipal();
    const anyService = { StringEquals: { 'kms:ViaService': SERVICES.map((service) => `${service}.${region}.amazonaws.com`) } };
    const ours = { StringEquals: { 'aws:SourceAccount': account } };
    const trail = `arn:aws:cloudtrail:${region}:${account}:trail/${name}`;
    this.key = new Key(this, 'Key', {
      description: `${name}: encrypts buckets, table, queues, logs`,
      alias: `${name}-data`,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [
          allow('Administration', root, KEY_ADMINISTRATION),
          allow('UseThroughServices', root, USE, anyService),
          // DynamoDB asks for a grant once, when the table is made.
          allow('GrantToTable', root, ['kms:CreateGrant'], {
            StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` },
            Bool: { 'kms:GrantIsForAWSResource': 'true' },
          }),
          allow('Logs', new ServicePrincipal(`logs.${region}.amazonaws.com`), [...USE, 'kms:DescribeKey'], {
            ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:${logGroupName(name, '*')}` },
          }),
          allow('Alarms', new ServicePrincipal('cloudwatch.amazonaws.com'), ['kms:Decrypt', 'kms:GenerateDataKey'], ours),
          allow('Budgets', new ServicePrincipal('budgets.amazonaws.com'), ['kms:Decrypt', 'kms:GenerateDataKey'], ours),
          allow('Trail', new ServicePrincipal('cloudtrail.amazonaws.com'), ['kms:GenerateDataKey', 'kms:Decrypt'], {
            StringEquals: { 'aws:SourceArn': trail },
          }),
          allow('TrailLooks', new ServicePrincipal('cloudtrail.amazonaws.com'), ['kms:DescribeKey'], {
            StringEquals: { 'aws:SourceArn': trail },
          }),
        ],
      }),
    });
  }
}

/** In a key policy, resource * is the key itself. */
function allow(sid: string, principal: IPrincipal, actions: string[], conditions: Record<string, unknown> = {}): PolicyStatement {
  return new PolicyStatement({ sid, effect: Effect.ALLOW, principals: [principal], actions, resources: ['*'], conditions });
}
