import { describe, expect, it } from 'vitest';
import { FIXED, MEMORY_MB } from '#core/cost/fixed.ts';
import { TOLD_BY_FUNCTIONS } from '#core/cost/price-lines.ts';
import { exampleApp } from '../stacks/example.ts';
import { Cloud, listOf } from '../stacks/templates.ts';

const cloud = new Cloud(exampleApp());

describe('what is paid when nobody posts', () => {
  it('is what the stacks make: keys, dashboards, and alarms by the metrics that they look at', () => {
    expect(cloud.of('AWS::KMS::Key')).toHaveLength(FIXED.kms_key_months);
    expect(cloud.of('AWS::CloudWatch::Dashboard')).toHaveLength(FIXED.dashboard_months);
    const looked = cloud.of('AWS::CloudWatch::Alarm').map(({ properties }) => {
      const metrics = listOf(properties['Metrics']).filter((metric) => JSON.stringify(metric).includes('MetricStat'));
      return Math.max(1, metrics.length);
    });
    expect(looked.reduce((a, b) => a + b, 0)).toBe(FIXED.alarm_months);
  });

  it('counts every metric of our own: those that alarms look at, and those that functions tell of their spending', () => {
    const text = JSON.stringify(cloud.of('AWS::CloudWatch::Alarm').map(({ properties }) => properties));
    const watched = ['Lines', 'LinesRejected', 'MergeLagSeconds', 'KeyMisuse'];
    for (const metric of watched) expect(text).toContain(`"MetricName":"${metric}"`);
    expect(watched.length + TOLD_BY_FUNCTIONS.length).toBe(FIXED.metric_months);
  });

  it('knows the memory of each function', () => {
    const memory = cloud.of('AWS::Lambda::Function').map(({ properties }) => [properties['FunctionName'], properties['MemorySize']]);
    const ours = memory.filter(([name]) => String(name).startsWith('sillage-'));
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(Object.entries(MEMORY_MB).map(([part, mb]) => [`sillage-${part}`, mb])));
  });
});
