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
}

const DAY_S = 86_400;
const MB_PER_GB = 1024;

/**
 * What a UTC day used, as AWS's own metrics and the functions' meter tell it: requests, durations, capacity. Not in it: bytes kept,
 * keys, logs, alarms, which cost the same every day and are said in docs/cost.md.
 *
 * @param day YYYY-MM-DD
 */
export async function dayUsage(client: CloudWatchClient, day: string, { functions, apiId, queues, table }: MeteredParts): Promise<Usage> {
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
    throw new Fault('engine_unavailable', undefined, { cause });
  }
}
