import { Annotations, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface AlarmTopicProps {
  readonly name: string;
  readonly dataKey: IKey;
  readonly email: string | undefined;
}

/** Where every alarm goes. The address confirms its subscription by a link that AWS sends. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { name, dataKey, email }: AlarmTopicProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    this.topic = new Topic(this, 'Topic', {
      topicName: `${name}-alarms`,
      displayName: `${name} alarms`,
      masterKey: dataKey,
      enforceSSL: true,
    });
    for (const [sid, service] of Object.entries({ Alarms: 'cloudwatch.amazonaws.com', Budgets: 'budgets.amazonaws.com' })) {
      this.topic.addToResourcePolicy(
        new PolicyStatement({
          sid,
          principals: [new ServicePrincipal(service)],
          actions: ['sns:Publish'],
          resources: [this.topic.topicArn],
          conditions: { StringEquals: { 'aws:SourceAccount': account } },
        }),
      );
    }
    if (email === undefined) {
      Annotations.of(this).addWarningV2('sillage:nobody-is-told', 'No alarms.email in the settings: alarms ring and nobody is told.');
      return;
    }
    const subscription = new CfnSubscription(this, 'Email', { topicArn: this.topic.topicArn, protocol: 'email', endpoint: email });
    Validations.of(subscription).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'An alarm mail that cannot be delivered is of no use in a queue; the alarm itself stays in CloudWatch.',
    });
  }
}
