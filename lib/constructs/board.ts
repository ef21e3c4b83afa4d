import { Duration } from 'aws-cdk-lib';
import { AlarmStatusWidget, Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { IntakeStack } from '../stacks/intake.ts';
import type { LakeStack } from '../stacks/lake.ts';
import { type Alarms, door, own, refusals, rejectionRate } from './alarms.ts';

export interface BoardProps {
  readonly name: string;
  readonly intake: IntakeStack;
  readonly lake: LakeStack;
  readonly alarms: Alarms;
}

const WHOLE = 24;
const THIRD = 8;

/** One dashboard: the alarms, then an event's way from left to right. */
export class Board extends Construct {
  constructor(scope: Construct, id: string, { name, intake, lake, alarms }: BoardProps) {
    super(scope, id);
    const board = new Dashboard(this, 'Dashboard', { dashboardName: name, defaultInterval: Duration.days(1) });
    const functions = [intake.receive, lake.process, lake.merge].map(({ lambda }) => lambda);
    board.addWidgets(new AlarmStatusWidget({ title: 'Alarms', alarms: alarms.all, width: WHOLE }));
    board.addWidgets(
      graph('Requests', [door(intake.door.api, 'Count')]),
      graph('Refused: 4xx, 5xx', [door(intake.door.api, '4xx'), door(intake.door.api, '5xx')]),
      graph('Answered 5xx, %', [refusals(intake.door.api)]),
    );
    board.addWidgets(
      graph('Waiting', [
        intake.queue.metricApproximateNumberOfMessagesVisible(),
        intake.deadLetters.metricApproximateNumberOfMessagesVisible(),
      ]),
      graph('Age of the oldest message, s', [intake.queue.metricApproximateAgeOfOldestMessage()]),
      graph('Merge lag, s', [own('merge', 'MergeLagSeconds', 'Maximum')]),
    );
    board.addWidgets(
      graph('Lines', [own('process', 'Lines', 'Sum'), own('process', 'LinesRejected', 'Sum')]),
      graph('Rejected, %', [rejectionRate()]),
      graph(
        'Duration, ms (95 %)',
        functions.map((each) => each.metricDuration({ statistic: 'p95' })),
      ),
    );
    board.addWidgets(
      graph(
        'Calls',
        functions.map((each) => each.metricInvocations()),
      ),
      graph(
        'Errors',
        functions.map((each) => each.metricErrors()),
      ),
      graph(
        'Throttles',
        functions.map((each) => each.metricThrottles()),
      ),
    );
  }
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: THIRD });
}
