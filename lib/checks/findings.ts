/** A finding of cdk-nag that stays, with its reason. */
export interface Accepted {
  /** Pack and rule. */
  readonly id: string;
  /** Paths of the constructs that it is accepted for, without the stack's prefix of the installation's name. */
  readonly at: RegExp;
  readonly reason: string;
}

const FUNCTION = /\/Function\/Resource$/;

export const SOLUTIONS: readonly Accepted[] = [
  { id: 'AwsSolutions-S1', at: /^vault\/AccessLogs\//, reason: 'The bucket of access logs; logging itself it would never end.' },
  {
    id: 'AwsSolutions-APIG4',
    at: /^intake\/Door\/Route\w+$/,
    reason: 'Receive itself authenticates sources by their secret, in constant time; health says nothing that needs it.',
  },
  {
    id: 'AwsSolutions-SQS3',
    at: /^lake\/MissedMerges\//,
    reason: 'It is the dead letter queue of the merge schedules and of the merge function, which the rule does not look at.',
  },
];

export const SERVERLESS: readonly Accepted[] = [
  {
    id: 'Serverless-SQSRedrivePolicy',
    at: /^(intake\/Intake\/DeadLetters|lake\/MissedMerges)\//,
    reason: 'Dead letters have no dead letters of their own.',
  },
  {
    id: 'Serverless-LambdaDLQ',
    at: FUNCTION,
    reason: 'Called synchronously, or from a queue with dead letters; merge, which is called asynchronously, has a failure destination.',
  },
  {
    id: 'Serverless-LambdaTracing',
    at: /^intake\/Receive\//,
    reason:
      'The rate at which X-Ray samples functions cannot be set: one trace a second and 5 % of the rest would cost a quarter of all else.',
  },
  {
    id: 'Serverless-APIGWStructuredLogging',
    at: /^intake\/Door\/Stage$/,
    reason: 'Six words between spaces: a line for every request is paid by its bytes, and names in JSON would be most of them.',
  },
  {
    id: 'Serverless-LambdaStarPermissions',
    at: /^(lake\/(Process|Merge|Query)|intake\/Redrive)Role\//,
    reason: 'X-Ray knows no resources: its two writing actions stand alone in that statement.',
  },
  {
    id: 'Serverless-LambdaEventSourceMappingDestination',
    at: /^lake\/FromQueue\//,
    reason: 'A queue as source has no failure destination: what fails goes to the dead letters of the queue.',
  },
];

export const NIST: readonly Accepted[] = [
  {
    id: 'NIST.800.53.R5-DynamoDBInBackupPlan',
    at: /^vault\/Registry\//,
    reason:
      'Point-in-time recovery covers it. A backup plan would keep forgotten salts alive beyond its window, against the promise of erasure.',
  },
  {
    id: 'NIST.800.53.R5-S3BucketLoggingEnabled',
    at: /^vault\/AccessLogs\//,
    reason: 'The bucket of access logs; logging itself it would never end.',
  },
  {
    id: 'NIST.800.53.R5-S3BucketReplicationEnabled',
    at: /\/Bucket\/Resource$/,
    reason: 'S3 keeps objects in three data centres. A replica in another region would leave Paris, and every copy has to forget too.',
  },
  {
    id: 'NIST.800.53.R5-S3DefaultEncryptionKMS',
    at: /^vault\/AccessLogs\//,
    reason:
      'S3 delivers access logs only to buckets under SSE-S3. They hold addresses and session names of whoever called, nothing of a learner.',
  },
  {
    id: 'NIST.800.53.R5-IAMNoInlinePolicy',
    at: /Role|\/Delivery\/|\/(Operator|Dpo)\/|\/Researcher-[a-z0-9-]+\//,
    reason: 'One role, one policy, made and gone together: a policy of its own could be attached elsewhere.',
  },
  {
    id: 'NIST.800.53.R5-LambdaDLQ',
    at: FUNCTION,
    reason: 'Called synchronously, or from a queue with dead letters; merge, which is called asynchronously, has a failure destination.',
  },
  {
    id: 'NIST.800.53.R5-LambdaInsideVPC',
    at: FUNCTION,
    reason:
      'They talk to AWS services alone, each by IAM. A VPC would add endpoints to pay by the hour, and no wall that the roles are not.',
  },
];

/** The only resources with a wildcard that a role may name, by their ends. */
export const WILDCARDS: readonly { readonly resource: RegExp; readonly reason: string }[] = [
  {
    resource: /(Arn[0-9A-F]{8}|\.Arn>)\/(raw|inbox|staging|held|receipts|events|audit)\/\*$/,
    reason: 'The objects under one prefix of one bucket; their names are not known beforehand.',
  },
  { resource: /(Arn[0-9A-F]{8}|\.Arn>)\/events\/course=[a-z0-9-]+-[0-9a-f]{16}\/\*$/, reason: 'The files of one granted course.' },
  { resource: /(Arn[0-9A-F]{8}|\.Arn>)\/results\/[a-z0-9-]+\/\*$/, reason: "One reader's own query results." },
  {
    resource: /:log-group:\/[a-z0-9-]+\/[a-z]+:(log-stream:)?\*$/,
    reason: 'The streams of one log group; Lambda and CloudTrail name them.',
  },
  { resource: /:stack\/[a-z0-9-]+\/\*$/, reason: 'One stack; CloudFormation ends its ARN with an id of its own.' },
  { resource: /^Resource::\*$/, reason: 'X-Ray, CloudWatch metrics and query answers of CloudWatch Logs know no resources.' },
];
