import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SETTLE_MS } from '#core/dataset/sweep.ts';
import { exampleApp, settingsOf } from './example.ts';
import { statementsOf } from './statements.ts';
import { Cloud, type Json, listOf } from './templates.ts';

const cloud = new Cloud(exampleApp());
const statements = statementsOf(cloud);
const DATA_KEY = '<DataKey.Arn>';

type Properties = { readonly [name: string]: Json };
const part = (properties: Properties, ...path: readonly string[]): Json =>
  path.reduce<Json>((value, name) => ((value as Properties | null)?.[name] ?? null) as Json, properties);

/** The policy's statements on one bucket or queue that refuse whoever does not come by TLS. */
const tlsOnly = (holder: string) =>
  statements.filter(
    ({ holder: on, effect, conditions }) => on === holder && effect === 'Deny' && conditions.includes('"aws:SecureTransport":"false"'),
  );

describe('every bucket', () => {
  const buckets = cloud.of('AWS::S3::Bucket');

  it('is there', () => {
    expect(buckets.map(({ id }) => id).sort()).toEqual([
      'AccessLogsBucket',
      'AuditBucket',
      'InboxBucket',
      'StoresEventsBucket',
      'StoresLakeBucket',
      'StoresRawBucket',
      'StoresResultsBucket',
    ]);
  });

  it.each(buckets.map((bucket) => [bucket.id, bucket] as const))(
    '%s is private, by TLS only, encrypted, kept',
    (id, { properties, deletion, replacement }) => {
      expect(properties['PublicAccessBlockConfiguration']).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(cloud.read(part(properties, 'OwnershipControls', 'Rules'))).toContain('BucketOwnerEnforced');
      const refusal = tlsOnly(`S3::BucketPolicy ${id}Policy`);
      expect(refusal.map(({ actions, principals, resources }) => [actions, principals, resources])).toEqual([
        [['s3:*'], ['AWS:*'], [`<${id}.Arn>`, `<${id}.Arn>/*`]],
      ]);
      expect([deletion, replacement]).toEqual(['Retain', 'Retain']);
      expect(part(properties, 'VersioningConfiguration', 'Status')).toBe('Enabled');
      const [rule] = listOf(part(properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration')) as readonly Properties[];
      const encryption = part(rule ?? {}, 'ServerSideEncryptionByDefault') as Properties;
      // S3 delivers access logs only to buckets under its own key.
      if (id === 'AccessLogsBucket') expect(encryption['SSEAlgorithm']).toBe('AES256');
      else
        expect([encryption['SSEAlgorithm'], cloud.read(encryption['KMSMasterKeyID']), rule?.['BucketKeyEnabled']]).toEqual([
          'aws:kms',
          DATA_KEY,
          true,
        ]);
    },
  );

  it.each([
    ['StoresRawBucket', { 'raw/': 14 }],
    ['StoresLakeBucket', { 'receipts/': 14 }],
    ['StoresEventsBucket', {}],
    ['StoresResultsBucket', { 'results/': 7 }],
    ['InboxBucket', { 'inbox/': 10 }],
    ['AuditBucket', { '': 1825 }],
    ['AccessLogsBucket', { '': 30 }],
  ])('%s forgets when the settings say so', (id, expected) => {
    const rules = listOf(
      part(buckets.find((each) => each.id === id)?.properties ?? {}, 'LifecycleConfiguration', 'Rules'),
    ) as readonly Properties[];
    expect(rules.every(({ Status }) => Status === 'Enabled')).toBe(true);
    const expiring = rules.filter(({ ExpirationInDays }) => ExpirationInDays !== undefined);
    expect(Object.fromEntries(expiring.map(({ Prefix, ExpirationInDays }) => [Prefix ?? '', ExpirationInDays]))).toEqual(expected);
    expect(
      rules
        .filter(({ NoncurrentVersionExpiration }) => NoncurrentVersionExpiration !== undefined)
        .map((rule) => part(rule, 'NoncurrentVersionExpiration', 'NoncurrentDays')),
    ).toEqual([1]);
    expect(rules.filter(({ AbortIncompleteMultipartUpload }) => AbortIncompleteMultipartUpload !== undefined)).toHaveLength(1);
  });

  it('is locked where it holds the audit, and only there', () => {
    const locked = buckets.filter(({ properties }) => properties['ObjectLockConfiguration'] !== undefined);
    expect(
      locked.map(({ id, properties }) => [
        id,
        properties['ObjectLockEnabled'],
        part(properties, 'ObjectLockConfiguration', 'Rule', 'DefaultRetention'),
      ]),
    ).toEqual([['AuditBucket', true, { Mode: 'COMPLIANCE', Days: 1825 }]]);
  });
});

describe('every queue', () => {
  const queues = cloud.of('AWS::SQS::Queue');
  const isDeadLetters = (id: string) => id === 'IntakeDeadLetters' || id === 'MissedMerges';

  it.each(queues.map((queue) => [queue.id, queue] as const))('%s has dead letters, TLS, the data key', (id, { properties }) => {
    expect(tlsOnly(`SQS::QueuePolicy ${id}Policy`)).toHaveLength(1);
    expect([cloud.read(properties['KmsMasterKeyId']), properties['KmsDataKeyReusePeriodSeconds']]).toEqual([DATA_KEY, 86_400]);
    // A missed merge is made good by the next one.
    expect(properties['MessageRetentionPeriod']).toBe((id === 'MissedMerges' ? 1 : 10) * 86_400);
    if (!isDeadLetters(id)) expect(cloud.read(part(properties, 'RedrivePolicy', 'deadLetterTargetArn'))).toBe('<IntakeDeadLetters.Arn>');
  });

  it('hides a message six times as long as process may take, and the window', () => {
    const process = cloud.of('AWS::Lambda::Function').find(({ properties }) => properties['FunctionName'] === 'sillage-process');
    const visibility = Number(queues.find(({ id }) => id === 'IntakeQueue')?.properties['VisibilityTimeout']);
    expect(visibility).toBeGreaterThanOrEqual(6 * Number(process?.properties['Timeout']) + 45);
  });

  it('is read by process in groups, of which part may fail', () => {
    const [mapping] = cloud.of('AWS::Lambda::EventSourceMapping');
    expect(mapping?.properties).toMatchObject({
      BatchSize: 10_000,
      MaximumBatchingWindowInSeconds: 45,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });
});

it('groups at most ten messages where there is no window, which is Lambda’s limit', () => {
  const hasty = new Cloud(exampleApp(settingsOf('name: sillage\ncadence: { window_seconds: 0 }')));
  const [mapping] = hasty.of('AWS::Lambda::EventSourceMapping');
  expect(mapping?.properties).toMatchObject({ BatchSize: 10, MaximumBatchingWindowInSeconds: 0 });
});

describe('every function', () => {
  const functions = cloud.of('AWS::Lambda::Function');
  const byName = (name: string) => functions.find(({ properties }) => properties['FunctionName'] === `sillage-${name}`)?.properties ?? {};

  it.each(['receive', 'process', 'merge', 'query', 'replay', 'redrive'])('%s is Node 24 on arm64 with a log group, bounded', (name) => {
    const properties = byName(name);
    expect([properties['Runtime'], properties['Architectures'], properties['PackageType'] ?? 'Zip']).toEqual([
      'nodejs24.x',
      ['arm64'],
      'Zip',
    ]);
    expect(properties['LoggingConfig']).toMatchObject({ LogFormat: 'JSON', SystemLogLevel: 'WARN', ApplicationLogLevel: 'INFO' });
    const group = cloud.read(part(properties, 'LoggingConfig', 'LogGroup')).slice(1, -1);
    expect(cloud.of('AWS::Logs::LogGroup').find(({ id }) => id === group)?.properties['LogGroupName']).toBe(`/sillage/${name}`);
    expect(Number(properties['Timeout'])).toBeGreaterThan(0);
    expect(Number(properties['ReservedConcurrentExecutions'])).toBeGreaterThan(0);
  });

  it('is one of these', () => {
    expect(functions).toHaveLength(6);
  });

  it.each([
    ['receive', ['BUCKETS', 'KEYS', 'QUEUE_URL', 'TABLE']],
    ['process', ['BUCKETS', 'INTAKE_DAYS', 'KEYS', 'TABLE']],
    ['replay', ['BUCKETS', 'INTAKE_DAYS', 'KEYS', 'TABLE']],
    ['merge', ['BUCKETS', 'DATABASE', 'TABLE']],
    ['query', ['BUCKETS', 'DATABASE', 'WORKGROUP']],
    ['redrive', ['DEAD_LETTERS_URL', 'INTAKE_DAYS', 'QUEUE_URL']],
  ])('%s is told what it needs', (name, wanted) => {
    const variables = part(byName(name), 'Environment', 'Variables') as Properties;
    expect(Object.keys(variables).sort()).toEqual(wanted.map((each) => `SILLAGE_${each}`));
    if (!wanted.includes('BUCKETS')) return;
    const buckets: unknown = JSON.parse(cloud.read(variables['SILLAGE_BUCKETS']));
    expect(buckets).toEqual(
      expect.arrayContaining([{ prefix: expect.stringMatching(/\/$/), bucket: expect.stringMatching(/^<\w+Bucket>$/) }]),
    );
  });
});

describe('the concurrency of an account', () => {
  const reserved = ({ resources }: Cloud) =>
    resources.filter(({ type }) => type === 'AWS::Lambda::Function').map(({ properties }) => properties['ReservedConcurrentExecutions']);
  const sumOf = (text: string) => reserved(new Cloud(exampleApp(settingsOf(text)))).reduce<number>((sum, n) => sum + Number(n), 0);
  const manual = readFileSync('docs/operate.md', 'utf8');
  /** Lambda keeps so many for functions that reserve none. */
  const KEPT = 100;

  it('is reserved as the manual and sillage.yaml say', () => {
    const sum = sumOf(readFileSync('sillage.yaml', 'utf8'));
    expect(manual).toContain(`reserve ${sum} concurrent executions`);
    expect(manual).toContain(`${sum + KEPT} or more`);
    expect(readFileSync('sillage.yaml', 'utf8')).toContain(`concurrency, ${sum} together`);
  });

  it('suffices for a burst of requests, and fits a common account whatever the settings say', () => {
    const receive = (text: string) =>
      new Cloud(exampleApp(settingsOf(text)))
        .of('AWS::Lambda::Function')
        .find(({ properties }) => properties['FunctionName'] === 'sillage-receive')?.properties['ReservedConcurrentExecutions'];
    expect(receive('limits: { burst: 300 }')).toBe(300);
    expect(receive('limits: { burst: 1, requests_per_second: 1 }')).toBe(20);
    expect(receive('limits: { burst: 1, requests_per_second: 400 }')).toBe(200);
    expect(sumOf('limits: { burst: 5000, requests_per_second: 10000 }')).toBeLessThanOrEqual(1_000 - KEPT);
  });

  it('is left alone where the settings say so, and process takes little of it', () => {
    const small = new Cloud(exampleApp(settingsOf('limits: { reserved_concurrency: false }')));
    expect(reserved(small).filter((n) => n !== undefined)).toEqual([]);
    expect(small.of('AWS::Lambda::EventSourceMapping')[0]?.properties['ScalingConfig']).toEqual({ MaximumConcurrency: 2 });
  });
});

describe('merges', () => {
  const timeoutOf = (minutes: number) =>
    new Cloud(exampleApp(settingsOf(`cadence: { merge_minutes: ${minutes} }`)))
      .of('AWS::Lambda::Function')
      .find(({ properties }) => properties['FunctionName'] === 'sillage-merge')?.properties['Timeout'];

  it('begin nothing any more when the next ones start, within what the fences wait', () => {
    // Two minutes of it are for the last course-day.
    expect([1, 3, 5, 60].map((minutes) => timeoutOf(minutes))).toEqual([5, 5, 7, 12].map((minutes) => minutes * 60));
    expect(12 * 60_000).toBeLessThan(SETTLE_MS);
  });
});

describe('every log group', () => {
  it.each(cloud.of('AWS::Logs::LogGroup').map((group) => [String(group.properties['LogGroupName']), group] as const))(
    '%s ends, under the data key',
    (name, { properties }) => {
      expect(name).toMatch(/^\/sillage\/[a-z]+$/);
      expect([properties['RetentionInDays'], cloud.read(properties['KmsKeyId'])]).toEqual([30, DATA_KEY]);
    },
  );
});

it('what holds data, or proof, outlives its stack', () => {
  const types = ['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::SQS::Queue', 'AWS::CloudTrail::Trail'];
  const stateful = types.flatMap((type) => cloud.of(type));
  expect(stateful).toHaveLength(7 + 1 + 2 + 3 + 1);
  expect(stateful.filter(({ deletion, replacement }) => deletion !== 'Retain' || replacement !== 'Retain').map(({ id }) => id)).toEqual([]);
});

describe('the vault', () => {
  it('keeps the registry: recoverable within the settings, protected, retained', () => {
    const [table] = cloud.of('AWS::DynamoDB::Table');
    expect(table).toMatchObject({ deletion: 'Retain', replacement: 'Retain' });
    expect(table?.properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    });
    expect(cloud.read(part(table?.properties ?? {}, 'SSESpecification', 'KMSMasterKeyId'))).toBe(DATA_KEY);
    expect(table?.properties['GlobalSecondaryIndexes']).toBeUndefined();
  });

  it('keeps the keys: retained, 30 days to change one’s mind', () => {
    const keys = cloud.of('AWS::KMS::Key');
    expect(
      keys.map(({ id, deletion, properties }) => [
        id,
        deletion,
        properties['PendingWindowInDays'],
        properties['KeySpec'] ?? 'symmetric',
        properties['EnableKeyRotation'] ?? false,
      ]),
    ).toEqual([
      ['MacKey1Key', 'Retain', 30, 'HMAC_256', false],
      ['DataKey', 'Retain', 30, 'symmetric', true],
    ]);
  });
});
