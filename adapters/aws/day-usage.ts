import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { TOLD_BY_FUNCTIONS, type Usage } from '#core/cost/price-lines.ts';
import { Fault } from '#core/errors.ts';

/** The deployed parts that AWS meters by name. */
export interface MeteredParts {
  /** With the memory of each, in MB. */
  readonly functions: Readonly<Record<string, number>>;
  readonly apiId: string;
  readonly queues: readonly string[];
  readonly table: string;
  readonly buckets: readonly string[];
  readonly logGroups: readonly string[];
  /** Of EventBridge Scheduler. */
  readonly scheduleGroup: string;
}

const DAY_S = 86_400;
const MB_PER_GB = 1024;
const BYTES_PER_GB = 1_000_000_000;
const DAYS_PER_MONTH = 365 / 12;

/**
 * What a UTC day used, as AWS's own metrics and the functions' meter tell it: requests, durations, capacity, logs, bytes kept
 * in S3. Not in it: keys, alarms, dashboard and metrics, which are counted by what is deployed; traces, data events and queries of
 * researchers, which docs/cost.md speaks of.
 *
 * @param day YYYY-MM-DD
 */
export async function dayUsage(
  client: CloudWatchClient,
  day: string,
  { functions, apiId, queues, table, buckets, logGroups, scheduleGroup }: MeteredParts,
): Promise<Usage> {
  const sums = new Map<string, MetricDataQuery>();
  const ask = (id: string, Namespace: string, MetricName: string, dimensions: Readonly<Record<string, string>>): void => {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    sums.set(id, { Id: id, MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: DAY_S, Stat: 'Sum' } });
  };
  const names = Object.keys(functions);
  for (const [i, FunctionName] of names.entries()) {
    ask(`invocations${i}`, 'AWS/Lambda', 'Invocations', { FunctionName });
    ask(`duration${i}`, 'AWS/Lambda', 'Duration', { FunctionName });
  }
  ask('http', 'AWS/ApiGateway', 'Count', { ApiId: apiId });
  for (const [i, QueueName] of queues.entries()) {
    for (const metric of ['NumberOfMessagesSent', 'NumberOfMessagesReceived', 'NumberOfMessagesDeleted', 'NumberOfEmptyReceives']) {
      ask(`${metric.charAt(0).toLowerCase()}${metric.slice(1)}${i}`, 'AWS/SQS', metric, { QueueName });
    }
  }
  ask('reads', 'AWS/DynamoDB', 'ConsumedReadCapacityUnits', { TableName: table });
  ask('writes', 'AWS/DynamoDB', 'ConsumedWriteCapacityUnits', { TableName: table });
  for (const [i, LogGroupName] of logGroups.entries()) ask(`logs${i}`, 'AWS/Logs', 'IncomingBytes', { LogGroupName });
  ask('schedules', 'AWS/Scheduler', 'InvocationAttemptCount', { ScheduleGroup: scheduleGroup });
  // Told once a day.
  for (const [i, BucketName] of buckets.entries()) {
    ask(`kept${i}`, 'AWS/S3', 'BucketSizeBytes', { BucketName, StorageType: 'StandardStorage' });
  }
  for (const line of TOLD_BY_FUNCTIONS) ask(`own_${line}`, 'Sillage', line, {});

  const found = await valuesOf(client, [...sums.values()], day);
  const sum = (prefix: string) => [...found].reduce((total, [id, value]) => (id.startsWith(prefix) ? total + value : total), 0);
  return {
    http_requests: sum('http'),
    lambda_requests: sum('invocations'),
    // Duration is in ms.
    lambda_gb_seconds: names.reduce(
      (total, name, i) => total + ((found.get(`duration${i}`) ?? 0) / 1000) * ((functions[name] ?? 0) / MB_PER_GB),
      0,
    ),
    // Lambda takes and deletes up to ten messages with a request.
    sqs_requests:
      sum('numberOfMessagesSent') + (sum('numberOfMessagesReceived') + sum('numberOfMessagesDeleted')) / 10 + sum('numberOfEmptyReceives'),
    log_bytes: sum('logs'),
    scheduler_invocations: sum('schedules'),
    s3_gb_months: sum('kept') / BYTES_PER_GB / DAYS_PER_MONTH,
    dynamodb_read_units: sum('reads'),
    dynamodb_write_units: sum('writes'),
    ...Object.fromEntries(TOLD_BY_FUNCTIONS.map((line) => [line, found.get(`own_${line}`) ?? 0])),
  };
}

async function valuesOf(client: CloudWatchClient, queries: MetricDataQuery[], day: string): Promise<ReadonlyMap<string, number>> {
  const StartTime = new Date(`${day}T00:00:00Z`);
  const EndTime = new Date(StartTime.getTime() + DAY_S * 1000);
  try {
    const { MetricDataResults = [] } = await client.send(new GetMetricDataCommand({ MetricDataQueries: queries, StartTime, EndTime }));
    return new Map(MetricDataResults.map(({ Id = '', Values = [] }) => [Id, Values.reduce((total, value) => total + value, 0)]));
  } catch (cause) {
    throw new Fault('metrics_unavailable', undefined, { cause });
  }
}
