import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { type Bucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { logGroupName, type Part, roleName } from '../names.ts';
import { allow } from '../permissions/allow.ts';
import { HouseBucket } from './house-bucket.ts';
import { houseLogs } from './house-logs.ts';

export interface AuditProps {
  readonly name: string;
  readonly dataKey: IKey;
  readonly accessLogs: Bucket;
  readonly raw: Bucket;
  readonly table: Table;
  readonly auditDays: number;
  readonly logDays: number;
}

/** Whose own work in the registry is not in the trail: millions of look-ups, which the receipts account for. Everybody else's is. */
const UNREMARKABLE = ['receive', 'process', 'merge'] as const satisfies readonly Part[];

/**
 * Who touched what: every call on raw, every call of people on the registry, every management call, so every use of the keys. Kept
 * where nobody can shorten it: Object Lock in compliance mode, digests that prove the files whole.
 */
export class Audit extends Construct {
  readonly bucket: Bucket;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, { name, dataKey, accessLogs, raw, table, auditDays, logDays }: AuditProps) {
    super(scope, id);
    const { region, account } = Stack.of(this);
    this.bucket = new HouseBucket(this, 'Audit', {
      dataKey,
      accessLogs,
      lockedForDays: auditDays,
      expiries: [{ prefix: '', days: auditDays }],
    }).bucket;
    this.logs = houseLogs(this, 'Logs', { dataKey, name, part: 'trail', days: logDays });
    const arn = `arn:aws:cloudtrail:${region}:${account}:trail/${name}`;
    const folder = `${PREFIX}/AWSLogs/${account}/*`;
    for (const [sid, actions, resource] of [
      ['TrailLooks', ['s3:GetBucketAcl'], this.bucket.bucketArn],
      ['TrailWrites', ['s3:PutObject'], this.bucket.arnForObjects(folder)],
    ] as const) {
      const principals = [new ServicePrincipal('cloudtrail.amazonaws.com')];
      this.bucket.addToResourcePolicy(
        new PolicyStatement({
          sid,
          principals,
          actions: [...actions],
          resources: [resource],
          conditions: { StringEquals: { 'aws:SourceArn': arn } },
        }),
      );
    }
    const trail = new CfnTrail(this, 'Trail', {
      trailName: name,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: this.bucket.bucketName,
      s3KeyPrefix: PREFIX,
      kmsKeyId: dataKey.keyArn,
      cloudWatchLogsLogGroupArn: this.logs.logGroupArn,
      cloudWatchLogsRoleArn: this.deliveryRole(name).roleArn,
      advancedEventSelectors: [
        { name: 'Management, the keys among them', fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }] },
        {
          name: 'Raw events',
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
            { field: 'resources.ARN', startsWith: [raw.arnForObjects('')] },
          ],
        },
        {
          name: 'Registry',
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::DynamoDB::Table'] },
            { field: 'resources.ARN', equalTo: [table.tableArn] },
            {
              field: 'userIdentity.arn',
              notStartsWith: UNREMARKABLE.map((part) => `arn:aws:sts::${account}:assumed-role/${roleName(name, part)}/`),
            },
          ],
        },
      ],
    });
    trail.applyRemovalPolicy(RemovalPolicy.RETAIN);
    for (const policy of this.bucket.node.findAll().filter((node) => node instanceof CfnBucketPolicy)) trail.addResourceDependency(policy);
  }

  private deliveryRole(name: string): Role {
    const { region, account } = Stack.of(this);
    const logs = `arn:aws:logs:${region}:${account}:log-group:${logGroupName(name, 'trail')}:log-stream:*`;
    return new Role(this, 'Delivery', {
      roleName: roleName(name, 'trail'),
      description: `${name}: writes the trail to its log group`,
      assumedBy: new ServicePrincipal('cloudtrail.amazonaws.com'),
      inlinePolicies: {
        trail: new PolicyDocument({
          statements: [allow('Deliver', ['logs:CreateLogStream', 'logs:PutLogEvents'], [logs])],
        }),
      },
    });
  }
}

/** CloudTrail is one of the audit's writers. */
const PREFIX = 'audit/cloudtrail';
