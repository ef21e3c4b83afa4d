import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DayCost } from '#core/cost/day-cost.ts';
import { motoOptions } from '../support/clients.ts';
import { Installation } from './installation.ts';

const DAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const BEFORE = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);

/*
 * On AWS a query without dimensions means the metric that has none. The emulator adds up those of all dimensions, so that this is not
 * seen here; that functions tell theirs without any is held in test/aws/cost/spending.test.ts.
 */
let there: Installation;
beforeAll(async () => {
  there = await Installation.make();
  await put('AWS/Lambda', 'Invocations', 600_000, { FunctionName: `${there.name}-receive` });
  await put('AWS/Lambda', 'Invocations', 400_000, { FunctionName: `${there.name}-merge` });
  // 4,000 s at 512 MB, and somebody else's function.
  await put('AWS/Lambda', 'Duration', 4_000_000, { FunctionName: `${there.name}-receive` });
  await put('AWS/Lambda', 'Invocations', 5_000_000, { FunctionName: 'elsewhere' });
  await put('AWS/ApiGateway', 'Count', 600_000, { ApiId: 'abc123' });
  await put('AWS/Logs', 'IncomingBytes', 1_000_000_000, { LogGroupName: `/${there.name}/door` });
  await put('Sillage', 's3_writes', 2_000, {});
  await put('Sillage', 's3_writes', 9_000, {}, BEFORE);
});
afterAll(() => there.close());

async function put(Namespace: string, MetricName: string, Value: number, dimensions: Readonly<Record<string, string>>, day = DAY) {
  const Dimensions = Object.entries(dimensions).map(([Name, value]) => ({ Name, Value: value }));
  const Timestamp = new Date(`${day}T12:00:00Z`);
  const MetricData = [{ MetricName, Dimensions, Timestamp, Value }];
  await new CloudWatchClient(motoOptions()).send(new PutMetricDataCommand({ Namespace, MetricData }));
}

it('tells what yesterday cost, line by line, what is deployed included', async () => {
  const { day, used, fixed, usd, month_like_this } = await there.json<DayCost>('cost');
  expect(day).toBe(DAY);
  const units = Object.fromEntries(used.map((one) => [one.line, one.units]));
  expect(units).toEqual({
    http_requests: 600_000,
    lambda_requests: 1_000_000,
    lambda_gb_seconds: 2_000,
    log_bytes: 1_000_000_000,
    s3_writes: 2_000,
  });
  expect(used.find(({ line }) => line === 'lambda_requests')?.usd).toBeCloseTo(0.2, 10);
  expect(fixed.map(({ line }) => line).sort()).toEqual(['alarm_months', 'dashboard_months', 'kms_key_months', 'metric_months']);
  const lines = [...used, ...fixed].reduce((total, line) => total + line.usd, 0);
  expect(usd).toBeCloseTo(lines, 10);
  expect(month_like_this).toBeCloseTo((lines * 365) / 12, 8);
});

it('says it in words, and marks the prices that were not confirmed', async () => {
  const said = await there.say('cost', '--day', BEFORE);
  expect(said).toContain(BEFORE);
  expect(said).toMatch(/0\.0477 +9,000 +PUT, COPY, POST and LIST requests to S3\n/);
  expect(said).toMatch(/Dashboards, dashboard-months \*\n/);
  expect(said).toMatch(/A month like this: \d+\.\d+/);
});

it('refuses a day that is not over, and an installation that is not there', async () => {
  expect(await there.failure('cost', '--day', new Date().toISOString().slice(0, 10))).toMatchObject({ exit: 2, code: 'usage' });
  const other = there.cli.file('other.yaml', 'name: elsewhere\n');
  expect(await there.failure('cost', '--config', other)).toMatchObject({ exit: 1, code: 'not_deployed' });
});
