import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VIEWS } from '#core/query/views.ts';
import { DOORS } from '#core/receive/front-door.ts';
import { exampleApp, SETTINGS, settingsOf } from './example.ts';
import { Cloud, type Json, listOf } from './templates.ts';

const cloud = new Cloud(exampleApp());
const only = (type: string) => cloud.of(type)[0]?.properties ?? {};

describe('the endpoint', () => {
  it('has the routes of the front door: what stands at a star is in no log', () => {
    const routes = cloud.of('AWS::ApiGatewayV2::Route').map(({ properties }) => String(properties['RouteKey']));
    expect(routes).toContain('ANY /v1/events');
    expect(routes.map((route) => route.replace(/\{part\d\+\}/g, '**').replace(/\{part\d\}/g, '*'))).toEqual(
      DOORS.map(({ path }) => `ANY ${path}`),
    );
  });

  it('is throttled as the settings say', () => {
    expect(only('AWS::ApiGatewayV2::Stage')['DefaultRouteSettings']).toMatchObject({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 });
  });

  it('logs no person: six fields, none of address, agent, path or query', () => {
    const { Format } = only('AWS::ApiGatewayV2::Stage')['AccessLogSettings'] as { readonly Format: string };
    expect(Format.split(' ').sort()).toEqual([
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

  it('see one table with its views, and researchers a table of their own with theirs', () => {
    const kinds = cloud.of('AWS::Glue::Table').map(({ properties }) => {
      const { Name, TableType } = properties['TableInput'] as { readonly [name: string]: Json };
      return `${cloud.read(properties['DatabaseName'])}.${String(Name)} ${String(TableType)}`;
    });
    const views = VIEWS.map(({ name }) => name);
    expect(kinds).toEqual([
      'sillage.events EXTERNAL_TABLE',
      ...views.map((view) => `sillage.${view} VIRTUAL_VIEW`),
      ...['leila', 'omar'].flatMap((id) => [
        `sillage_researcher_${id}.granted_events EXTERNAL_TABLE`,
        ...['events', ...views].map((view) => `sillage_researcher_${id}.${view} VIRTUAL_VIEW`),
      ]),
    ]);
  });

  const tables = cloud.of('AWS::Glue::Table').map(({ properties }) => ({
    database: cloud.read(properties['DatabaseName']),
    input: properties['TableInput'] as { readonly [name: string]: Json },
  }));
  const inputOf = (database: string, table: string) =>
    tables.find(({ database: place, input }) => place === database && input['Name'] === table)?.input ?? {};

  it('find each researcher’s courses, and no other, where they lie', () => {
    const leila = inputOf('sillage_researcher_leila', 'granted_events')['Parameters'] as { readonly [name: string]: Json };
    expect(leila).toMatchObject({
      'projection.enabled': 'true',
      'projection.course.type': 'enum',
      'projection.course.values': 'uni-db101-2026-55c4d141969fa770,uni-db102-2026-bc2721d841dd9b17',
      'projection.month.type': 'date',
      'projection.month.format': 'yyyy-MM',
      'projection.month.range': '2000-01,NOW+1DAYS',
      'projection.month.interval': '1',
      'projection.month.interval.unit': 'MONTHS',
    });
    expect(cloud.read(leila['storage.location.template'])).toBe(`s3://<StoresEventsBucket>/events/course=\${course}/month=\${month}/`);
    const omar = inputOf('sillage_researcher_omar', 'granted_events')['Parameters'];
    expect(omar).toMatchObject({ 'projection.course.values': '7-dd00e55109b68883' });
  });

  it('leave out of a researcher’s events whoever is known to be no learner', () => {
    const text = String(inputOf('sillage_researcher_leila', 'events')['ViewOriginalText']);
    const sql = JSON.parse(Buffer.from(/View: (\S+) /.exec(text)?.[1] ?? '', 'base64').toString()).originalSql;
    expect(sql).toMatch(
      /FROM granted_events\nWHERE \(role IS NULL OR role = 'learner'\) AND .* NOT IN \(SELECT learner FROM granted_events WHERE role IN /,
    );
  });

  it('of a researcher without grants find nothing', () => {
    const idle = new Cloud(exampleApp(settingsOf('researchers: [{ id: nora, principal: sso }]')));
    const table = idle
      .of('AWS::Glue::Table')
      .find(({ properties }) => cloud.read(properties['DatabaseName']) === 'sillage_researcher_nora');
    expect(table?.properties['TableInput']).toHaveProperty('Parameters', {
      classification: 'parquet',
      EXTERNAL: 'TRUE',
    });
  });
});

describe('merges', () => {
  const schedules = cloud.of('AWS::Scheduler::Schedule').map(({ properties }) => properties);

  it('come to every shard', () => {
    const calls = schedules.map(({ Target }) => JSON.parse(String((Target as { readonly Input: Json }).Input)) as { shards: number[] });
    expect(calls).toHaveLength(4);
    expect(calls.flatMap(({ shards }) => shards).sort((a, b) => a - b)).toEqual(Array.from({ length: 4 }, (_, shard) => shard));
    expect(new Set(schedules.map(({ ScheduleExpression }) => ScheduleExpression))).toEqual(new Set(['rate(4 minutes)']));
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
    for (const each of ['DeadLetters', 'OldestMessage', 'MergeLag', 'MissedMerges', 'Refusals', 'Expired', 'RejectionRate', 'KeyMisuse'])
      expect(names).toContain(each);
    for (const each of ['ReceiveErrors', 'ProcessThrottles']) expect(names).toContain(each);
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

  it('ring when the endpoint fails everybody, by the names under which API Gateway counts', () => {
    const alarm = alarms.find(({ properties }) => properties['AlarmName'] === 'sillage-Refusals')?.properties ?? {};
    expect([alarm['EvaluationPeriods'], alarm['DatapointsToAlarm'], alarm['Threshold']]).toEqual([6, 2, 5]);
    const metrics = (alarm['Metrics'] as readonly { readonly [name: string]: Json }[]).map((each) => [
      each['Expression'] ?? null,
      cloud.read(each['MetricStat']),
    ]);
    expect(metrics[0]?.[0]).toBe('IF(requests > 0, 100 * failed / requests, 0)');
    const asked = metrics.slice(1).map(([, stat]) => JSON.parse(stat as string).Metric);
    expect(asked.map(({ Namespace, MetricName, Dimensions: [{ Name }] }) => [Namespace, MetricName, Name])).toEqual([
      ['AWS/ApiGateway', 'Count', 'ApiId'],
      ['AWS/ApiGateway', '5xx', 'ApiId'],
    ]);
  });

  it('ring when merges fail again and again, and stop when they do not', () => {
    const alarm = alarms.find(({ properties }) => properties['AlarmName'] === 'sillage-MissedMerges')?.properties ?? {};
    expect([alarm['MetricName'], alarm['Statistic'], alarm['Period'], alarm['EvaluationPeriods']]).toEqual([
      'NumberOfMessagesSent',
      'Sum',
      300,
      2,
    ]);
    const queue = cloud.of('AWS::SQS::Queue').find(({ id }) => id === 'MissedMerges');
    expect(queue?.properties['MessageRetentionPeriod']).toBe(86_400);
  });

  it('have each a row in the manual', () => {
    const rows = readFileSync('docs/operate.md', 'utf8').split('## What each alarm means')[1]?.split('\n## ')[0] ?? '';
    const told = [...rows.matchAll(/^\| (.+?) \|/gm)].flatMap(([, names = '']) => names.split(', ')).slice(2);
    const kinds = alarms.map(({ properties }) => String(properties['AlarmName']).replace('sillage-', ''));
    const inWords = (name: string) =>
      /(Errors|Throttles)$/.test(name) ? `function ${/(Errors|Throttles)$/.exec(name)?.[0].toLowerCase()}` : spaced(name);
    expect([...new Set(kinds.map(inWords)), 'budget'].sort()).toEqual(
      told.map((name) => name.replace(/^throttles$/, 'function throttles')).sort(),
    );
  });

  describe('in the trail', () => {
    const filters = new Map(cloud.of('AWS::Logs::MetricFilter').map(({ id, properties }) => [id, cloud.read(properties['FilterPattern'])]));
    const ours =
      '($.resources[0].ARN = "<MacKey1Key.Arn>" || $.requestParameters.keyId = "*<MacKey1Key>" || $.errorMessage = "*<MacKey1Key>*")';
    const byHand = '($.userIdentity.invokedBy NOT EXISTS || $.userIdentity.invokedBy != "cloudformation.amazonaws.com")';
    const issuer = '$.userIdentity.sessionContext.sessionIssuer.userName';

    it('ring when a stranger derives with our key, and not with anybody else’s', () => {
      expect(filters.get('KeyWatchStrangers1')).toBe(
        `{ $.eventSource = "kms.amazonaws.com" && ($.eventName = "GenerateMac" || $.eventName = "VerifyMac") && ${ours} && ` +
          `(${issuer} NOT EXISTS || (${issuer} != "sillage-receive" && ${issuer} != "sillage-process")) }`,
      );
    });

    it('ring when a key is changed, the data key too', () => {
      for (const [id, key] of [
        ['KeyWatchChanged1', '<MacKey1Key>'],
        ['KeyWatchDataKeyChanged', '<DataKey>'],
      ] as const) {
        expect(filters.get(id)).toContain('$.eventName = "PutKeyPolicy"');
        expect(filters.get(id)).toContain(`$.requestParameters.keyId = "*${key}"`);
      }
    });

    it('ring when who may derive, or the code that does, is changed by another hand than a deployment’s', () => {
      const roles = filters.get('KeyWatchRoleChanged') ?? '';
      for (const name of ['UpdateAssumeRolePolicy', 'PutRolePolicy', 'AttachRolePolicy'])
        expect(roles).toContain(`$.eventName = "${name}"`);
      for (const role of ['receive', 'process']) expect(roles).toContain(`$.requestParameters.roleName = "sillage-${role}"`);
      const code = filters.get('KeyWatchCodeChanged') ?? '';
      for (const name of ['CreateFunction*', 'UpdateFunctionCode*', 'UpdateFunctionConfiguration*'])
        expect(code).toContain(`$.eventName = "${name}"`);
      for (const name of ['receive', 'process', 'replay']) expect(code).toContain(`$.requestParameters.functionName = "*sillage-${name}"`);
      for (const role of ['receive', 'process']) expect(code).toContain(`$.requestParameters.role = "*:role/sillage-${role}"`);
      for (const pattern of [roles, code]) expect(pattern).toContain(byHand);
    });

    it('are patterns as short as CloudWatch takes them, with the longest name', () => {
      const long = new Cloud(exampleApp(settingsOf(SETTINGS.replace('\n', '\nname: sillage-of-a-uni\n'))));
      for (const { properties } of long.of('AWS::Logs::MetricFilter')) {
        const pattern = cloud
          .read(long.read(properties['FilterPattern']))
          .replace(/<\w+Key\.Arn>/g, `arn:aws:kms:eu-central-1:111122223333:key/${'k'.repeat(36)}`)
          .replace(/<\w+Key>/g, 'k'.repeat(36));
        expect(pattern.length).toBeLessThanOrEqual(1_024);
      }
    });
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
  const more = ['Database', 'Workgroup', 'MergeFunction', 'ReplayFunction', 'QueryFunction', 'RedriveFunction', 'Region'];
  expect([...cloud.outputs.keys()].sort()).toEqual([...wanted, ...more].sort());
  expect([cloud.outputs.get('Region'), cloud.outputs.get('Database'), cloud.outputs.get('Workgroup')]).toEqual([
    'eu-west-3',
    'sillage',
    'sillage-query',
  ]);
});

/** `MissedMerges`: missed merges. */
function spaced(name: string): string {
  return name.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}
