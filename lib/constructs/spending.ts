import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface SpendingProps {
  readonly name: string;
  readonly usdPerMonth: number;
  readonly topic: ITopic;
}

/** Tells when the month's cost is forecast to pass the limit, and when it has. The whole account's: AWS tells costs by tag only where somebody switched that on. */
export class Spending extends Construct {
  constructor(scope: Construct, id: string, { name, usdPerMonth, topic }: SpendingProps) {
    super(scope, id);
    const subscribers = [{ subscriptionType: 'SNS', address: topic.topicArn }];
    const beyond = { comparisonOperator: 'GREATER_THAN', threshold: 100, thresholdType: 'PERCENTAGE' };
    new CfnBudget(this, 'Budget', {
      budget: { budgetName: name, budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: usdPerMonth, unit: 'USD' } },
      notificationsWithSubscribers: ['FORECASTED', 'ACTUAL'].map((notificationType) => ({
        notification: { notificationType, ...beyond },
        subscribers,
      })),
    });
  }
}
