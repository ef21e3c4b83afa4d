/** What cannot be measured here, each told with every result and reasoned in docs/cost.md. */
export const ASSUMED = {
  /** How much longer a function computes than this machine's core: Lambda's arm64 is a Graviton2 at least. */
  slower: 2,
  /** MB of memory with which a function has one whole virtual CPU; less has its share. */
  cpuMb: 1769,
  /** How long a call of AWS takes, ms. S3: the lower end of "roughly 100-200 milliseconds" for small objects in its user guide. */
  latencyMs: { S3: 100, DynamoDB: 10, SQS: 15, KMS: 20, Glue: 50 } as Readonly<Record<string, number>>,
  /** Requests that the registry has under way at once (adapters/aws/registry/concurrently.ts). */
  registryAtOnce: 16,
  /** The longest merge call takes half as long again as their mean: courses are of unequal size. It is the one that events wait for. */
  longestMerge: 1.5,
  /** Lambda polls a queue with five connections, each for up to 20 s. */
  pollers: 5,
  pollSeconds: 20,
  /** Messages that Lambda takes, and deletes, with one request. */
  messagesPerRequest: 10,
  /** Processes of receive and of process that are alive, each with roots of its own, kept for ten minutes. */
  receivers: 3,
  processors: 2,
  rootSeconds: 600,
  /** How long a salt stays in a process's memory. */
  memorySeconds: 7_200,
  /** Of requests to S3, one in so many makes S3 ask KMS: bucket keys save "up to 99 percent". */
  bucketKeys: 100,
  /** Bytes of a line in the access log (lib/constructs/front-door.ts), 26 for CloudWatch's own count among them. */
  accessLogBytes: 100,
  /** A data or management event, as the trail writes it to its log group. */
  trailBytes: 2_000,
  /** Management events of the account beside ours, a month. */
  trailEvents: 50_000,
  /** Of what S3's own access log keeps of a request. */
  s3LogBytes: 600,
  rawDays: 15,
  logDays: 31,
  /** A replaced object stays for a day, and until the midnight after. */
  noncurrentDays: 1.5,
  registryGb: 0.1,
} as const;

export const MONTH_S = 730 * 3_600;
export const DAYS = MONTH_S / 86_400;
