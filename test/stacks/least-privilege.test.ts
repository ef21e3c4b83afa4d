import { describe, expect, it } from 'vitest';
import { courseKey, courseSlug } from '#core/pseudonymise/course.ts';
import { VIEWS } from '#core/query/views.ts';
import { exampleApp } from './example.ts';
import { type Statement, sentence, statementsOf } from './statements.ts';
import { Cloud } from './templates.ts';

const all = statementsOf(new Cloud(exampleApp()));
const allowed = all.filter(({ effect }) => effect === 'Allow');
const given = allowed.filter(({ kind }) => kind === 'identity');

const holders = (statements: readonly Statement[]) => [...new Set(statements.map(({ holder }) => holder))].sort();
const may = (action: string, resource: RegExp | null = null) =>
  holders(
    given.filter(
      ({ actions, resources }) => actions.includes(action) && (resource === null || resources.some((each) => resource.test(each))),
    ),
  );
const refusals = (bucket: string) => all.filter(({ effect, holder }) => effect === 'Deny' && holder === `S3::BucketPolicy ${bucket}Policy`);

/** Actions that know no resources. */
const UNSCOPED = new Set([
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'cloudwatch:GetMetricData',
  'cloudwatch:DescribeAlarms',
  'logs:GetQueryResults',
]);

/** A star may stand only at the end, after a named prefix, stream or stack id. */
const NARROW = [
  /^<\w+\.Arn>\/(raw|inbox|staging|held|receipts|events|audit)\/\*$/,
  /^<\w+\.Arn>\/events\/course=[a-z0-9-]+\/\*$/,
  /^<\w+\.Arn>\/results\/[a-z0-9-]+\/\*$/,
  /^arn:aws:logs:eu-west-3:111122223333:log-group:\/sillage\/[a-z]+:(log-stream:)?\*$/,
  /^arn:aws:cloudformation:eu-west-3:111122223333:stack\/sillage-(vault|intake|lake)\/\*$/,
];

describe('every policy of every stack', () => {
  it('is found', () => {
    expect(all.length).toBeGreaterThan(100);
    expect(holders(given)).toEqual([
      'sillage-dpo',
      'sillage-merge',
      'sillage-operator',
      'sillage-process',
      'sillage-query',
      'sillage-receive',
      'sillage-redrive',
      'sillage-researcher-leila',
      'sillage-researcher-omar',
      'sillage-schedule',
      'sillage-trail',
    ]);
  });

  it('allows no action by a wildcard', () => {
    expect(allowed.filter(({ actions }) => actions.length === 0 || actions.some((action) => action.includes('*'))).map(sentence)).toEqual(
      [],
    );
  });

  it('never says NotAction, NotResource or NotPrincipal', () => {
    const negated = all.filter(
      ({ actions, resources, principals, kind }) =>
        actions.length === 0 || (kind !== 'trust' && resources.length === 0) || (kind !== 'identity' && principals.length === 0),
    );
    expect(negated.map(sentence)).toEqual([]);
  });

  it('names resources, but where AWS knows none', () => {
    const wide = given.filter(
      ({ actions, resources }) =>
        resources.some((each) => each.includes('*') && !NARROW.some((narrow) => narrow.test(each))) &&
        !(resources.length === 1 && resources[0] === '*' && actions.every((action) => UNSCOPED.has(action))),
    );
    expect(wide.map(sentence)).toEqual([]);
  });

  it('lets in nobody but services, the account, and the principals of the settings', () => {
    const strangers = allowed.filter(({ principals }) =>
      principals.some(
        (each) =>
          !/^Service:[a-z0-9.-]+\.amazonaws\.com$/.test(each) &&
          !/^AWS:arn:aws:iam::(111122223333:root|444455556666:role\/leila)$/.test(each),
      ),
    );
    expect(strangers.map(sentence)).toEqual([]);
  });

  it('lets a service in only for this account, but for Lambda and the trail delivering logs', () => {
    const open = allowed.filter(
      ({ principals, conditions }) => principals.some((each) => each.startsWith('Service:')) && conditions === '',
    );
    expect(open.map(({ holder, principals }) => `${holder} ${principals}`).sort()).toEqual([
      'sillage-merge Service:lambda.amazonaws.com',
      'sillage-process Service:lambda.amazonaws.com',
      'sillage-query Service:lambda.amazonaws.com',
      'sillage-receive Service:lambda.amazonaws.com',
      'sillage-redrive Service:lambda.amazonaws.com',
      'sillage-trail Service:cloudtrail.amazonaws.com',
    ]);
  });
});

describe('the key of pseudonyms', () => {
  const policy = all.filter(({ holder }) => holder.startsWith('KMS::Key MacKey'));
  const users = '["arn:aws:iam::111122223333:role/sillage-receive","arn:aws:iam::111122223333:role/sillage-process"]';

  it('is used by receive and process alone', () => {
    expect(may('kms:GenerateMac')).toEqual(['sillage-process', 'sillage-receive']);
    expect(allowed.filter(({ actions }) => actions.includes('kms:VerifyMac'))).toEqual([]);
  });

  it('refuses everybody else by its own policy, whatever theirs allow', () => {
    expect(policy.filter(({ actions }) => actions.includes('kms:GenerateMac')).map(sentence)).toEqual([
      `KMS::Key MacKey1Key (resource) Derive: Allow kms:GenerateMac to AWS:arn:aws:iam::111122223333:root on * if {"ArnEquals":{"aws:PrincipalArn":${users}}}`,
      `KMS::Key MacKey1Key (resource) NobodyElseDerives: Deny kms:GenerateMac to AWS:* on * if {"ArnNotEquals":{"aws:PrincipalArn":${users}}}`,
    ]);
    expect(
      policy.some(({ effect, actions, conditions }) => effect === 'Deny' && conditions === '' && actions.includes('kms:CreateGrant')),
    ).toBe(true);
  });

  it('gives the account administration and no use', () => {
    const administration = policy.find(({ sid }) => sid === 'Administration');
    const uses = /Mac|Encrypt|Decrypt|GenerateDataKey|Sign|Verify|CreateGrant|Replicate|Derive/;
    expect(administration?.actions.filter((action) => uses.test(action))).toEqual([]);
    expect(administration?.actions).toContain('kms:PutKeyPolicy');
  });
});

describe('the data key', () => {
  it('is used only through the service that holds the data', () => {
    const use = /kms:(Decrypt|Encrypt|GenerateDataKey)/;
    const direct = given.filter(
      ({ actions, conditions }) => actions.some((action) => use.test(action)) && !conditions.includes('kms:ViaService'),
    );
    expect(direct.map(sentence)).toEqual([]);
    const policy = allowed.filter(
      ({ holder, actions }) => holder.startsWith('KMS::Key DataKey') && actions.some((action) => use.test(action)),
    );
    expect(policy.filter(({ conditions }) => conditions === '').map(sentence)).toEqual([]);
  });

  it('is used by researchers through S3 alone', () => {
    const keys = given.filter(
      ({ holder, actions }) => holder.startsWith('sillage-researcher') && actions.some((action) => action.startsWith('kms:')),
    );
    expect(keys.map(({ conditions }) => conditions)).toEqual(
      Array(2).fill('{"StringEquals":{"kms:ViaService":["s3.eu-west-3.amazonaws.com"]}}'),
    );
  });
});

describe('the stores', () => {
  it.each([
    ['s3:GetObject', /RawBucket.Arn>/, ['sillage-process']],
    ['s3:PutObject', /RawBucket.Arn>/, ['sillage-process']],
    ['s3:PutObject', /\/staging\//, ['sillage-process']],
    ['s3:GetObject', /\/staging\//, ['sillage-merge']],
    ['s3:PutObject', /EventsBucket.Arn>/, ['sillage-merge']],
    ['s3:PutObject', /\/held\//, ['sillage-merge']],
    ['s3:GetObject', /\/held\//, ['sillage-merge']],
    ['s3:GetObject', /EventsBucket.Arn>\/events\/\*$/, ['sillage-merge', 'sillage-query']],
    ['s3:GetObject', /InboxBucket.Arn>/, ['sillage-process']],
    ['s3:PutObject', /InboxBucket.Arn>/, ['sillage-operator', 'sillage-receive']],
    ['s3:GetObject', /\/receipts\//, ['sillage-dpo', 'sillage-operator', 'sillage-process']],
    ['s3:GetObject', /AuditBucket.Arn>/, ['sillage-dpo']],
    ['s3:DeleteObject', null, ['sillage-merge']],
    ['s3:GetObjectVersion', null, []],
    ['s3:DeleteObjectVersion', null, []],
    ['s3:PutBucketPolicy', null, []],
    // No person: what waits there is as the learners sent it.
    ['sqs:ReceiveMessage', /IntakeQueue/, ['sillage-process']],
    ['sqs:ReceiveMessage', /IntakeDeadLetters/, ['sillage-redrive']],
    ['sqs:DeleteMessage', null, ['sillage-process', 'sillage-redrive']],
    ['sqs:StartMessageMoveTask', null, []],
    ['sqs:SendMessage', /IntakeQueue/, ['sillage-operator', 'sillage-receive', 'sillage-redrive']],
    ['dynamodb:Scan', null, []],
    ['dynamodb:GetItem', null, ['sillage-merge', 'sillage-operator', 'sillage-process', 'sillage-receive']],
    ['dynamodb:UpdateItem', null, ['sillage-merge', 'sillage-operator', 'sillage-process', 'sillage-receive']],
    ['dynamodb:DeleteItem', null, ['sillage-merge', 'sillage-operator', 'sillage-process']],
    ['glue:CreatePartition', null, ['sillage-merge']],
    ['glue:UpdatePartition', null, ['sillage-merge']],
    ['lambda:InvokeFunction', null, ['sillage-dpo', 'sillage-operator', 'sillage-schedule']],
  ] as const)('%s on %s: %s', (action, resource, who) => {
    expect(may(action, resource)).toEqual(who);
  });

  it('lets the operator at sources and course names in the registry, not at learners', () => {
    const keys = given.filter(
      ({ holder, actions }) => holder === 'sillage-operator' && actions.some((action) => action.startsWith('dynamodb:')),
    );
    expect(keys.map(({ sid, conditions }) => [sid, JSON.parse(conditions)['ForAllValues:StringLike']['dynamodb:LeadingKeys']])).toEqual([
      ['ReadRegistry', ['sources', 'secret#*', 'courses', 'refusals']],
      ['WriteRegistry', ['sources', 'secret#*']],
    ]);
  });

  it('lets receive at sources, courses and the counters of whom it refused, not at learners', () => {
    const keys = given.filter(
      ({ holder, actions }) => holder === 'sillage-receive' && actions.some((action) => action.startsWith('dynamodb:')),
    );
    expect(keys.map(({ sid, conditions }) => [sid, JSON.parse(conditions)['ForAllValues:StringLike']['dynamodb:LeadingKeys']])).toEqual([
      ['ReadRegistry', ['sources', 'secret#*', 'epoch', 'courses', 'slug#*']],
      ['AddToRegistry', ['courses', 'slug#*', 'refusals']],
    ]);
  });

  it('refuse everybody else themselves', () => {
    const roles = (bucket: string, action: string, keys: string) =>
      refusals(bucket)
        .filter(({ actions, resources }) => actions.includes(action) && resources.some((each) => each.endsWith(`>/${keys}`)))
        .flatMap(({ conditions }) =>
          conditions.includes('aws:PrincipalArn') ? JSON.parse(conditions)['ArnNotEquals']['aws:PrincipalArn'] : [],
        )
        .map((arn: string) => arn.split('/')[1]);
    expect(roles('StoresRawBucket', 's3:GetObject', '*')).toEqual(['sillage-process']);
    expect(roles('StoresRawBucket', 's3:GetObjectVersion', '*')).toEqual(['sillage-process']);
    expect(roles('StoresLakeBucket', 's3:PutObject', 'staging/*')).toEqual(['sillage-process']);
    expect(roles('StoresLakeBucket', 's3:GetObject', 'staging/*')).toEqual(['sillage-merge']);
    expect(roles('StoresLakeBucket', 's3:GetObject', 'held/*')).toEqual(['sillage-merge']);
    expect(roles('StoresLakeBucket', 's3:PutObject', 'receipts/*')).toEqual(['sillage-process']);
    expect(roles('StoresEventsBucket', 's3:PutObject', '*')).toEqual(['sillage-merge']);
  });

  it('refuse a put without its condition', () => {
    const blind = all.filter(({ conditions }) => conditions.includes('s3:if-none-match'));
    expect(
      blind.map(({ holder, actions, resources, conditions }) => [
        holder.split(' ')[1],
        ...actions,
        ...resources,
        JSON.parse(conditions)['Null'],
      ]),
    ).toEqual([
      ['InboxBucketPolicy', 's3:PutObject', '<InboxBucket.Arn>/inbox/*', { 's3:if-none-match': 'true' }],
      ['StoresRawBucketPolicy', 's3:PutObject', '<StoresRawBucket.Arn>/*', { 's3:if-none-match': 'true' }],
      ['StoresLakeBucketPolicy', 's3:PutObject', '<StoresLakeBucket.Arn>/staging/*', { 's3:if-none-match': 'true' }],
      [
        'StoresLakeBucketPolicy',
        's3:PutObject',
        '<StoresLakeBucket.Arn>/receipts/*',
        { 's3:if-none-match': 'true', 's3:if-match': 'true' },
      ],
      ['StoresLakeBucketPolicy', 's3:PutObject', '<StoresLakeBucket.Arn>/held/*', { 's3:if-none-match': 'true', 's3:if-match': 'true' }],
      ['StoresEventsBucketPolicy', 's3:PutObject', '<StoresEventsBucket.Arn>/*', { 's3:if-none-match': 'true', 's3:if-match': 'true' }],
    ]);
  });
});

describe('redrive', () => {
  it('moves dead letters, and reaches no store, no registry, no key of pseudonyms', () => {
    const its = given.filter(({ holder }) => holder === 'sillage-redrive');
    const actions = its.flatMap((one) => one.actions).filter((action) => !/^(logs|xray):/.test(action));
    expect(actions.sort()).toEqual([
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:GenerateDataKey',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
    ]);
    expect(its.filter((one) => one.actions.includes('kms:Decrypt')).map(({ conditions }) => conditions)).toEqual([
      '{"StringEquals":{"kms:ViaService":["sqs.eu-west-3.amazonaws.com"]}}',
    ]);
  });
});

describe('a researcher', () => {
  const slugs = {
    leila: ['course-v1:Uni+DB101+2026', 'course-v1:Uni+DB102+2026'].map((course) => courseSlug(courseKey('campus', course))),
    omar: [courseSlug(courseKey('moodle', '7'))],
  };

  it.each(Object.entries(slugs))('%s reads the current files of her courses and her own results, and nothing else', (id, courses) => {
    const hers = given.filter(({ holder }) => holder === `sillage-researcher-${id}`);
    const folders = courses.map((slug) => `events/course=${slug}/*`);
    // To the end of the last granted day.
    const time = id === 'leila' ? { DateLessThanEquals: { 'aws:CurrentTime': '2027-08-31T23:59:59Z' } } : null;
    const on = (service: string) => hers.filter(({ actions }) => actions.every((action) => action.startsWith(`${service}:`)));
    expect(
      on('s3').map(({ actions, resources, conditions }) => [actions, resources, conditions === '' ? null : JSON.parse(conditions)]),
    ).toEqual([
      [['s3:GetObject'], folders.map((folder) => `<StoresEventsBucket.Arn>/${folder}`), time],
      [['s3:ListBucket'], ['<StoresEventsBucket.Arn>'], { ...time, StringLike: { 's3:prefix': folders } }],
      [
        ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
        [`<StoresResultsBucket.Arn>/results/researcher-${id}/*`],
        time,
      ],
      [['s3:ListBucket'], ['<StoresResultsBucket.Arn>'], { ...time, StringLike: { 's3:prefix': [`results/researcher-${id}/*`] } }],
      [['s3:GetBucketLocation'], ['<StoresResultsBucket.Arn>'], null],
    ]);
    expect(on('athena').flatMap(({ resources }) => resources)).toEqual([
      `arn:aws:athena:eu-west-3:111122223333:workgroup/sillage-researcher-${id}`,
    ]);
    expect(
      on('glue').flatMap(({ resources }) => resources.map((each) => each.replace('arn:aws:glue:eu-west-3:111122223333:', ''))),
    ).toEqual([
      'catalog',
      `database/sillage_researcher_${id}`,
      ...['granted_events', 'events', ...VIEWS.map(({ name }) => name)].map((table) => `table/sillage_researcher_${id}/${table}`).sort(),
    ]);
    expect(on('glue').flatMap(({ actions }) => actions.filter((action) => !/^glue:(BatchGet|Get)/.test(action)))).toEqual([]);
    // Names of stores, which the command line begins with.
    expect(on('cloudformation').flatMap(({ actions }) => actions)).toEqual(['cloudformation:DescribeStacks']);
    const services = ['kms', 's3', 'athena', 'glue', 'cloudformation'];
    expect(services.flatMap(on)).toHaveLength(hers.length);
  });

  it('is let in by the principal of the settings, or through Identity Center', () => {
    const trust = all.filter(({ holder, kind }) => kind === 'trust' && holder.startsWith('sillage-researcher'));
    expect(trust.map(sentence)).toEqual([
      'sillage-researcher-leila (trust) : Allow sts:AssumeRole to AWS:arn:aws:iam::444455556666:role/leila',
      'sillage-researcher-omar (trust) : Allow sts:AssumeRole to AWS:arn:aws:iam::111122223333:root if {"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*"}}',
    ]);
  });
});
