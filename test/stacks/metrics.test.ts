import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleApp } from './example.ts';
import { Cloud, type Json } from './templates.ts';

const cloud = new Cloud(exampleApp());

/** As `namespace name dimension=value`. */
const alarms = cloud.of('AWS::CloudWatch::Alarm').flatMap(({ properties }) => {
  const parts = (properties['Metrics'] ?? []) as readonly { readonly MetricStat?: { readonly Metric: Json } }[];
  return [properties as Json, ...parts.map(({ MetricStat }) => MetricStat?.Metric ?? null)].flatMap(metricOf);
});
const dashboard = graphsOf(cloud.read(cloud.of('AWS::CloudWatch::Dashboard')[0]?.properties['DashboardBody']));
const looked = [...new Set([...alarms, ...dashboard])].sort();

function metricOf(value: Json): string[] {
  const { Namespace, MetricName, Dimensions = [] } = (value ?? {}) as { readonly [name: string]: Json };
  if (Namespace === undefined) return [];
  const of = (Dimensions as readonly { readonly Name: Json; readonly Value: Json }[]).map(
    ({ Name, Value }) => `${cloud.read(Name)}=${cloud.read(Value)}`,
  );
  return [[Namespace, MetricName, ...of].map(String).join(' ')];
}

/** A graph's metrics are lists: namespace, name, dimension, value, options. */
function graphsOf(body: string): string[] {
  const { widgets } = JSON.parse(body) as {
    readonly widgets: readonly { readonly properties: { readonly metrics?: readonly Json[][] } }[];
  };
  return widgets
    .flatMap(({ properties: { metrics = [] } }) => metrics)
    .map((metric) => metric.filter((part) => typeof part === 'string'))
    .filter((metric) => metric.length > 0)
    .map(([namespace, name, dimension, value]) => [namespace, name, `${dimension}=${value}`].join(' '));
}

/** What a function publishes, by its source: `service name`. */
const published = readdirSync('lambdas', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) =>
    [...readFileSync(`lambdas/${file}`, 'utf8').matchAll(/addMetric\('(\w+)'/g)].map(([, name]) => `${file.split('/')[0]} ${name}`),
  );

describe('every alarm and graph', () => {
  it('looks at what a function publishes, under its name, or at what a filter counts', () => {
    const counted = cloud
      .of('AWS::Logs::MetricFilter')
      .flatMap(({ properties }) => properties['MetricTransformations'] as readonly { readonly MetricName: string }[]);
    const ours = [
      ...published.map((each) => each.replace(/^(\w+) (\w+)$/, 'Sillage $2 service=$1')),
      ...counted.map(({ MetricName }) => `Sillage ${MetricName}`),
    ];
    expect(looked.filter((metric) => metric.startsWith('Sillage '))).toEqual([...new Set(ours)].sort());
    for (const service of new Set(published.map((each) => each.split(' ')[0])))
      expect(readFileSync(`lambdas/${service}/handler.ts`, 'utf8')).toContain(`instruments('${service}')`);
  });

  it('or at what AWS publishes, by its names', () => {
    // https://docs.aws.amazon.com/: sqs-available-cloudwatch-metrics, monitoring-metrics-types (Lambda), http-api-metrics.
    const KNOWN = [
      /^AWS\/SQS (ApproximateNumberOfMessagesVisible|ApproximateAgeOfOldestMessage|NumberOfMessagesSent) QueueName=</,
      /^AWS\/Lambda (Errors|Throttles|Invocations|Duration) FunctionName=</,
      /^AWS\/ApiGateway (Count|4xx|5xx) ApiId=</,
    ];
    const theirs = looked.filter((metric) => !metric.startsWith('Sillage '));
    expect(theirs.length).toBeGreaterThan(12);
    expect(theirs.filter((metric) => !KNOWN.some((known) => known.test(metric)))).toEqual([]);
  });
});
