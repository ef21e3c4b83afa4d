/**
 * What AWS asks money for, one line for each price, in the unit in which it is counted. The adapters' meter counts what it sees of its
 * own calls (adapters/aws/meter.ts); the rest comes from CloudWatch, or is computed from what is deployed.
 */
export const PRICE_LINES = {
  http_requests: 'Requests to the HTTP API, each started 512 KB',
  lambda_requests: 'Invocations of functions',
  lambda_gb_seconds: 'Memory of functions times their duration, GB-seconds on arm64',
  sqs_requests: 'Requests to SQS, each started 64 KB',
  s3_writes: 'PUT, COPY, POST and LIST requests to S3',
  s3_reads: 'GET and all other requests to S3; DELETE is free',
  s3_gb_months: 'Bytes kept in S3, GB-months',
  dynamodb_read_units: 'Read request units of DynamoDB on demand',
  dynamodb_write_units: 'Write request units of DynamoDB on demand',
  dynamodb_gb_months: 'Bytes kept in DynamoDB, GB-months',
  dynamodb_backup_gb_months: 'Bytes covered by point-in-time recovery, GB-months',
  kms_requests: 'Requests to KMS, those of other services for us included',
  kms_key_months: 'Customer keys, key-months',
  scheduler_invocations: 'Invocations by EventBridge Scheduler',
  glue_requests: 'Requests to the Glue catalogue',
  athena_bytes: 'Bytes scanned by Athena, at least 10 MB a query',
  log_bytes: 'Bytes taken in by CloudWatch Logs',
  traces: 'Traces recorded by X-Ray',
  cloudtrail_data_events: 'Data events delivered by CloudTrail',
  metric_months: 'Custom metrics, metric-months',
  alarm_months: 'Alarms, alarm-months',
  dashboard_months: 'Dashboards, dashboard-months',
} as const;

export type PriceLine = keyof typeof PRICE_LINES;

/**
 * What no metric of AWS tells of one installation: each function counts its own calls and tells them at its end. Each line is a custom
 * metric, 0.30 USD a month. Calls of Glue and data events of the trail, some ten thousand a month, cost less than that, and are not told.
 */
export const TOLD_BY_FUNCTIONS = ['s3_writes', 's3_reads', 'kms_requests'] as const satisfies readonly PriceLine[];

/** How much was used, by price line; absent = nothing. */
export type Usage = Readonly<Partial<Record<PriceLine, number>>>;
