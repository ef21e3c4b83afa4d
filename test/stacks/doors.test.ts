import { describe, expect, it } from 'vitest';
import { VIEWS } from '#core/query/views.ts';
import { exampleApp, SETTINGS, settingsOf } from './example.ts';
import { Cloud, type Json, listOf } from './templates.ts';

const cloud = new Cloud(exampleApp());
const only = (type: string) => cloud.of(type)[0]?.properties ?? {};

describe('the endpoint', () => {
  it('has two routes', () => {
    expect(cloud.of('AWS::ApiGatewayV2::Route').map(({ properties }) => properties['RouteKey'])).toEqual([
      'POST /v1/events',
      'GET /v1/health',
    ]);
  });

  it('is throttled as the settings say', () => {
    expect(only('AWS::ApiGatewayV2::Stage')['DefaultRouteSettings']).toMatchObject({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 });
  });

  it('logs no person: six fields, none of address, agent, path or query', () => {
    const { Format } = only('AWS::ApiGatewayV2::Stage')['AccessLogSettings'] as { readonly Format: string };
    expect(Object.values(JSON.parse(Format)).sort()).toEqual([
      '$context.integrationStatus',
      '$context.requestId',
      '$context.requestTimeEpoch',
      '$context.responseLatency',
      '$context.routeKey',
      '$context.status',
    ]);
  });
});

describe('queries', () => {
  const groups = cloud.of('AWS::Athena::WorkGroup').map(({ properties }) => properties);

  it('run in a workgroup for each reader, whose limits hold', () => {
    expect(groups.map(({ Name }) => Name)).toEqual(['sillage-query', 'sillage-researcher-leila', 'sillage-researcher-omar']);
    for (const { Name, WorkGroupConfiguration } of groups) {
      expect(WorkGroupConfiguration).toMatchObject({
        EnforceWorkGroupConfiguration: true,
        BytesScannedCutoffPerQuery: 10_000_000_000,
        EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
      });
      const { ResultConfiguration: result } = WorkGroupConfiguration as { readonly ResultConfiguration: { readonly OutputLocation: Json } };
      expect(cloud.read(result.OutputLocation)).toBe(`s3://<StoresResultsBucket>/results/${String(Name).replace('sillage-', '')}/`);
    }
  });

  it('see one table with its views, and researchers nothing but views', () => {
    const kinds = cloud.of('AWS::Glue::Table').map(({ properties }) => {
      const { Name, TableType } = properties['TableInput'] as { readonly [name: string]: Json };
      return `${cloud.read(properties['DatabaseName'])}.${String(Name)} ${String(TableType)}`;
    });
    const views = VIEWS.map(({ name }) => name);
    expect(kinds).toEqual([
      'sillage.events EXTERNAL_TABLE',
      ...views.map((view) => `sillage.${view} VIRTUAL_VIEW`),
      ...['leila', 'omar'].flatMap((id) => ['events', ...views].map((view) => `sillage_researcher_${id}.${view} VIRTUAL_VIEW`)),
    ]);
  });

  it('show each researcher her courses', () => {
    const tables = cloud.of('AWS::Glue::Table').map(({ properties }) => ({
      database: cloud.read(properties['DatabaseName']),
      input: properties['TableInput'] as { readonly [name: string]: Json },
    }));
    const views = tables.filter(({ input }) => input['TableType'] === 'VIRTUAL_VIEW' && input['Name'] === 'events');
    expect(views.map(({ database }) => database)).toEqual(['sillage_researcher_leila', 'sillage_researcher_omar']);
    const sql = views.map(
      ({ input }) =>
        JSON.parse(Buffer.from(/View: (\S+) /.exec(String(input['ViewOriginalText']))?.[1] ?? '', 'base64').toString()).originalSql,
    );
    expect(sql[0]).toMatch(/uni-db101-2026-55c4d141969fa770.*uni-db102-2026-bc2721d841dd9b17/s);
    expect(sql[1]).toContain('7-dd00e55109b68883');
    expect(sql[1]).not.toContain('uni-db101');
  });
});

describe('merges', () => {
  const schedules = cloud.of('AWS::Scheduler::Schedule').map(({ properties }) => properties);

  it('come to every shard', () => {
    const shards = schedules.map(({ Target }) => JSON.parse(String((Target as { readonly Input: Json }).Input)));
    expect(shards).toEqual(Array.from({ length: 16 }, (_, shard) => ({ shard })));
    expect(new Set(schedules.map(({ ScheduleExpression }) => ScheduleExpression))).toEqual(new Set(['rate(3 minutes)']));
  });

  it('are not repeated when they fail, and leave a trace', () => {
    for (const { Target } of schedules) expect(Target).toMatchObject({ RetryPolicy: { MaximumRetryAttempts: 0 }, DeadLetterConfig: {} });
    expect(only('AWS::Lambda::EventInvokeConfig')).toMatchObject({ MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: {} } });
  });

  it('are written in the singular for one minute', () => {
    const often = new Cloud(exampleApp(settingsOf(`${SETTINGS}\ncadence: { merge_minutes: 1 }`)));
    expect(often.of('AWS::Scheduler::Schedule')[0]?.properties['ScheduleExpression']).toBe('rate(1 minute)');
  });
});

describe('the audit', () => {
  it('has every call on raw, on the registry, and on the keys', () => {
    const trail = only('AWS::CloudTrail::Trail');
    expect(trail).toMatchObject({ EnableLogFileValidation: true, IsLogging: true, IsMultiRegionTrail: true });
    const selectors = listOf(trail['AdvancedEventSelectors']) as readonly {
      readonly FieldSelectors: readonly { readonly [name: string]: Json }[];
    }[];
    const read = selectors.map(({ FieldSelectors }) =>
      FieldSelectors.map(
        ({ Field, ...how }) => `${String(Field)} ${Object.entries(how).map(([verb, values]) => `${verb} ${cloud.read(values)}`)}`,
      ),
    );
    const machines = ['receive', 'process', 'merge'].map((role) => `arn:aws:sts::111122223333:assumed-role/sillage-${role}/`).join(', ');
    expect(read).toEqual([
      ['eventCategory Equals Management'],
      ['eventCategory Equals Data', 'resources.type Equals AWS::S3::Object', 'resources.ARN StartsWith <StoresRawBucket.Arn>/'],
      [
        'eventCategory Equals Data',
        'resources.type Equals AWS::DynamoDB::Table',
        'resources.ARN Equals <RegistryTable.Arn>',
        `userIdentity.arn NotStartsWith ${machines}`,
      ],
    ]);
  });
});

describe('alarms', () => {
  const alarms = cloud.of('AWS::CloudWatch::Alarm');

  it('ring for all that somebody must know, and tell the topic', () => {
    const names = alarms.map(({ properties }) => String(properties['AlarmName']).replace('sillage-', ''));
    for (const each of ['DeadLetters', 'OldestMessage', 'MergeLag', 'RejectionRate', 'KeyMisuse', 'ReceiveErrors', 'ProcessThrottles'])
      expect(names).toContain(each);
    for (const { properties } of alarms) expect(cloud.read(properties['AlarmActions'])).toBe('<AlarmTopic>');
  });

  it('look where the functions tell their numbers', () => {
    const lag = alarms.find(({ properties }) => properties['AlarmName'] === 'sillage-MergeLag')?.properties;
    expect([lag?.['Namespace'], lag?.['MetricName'], lag?.['Dimensions']]).toEqual([
      'Sillage',
      'MergeLagSeconds',
      [{ Name: 'service', Value: 'merge' }],
    ]);
    const rate = JSON.stringify(
      alarms.find(({ properties }) => properties['AlarmName'] === 'sillage-RejectionRate')?.properties['Metrics'],
    );
    for (const metric of ['Lines', 'LinesRejected']) {
      expect(rate).toContain(
        `"Metric":{"Dimensions":[{"Name":"service","Value":"process"}],"MetricName":"${metric}","Namespace":"Sillage"}`,
      );
    }
  });

  it('count dead letters after an hour', () => {
    const alarm = alarms.find(({ properties }) => properties['AlarmName'] === 'sillage-DeadLetters')?.properties;
    expect(Number(alarm?.['Period']) * Number(alarm?.['EvaluationPeriods'])).toBe(3600);
    expect([alarm?.['Threshold'], alarm?.['ComparisonOperator']]).toEqual([0, 'GreaterThanThreshold']);
  });

  it('watch the keys in the trail', () => {
    const filters = cloud.of('AWS::Logs::MetricFilter').map(({ properties }) => cloud.read(properties['FilterPattern']));
    expect(filters[0]).toBe(
      '{ $.eventSource = "kms.amazonaws.com" && ($.eventName = "GenerateMac" || $.eventName = "VerifyMac") && ' +
        '($.userIdentity.sessionContext.sessionIssuer.userName NOT EXISTS || ' +
        '($.userIdentity.sessionContext.sessionIssuer.userName != "sillage-receive" && $.userIdentity.sessionContext.sessionIssuer.userName != "sillage-process")) }',
    );
    expect(filters.some((filter) => filter.includes('PutKeyPolicy') && filter.includes('<MacKey1Key>'))).toBe(true);
  });

  it('reach an address only when there is one, and warn when there is none', () => {
    expect(cloud.of('AWS::SNS::Subscription').map(({ properties }) => properties['Endpoint'])).toEqual(['ops@example.org']);
    const silent = exampleApp(settingsOf('name: sillage'));
    expect(new Cloud(silent).of('AWS::SNS::Subscription')).toEqual([]);
    const warnings = silent.node
      .findAll()
      .flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data)));
    expect(warnings.some((warning) => warning.includes('nobody is told'))).toBe(true);
  });

  it('watch the budget', () => {
    expect(only('AWS::Budgets::Budget')['Budget']).toMatchObject({ BudgetLimit: { Amount: 100, Unit: 'USD' }, TimeUnit: 'MONTHLY' });
  });
});

it('tells the command line where everything is', () => {
  const wanted = [
    'Endpoint',
    'Table',
    'QueueUrl',
    'DeadLettersUrl',
    'RawBucket',
    'InboxBucket',
    'LakeBucket',
    'EventsBucket',
    'ResultsBucket',
  ];
  const more = ['Database', 'Workgroup', 'MergeFunction', 'ReplayFunction', 'QueryFunction', 'Region'];
  expect([...cloud.outputs.keys()].sort()).toEqual([...wanted, ...more].sort());
  expect([cloud.outputs.get('Region'), cloud.outputs.get('Database'), cloud.outputs.get('Workgroup')]).toEqual([
    'eu-west-3',
    'sillage',
    'sillage-query',
  ]);
});
