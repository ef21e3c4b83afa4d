import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Installation } from './installation.ts';

/** Stands in AWS's own words, since the session of a role often bears an address. */
const WHO = 'zoe.lefevre@example.org';
const denial = (action: string) =>
  `User: arn:aws:sts::111122223333:assumed-role/guest/${WHO} is not authorized to perform: ${action} on resource: *`;
const xml = (code: string, message: string) =>
  `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
const s3 = (code: string, message: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
const json = (type: string, message: string) => JSON.stringify({ __type: `com.amazonaws#${type}`, message });

let there: Installation;
let answer = { status: 500, body: '' };
const refusing = createServer((request, response) => {
  request.resume();
  const type = answer.body.startsWith('{') ? 'application/x-amz-json-1.0' : 'text/xml';
  response.writeHead(answer.status, { 'content-type': type }).end(answer.body);
});
let url = '';

beforeAll(async () => {
  there = await Installation.make();
  await there.say('source', 'add', 'campus', '--platform', 'openedx');
  await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await there.close();
  refusing.closeAllConnections();
  refusing.close();
});

/** Environment of the test alone. */
const saved = new Map<string, string | undefined>();
function set(name: string, value: string | undefined): void {
  if (!saved.has(name)) saved.set(name, process.env[name]);
  vi.stubEnv(name, value);
}
afterEach(() => {
  for (const [name, value] of saved) vi.stubEnv(name, value);
  saved.clear();
});

/** The command fails in one sentence, with --json and without, and names nobody. */
async function refused(args: readonly string[], code: string, sentence: RegExp): Promise<void> {
  expect(await there.failure(...args)).toMatchObject({ exit: 1, code, message: expect.stringMatching(sentence) });
  const { out, err } = await there.run(...args);
  expect(out).toBe('');
  expect(err).toMatch(/^sillage: [^\n]+\n$/);
  expect(err).toMatch(sentence);
  expect(err).not.toContain(WHO);
}

describe('what AWS refuses', () => {
  test('an installation that is not deployed', async () => {
    there.cli.file('other.yaml', 'name: nobody\n');
    await refused(
      ['status', '--config', 'other.yaml'],
      'not_deployed',
      /no installation "nobody" in eu-west-3 .* deploy it \(docs\/operate\.md\)/,
    );
  });

  test('no credentials', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) set(name, undefined);
    await refused(['status'], 'aws_credentials_missing', /no AWS credentials here.* AWS_PROFILE/);
  });

  test('a profile that is not there', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) set(name, undefined);
    set('AWS_PROFILE', 'nobodys');
    await refused(['source', 'list'], 'aws_credentials_missing', /name a profile that exists/);
  });

  test('a network that leads nowhere', async () => {
    set('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
    await refused(['status'], 'aws_unreachable', /cannot be reached.* region in sillage\.yaml/);
    set('AWS_ENDPOINT_URL', 'http://no-such-host.invalid');
    await refused(['status'], 'aws_unreachable', /cannot be reached/);
  });

  test.each<[string, string, number, string, string[], string, RegExp]>([
    [
      'CloudFormation',
      '',
      403,
      xml('AccessDenied', denial('cloudformation:DescribeStacks')),
      ['status'],
      'aws_not_permitted',
      /may not do this \(cloudformation:DescribeStacks\); take the role/,
    ],
    [
      'CloudFormation',
      '',
      403,
      xml('ExpiredToken', 'The security token included in the request is expired'),
      ['status'],
      'aws_credentials_expired',
      /expired; sign in again/,
    ],
    [
      'CloudFormation',
      '',
      403,
      xml('InvalidClientTokenId', 'The security token is invalid'),
      ['status'],
      'aws_credentials_invalid',
      /does not know these credentials/,
    ],
    [
      'CloudFormation',
      '',
      403,
      xml('SignatureDoesNotMatch', `of ${WHO}`),
      ['status'],
      'aws_credentials_invalid',
      /does not know these credentials/,
    ],
    ['CloudFormation', '', 400, xml('Throttling', 'Rate exceeded'), ['status'], 'aws_throttled', /refused for now/],
    [
      'DynamoDB',
      '_DYNAMODB',
      400,
      json('AccessDeniedException', denial('dynamodb:Query')),
      ['source', 'list'],
      'aws_not_permitted',
      /\(dynamodb:Query\)/,
    ],
    [
      'DynamoDB',
      '_DYNAMODB',
      400,
      json('ExpiredTokenException', 'expired'),
      ['source', 'list'],
      'aws_credentials_expired',
      /sign in again/,
    ],
    [
      'DynamoDB',
      '_DYNAMODB',
      400,
      json('UnrecognizedClientException', 'invalid'),
      ['source', 'revoke', 'campus'],
      'aws_credentials_invalid',
      /does not know/,
    ],
    [
      'DynamoDB',
      '_DYNAMODB',
      400,
      json('ResourceNotFoundException', 'Requested resource not found'),
      ['source', 'list'],
      'installation_incomplete',
      /deploy it again/,
    ],
    ['S3', '_S3', 403, s3('AccessDenied', denial('s3:ListBucket')), ['status'], 'aws_not_permitted', /\(s3:ListBucket\)/],
    ['S3', '_S3', 403, s3('RequestTimeTooSkewed', 'The difference is too large.'), ['status'], 'clock_wrong', /clock wrong/],
    ['S3', '_S3', 404, s3('NoSuchBucket', 'The specified bucket does not exist'), ['status'], 'installation_incomplete', /deploy it again/],
    [
      'Lambda',
      '_LAMBDA',
      403,
      json('AccessDeniedException', denial('lambda:InvokeFunction')),
      ['merge', '--now'],
      'aws_not_permitted',
      /\(lambda:InvokeFunction\)/,
    ],
    ['Lambda', '_LAMBDA', 429, json('TooManyRequestsException', 'Rate Exceeded.'), ['replay'], 'aws_throttled', /in a minute/],
    [
      'Athena',
      '_ATHENA',
      400,
      json('AccessDeniedException', denial('athena:StartQueryExecution')),
      ['query', 'SELECT 1'],
      'aws_not_permitted',
      /\(athena:StartQueryExecution\)/,
    ],
  ])('%s %s %i %s', async (_service, suffix, status, body, args, code, sentence) => {
    answer = { status, body };
    set('AWS_MAX_ATTEMPTS', '1');
    set(`AWS_ENDPOINT_URL${suffix}`, url);
    await refused(args, code, sentence);
  });

  test('a function that fails says so by its code, and where to look', async () => {
    there.world.fate = () => ({ status: 400, body: json('AccessDeniedException', denial('dynamodb:GetItem')) });
    try {
      set('AWS_ENDPOINT_URL', there.direct.moto);
      await refused(['replay', '--all'], 'function_failed', /function failed.*its log says why/);
    } finally {
      there.world.fate = () => 'through';
    }
  });
});

describe('what makes no sense with --aws', () => {
  test.each<[string[], RegExp]>([
    [['serve'], /receives events on this machine; on AWS the deployed endpoint does/],
    [['status', '--data', 'somewhere'], /--data names a folder .* leave one of them out/],
    [['query', 'SELECT 1', '--as', 'nobody'], /lists no researcher "nobody"/],
  ])('%j ends with 2 and one sentence', async (args, sentence) => {
    const { code, out, err } = await there.run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(sentence);
    expect(err).toMatch(/^sillage: [^\n]+\n$/);
  });

  test('--as without --aws', async () => {
    const { code, err } = await there.cli.run(['query', 'SELECT 1', '--as', 'nobody']);
    expect(code).toBe(2);
    expect(err).toMatch(/--as is for a deployed installation; add --aws/);
  });
});
