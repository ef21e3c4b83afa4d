import { Duration } from 'aws-cdk-lib';
import type { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { METRICS } from '../names.ts';
import type { IntakeStack } from '../stacks/intake.ts';
import type { LakeStack } from '../stacks/lake.ts';

export interface AlarmsProps {
  readonly name: string;
  readonly intake: IntakeStack;
  readonly lake: LakeStack;
  readonly topic: ITopic;
  readonly mergeMinutes: number;
  readonly windowSeconds: number;
}

interface Ring {
  readonly metric: IMetric;
  /** Rings above it. */
  readonly above: number;
  /** Periods in a row; */
  readonly periods: number;
  /** or so many of these last ones. */
  readonly among?: number;
  readonly says: string;
}

const MINUTES = Duration.minutes(5);

/** What wakes somebody up; docs/operate.md says what to do about each. */
export class Alarms extends Construct {
  readonly all: Alarm[] = [];
  readonly #name: string;
  readonly #topic: ITopic;

  constructor(scope: Construct, id: string, { name, intake, lake, topic, mergeMinutes, windowSeconds }: AlarmsProps) {
    super(scope, id);
    this.#name = name;
    this.#topic = topic;
    const waiting = { period: MINUTES, statistic: 'Maximum' };
    this.ring('DeadLetters', {
      metric: intake.deadLetters.metricApproximateNumberOfMessagesVisible(waiting),
      above: 0,
      periods: 12,
      says: 'Dead letters for an hour. They are lost when the intake expires.',
    });
    this.ring('OldestMessage', {
      metric: intake.queue.metricApproximateAgeOfOldestMessage(waiting),
      // Twice the window and a failed try.
      above: 2 * windowSeconds + 900,
      periods: 1,
      says: 'The queue is not drained.',
    });
    this.ring('MergeLag', {
      metric: own('merge', 'MergeLagSeconds', 'Maximum'),
      above: mergeMinutes * 60 * 3 + 600,
      periods: 2,
      says: 'Staged rows wait too long; researchers see old data.',
    });
    this.ring('MissedMerges', {
      // Those that came, not those that wait: nobody takes them away, and one failure alone is made good by the next merge.
      metric: lake.missedMerges.metricNumberOfMessagesSent({ period: Duration.minutes(Math.max(5, mergeMinutes)) }),
      above: 0,
      periods: 2,
      says: 'Merges failed or could not be started, and so did those that came next.',
    });
    this.ring('Refusals', {
      metric: refusals(intake.door.api),
      above: 5,
      periods: 2,
      // An LMS that posts every ten minutes leaves periods empty.
      among: 6,
      says: 'The endpoint answers 5xx: senders keep their events and try again. Receive, the registry, SQS or the concurrency is out.',
    });
    this.ring('Expired', {
      metric: own('process', 'LinesExpired', 'Sum'),
      above: 0,
      periods: 1,
      says: 'Lines waited longer than the intake keeps them, and were let go.',
    });
    this.ring('RejectionRate', { metric: rejectionRate(), above: 10, periods: 3, says: 'More than a tenth of the lines are rejected.' });
    // Not redrive: whoever calls it waits for its answer.
    for (const { lambda } of [intake.receive, lake.process, lake.merge, lake.query, lake.replay]) {
      const part = lambda.node.scope?.node.id ?? '';
      this.ring(`${part}Errors`, { metric: lambda.metricErrors({ period: MINUTES }), above: 0, periods: 2, says: `${part} failed.` });
      this.ring(`${part}Throttles`, {
        metric: lambda.metricThrottles({ period: MINUTES }),
        above: 0,
        periods: 3,
        says: `${part} could not be started.`,
      });
    }
  }

  /** One more alarm, named after the installation and what rings. */
  ring(what: string, { metric, above, periods, among = periods, says }: Ring): void {
    const alarm = new Alarm(this, what, {
      alarmName: `${this.#name}-${what}`,
      alarmDescription: says,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: among,
      datapointsToAlarm: periods,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(this.#topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    this.all.push(alarm);
  }
}

/** A number that a function itself tells, never with a person, course or source in its dimensions. @param service by Powertools' name: the function */
export function own(service: string, metricName: string, statistic: string): Metric {
  return new Metric({ namespace: METRICS, metricName, statistic, period: MINUTES, dimensionsMap: { service } });
}

/** What the endpoint counts, by API Gateway's names for HTTP APIs. */
export function door(api: CfnApi, metricName: 'Count' | '4xx' | '5xx'): Metric {
  return new Metric({ namespace: 'AWS/ApiGateway', metricName, statistic: 'Sum', period: MINUTES, dimensionsMap: { ApiId: api.ref } });
}

/** Percent of the requests that were answered 5xx; none: 0. */
export function refusals(api: CfnApi): MathExpression {
  return new MathExpression({
    expression: 'IF(requests > 0, 100 * failed / requests, 0)',
    usingMetrics: { requests: door(api, 'Count'), failed: door(api, '5xx') },
    label: 'Answered 5xx, %',
    period: MINUTES,
  });
}

/** Percent, over an hour; a handful of lines says nothing. */
export function rejectionRate(): MathExpression {
  const period = Duration.hours(1);
  return new MathExpression({
    expression: 'IF(lines >= 100, 100 * rejected / lines, 0)',
    usingMetrics: {
      lines: own('process', 'Lines', 'Sum').with({ period }),
      rejected: own('process', 'LinesRejected', 'Sum').with({ period }),
    },
    label: 'Rejected lines, %',
    period,
  });
}
