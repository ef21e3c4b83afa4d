import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StandIn, startStandIn } from './support/aws-stand-in.ts';
import { answerOf, type Run, runBare } from './support/bare-process.ts';
import { httpEvent, message, packed } from './support/events.ts';
import { settingsByFunction } from './support/settings.ts';
import { FUNCTIONS, unpacked } from './support/unpacked.ts';

const settings = settingsByFunction();
const folders = new Map<string, string>();
let aws: StandIn;

beforeAll(async () => {
  aws = await startStandIn();
  for (const name of FUNCTIONS) folders.set(name, unpacked(name));
});
afterAll(() => aws.close());

/** A function from its zip alone, with the environment that the stacks set. */
async function call(name: string, event: unknown, without: readonly string[] = [], at = aws.url, limitMs?: number): Promise<Run> {
  const given = Object.entries(settings.get(name) ?? {}).filter(([setting]) => !without.includes(setting));
  // SQS's client asks where the queue's address says.
  const env = Object.fromEntries(given.map(([setting, value]) => [setting, value.replace(/^https:\/\/sqs\.[a-z0-9.-]+/, at)]));
  return runBare(folders.get(name) ?? '', [event], { env, aws: at, ...(limitMs === undefined ? {} : { limitMs }) });
}

const bearer = { authorization: 'Bearer secret-of-nobody', 'content-type': 'application/json' };
const MARIE = 'marie.curie@example.org';

describe('from its zip alone', () => {
  it('every function is deployed, and every deployed one is here', () => {
    expect([...settings.keys()].filter((name) => FUNCTIONS.includes(name)).sort()).toEqual(FUNCTIONS);
  });

  it('receive answers that it is well', async () => {
    expect(answerOf(await call('receive', httpEvent('GET', '/v1/health')))).toMatchObject({ statusCode: 200, body: '{"status":"ok"}' });
  });

  it('receive turns an unknown secret away', async () => {
    const run = await call('receive', httpEvent('POST', '/v1/events', bearer, '{}'));
    expect(answerOf(run)).toMatchObject({ statusCode: 401, headers: { 'www-authenticate': expect.any(String) } });
    expect(aws.asked.some((name) => name.startsWith('DynamoDB.'))).toBe(true);
  });

  it('receive asks for patience while the registry refuses, and says nothing of the request', async () => {
    const broken = await startStandIn();
    broken.refuse();
    const sent = httpEvent('POST', `/v1/events?dialect=${MARIE}`, { ...bearer, 'user-agent': MARIE }, JSON.stringify({ name: MARIE }));
    const run = await call('receive', sent, [], broken.url);
    broken.close();
    expect(answerOf(run)).toMatchObject({ statusCode: 503, headers: { 'retry-after': '30' } });
    expect(run.log).toContain('registry_unavailable');
    expect(run.log).not.toMatch(/marie|secret-of-nobody/i);
  });

  it('process reports what it cannot read, and nothing else', async () => {
    const old = packed({ received: Date.now() - 11 * 86_400_000 });
    const run = await call('process', { Records: [message('unreadable', MARIE), message('expired', old), message('again', MARIE, 3)] });
    expect(answerOf(run)).toEqual({ batchItemFailures: [{ itemIdentifier: 'unreadable' }, { itemIdentifier: 'again' }] });
    expect(run.log).toContain('batch_unreadable');
    expect(run.log).not.toMatch(/marie/i);
  });

  it('process reports everything while the stores refuse, by code', async () => {
    const broken = await startStandIn();
    broken.refuse();
    const batch = packed({ lines: [`{"name":"${MARIE}"}`] });
    const run = await call('process', { Records: [message('a', batch), message('b', batch)] }, [], broken.url);
    broken.close();
    expect(answerOf(run)).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'b' }] });
    expect(run.log).toMatch(/"message":"process.failed".*"code":"[a-z]+_unavailable"/);
    expect(run.log).not.toMatch(/marie/i);
  });

  it('process begins nothing when time is short', async () => {
    const before = aws.asked.length;
    const run = await call('process', { Records: [message('a', packed({})), message('b', 'unreadable')] }, [], aws.url, 5_000);
    expect(answerOf(run)).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'b' }] });
    expect(aws.asked.length).toBe(before);
  });

  it('merge finds nothing to do', async () => {
    const run = await call('merge', { shard: 3 });
    expect(answerOf(run)).toMatchObject({ staged: 0, rows: 0, oldest: null, finished: true });
    expect(run.log).not.toContain('MergeLagSeconds');
  });

  it('merge refuses a shard that there is not', async () => {
    const { answers, log } = await call('merge', { shard: 4 });
    expect(answers).toMatchObject([{ thrown: { name: 'Failed', message: 'input_invalid' } }]);
    expect(log).toContain('"message":"merge.failed"');
  });

  it('query asks Athena, and tells by code alone that nobody answers', async () => {
    const asked = { question: 'actions', parameters: { course: 'bio101-0123456789abcdef' } };
    const broken = await startStandIn();
    broken.refuse();
    const { answers, log } = await call('query', asked, [], broken.url);
    broken.close();
    expect(answers).toMatchObject([{ thrown: { name: 'Failed', message: 'engine_unavailable' } }]);
    expect(log).toContain('"message":"query.failed"');
    expect(broken.asked.some((name) => name.includes('StartQueryExecution'))).toBe(true);
  });

  it('query takes named questions only', async () => {
    const { answers, log } = await call('query', { question: `SELECT '${MARIE}'` });
    expect(answers).toMatchObject([{ thrown: { message: 'question_refused' } }]);
    expect(`${JSON.stringify(answers)}${log}`).not.toMatch(/marie/i);
  });

  it('redrive finds no dead letter, counts them, and takes only options that it knows', async () => {
    const idle = { moved: 0, expired: 0, finished: true, waiting: 0 };
    expect(answerOf(await call('redrive', {}))).toEqual(idle);
    expect(aws.asked).toContain('AmazonSQS.ReceiveMessage');
    expect(answerOf(await call('redrive', { dryRun: true }))).toEqual(idle);
    const { answers, log } = await call('redrive', { queue: MARIE });
    expect(answers).toMatchObject([{ thrown: { message: 'input_invalid' } }]);
    expect(`${JSON.stringify(answers)}${log}`).not.toMatch(/marie/i);
  });

  it('redrive takes no letter when time is short', async () => {
    const before = aws.asked.filter((name) => name.endsWith('ReceiveMessage')).length;
    expect(answerOf(await call('redrive', {}, [], aws.url, 5_000))).toMatchObject({ moved: 0, finished: false });
    expect(aws.asked.filter((name) => name.endsWith('ReceiveMessage')).length).toBe(before);
  });

  it('replay has no receipt to read', async () => {
    expect(answerOf(await call('replay', { all: true, dryRun: true }))).toEqual({ receipts: 0, lines: 0, rows: 0, expired: 0, next: null });
  });

  it('replay takes only options that it knows', async () => {
    const { answers, log } = await call('replay', { since: MARIE });
    expect(answers).toMatchObject([{ thrown: { message: 'input_invalid' } }]);
    expect(`${JSON.stringify(answers)}${log}`).not.toMatch(/marie/i);
  });
});

describe('a function that is not set up', () => {
  const BOTH = ['SILLAGE_TABLE', 'SILLAGE_BUCKETS'];

  it.each([
    ['process', { Records: [message('a', packed({}))] }, BOTH],
    ['merge', { shard: 1 }, BOTH],
    ['replay', { all: true }, BOTH],
    ['query', { question: 'actions' }, ['SILLAGE_BUCKETS', 'SILLAGE_WORKGROUP']],
  ])('%s names all settings that it lacks, and fails by a code', async (name, event, without) => {
    const { answers, log } = await call(name, event, without);
    expect(answers).toMatchObject([{ thrown: { message: 'not_set_up' } }]);
    expect(log).toContain(without.map((setting) => `${setting} is missing`).join(', '));
  });

  it('receive still answers 503', async () => {
    const run = await call('receive', httpEvent('POST', '/v1/events', bearer, '{}'), ['SILLAGE_TABLE', 'SILLAGE_QUEUE_URL']);
    expect(answerOf(run)).toMatchObject({ statusCode: 503 });
    expect(run.log).toContain('SILLAGE_TABLE is missing, SILLAGE_QUEUE_URL is missing');
  });
});
