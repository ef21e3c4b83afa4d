import * as z from 'zod';
import { DURATION, daysOf, durationOf } from './duration.ts';
import { EU_REGIONS, HOME_REGION } from './regions.ts';
import { researcher } from './researchers.ts';
import { source } from './sources.ts';

/** The only retentions that CloudWatch Logs takes (PutRetentionPolicy), in days. */
const LOG_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653] as const;

const LONGEST = 36_500;
const SQS_LONGEST = 14;
const RECOVERY_LONGEST = 35;
/** Each has two roles' worth of resources in the governance stack, which may have 500, and a stack of her own. */
const MOST_RESEARCHERS = 60;

/** An expiry in whole days, written as an ISO 8601 duration. @param most in days, with its reason when the platform sets it */
function expiry(preset: string, most: number, reason = '') {
  const message = `must be whole days as an ISO 8601 duration, from P1D to P${most}D${reason}, as in ${preset}`;
  return z.string(message).regex(DURATION, message).transform(daysOf).pipe(z.int().min(1, message).max(most, message)).prefault(preset);
}

const logs = expiry('P30D', LONGEST).refine((days) => LOG_DAYS.some((allowed) => allowed === days), {
  error: ({ input }) => {
    const nearest = LOG_DAYS.reduce((best, days) => (Math.abs(days - Number(input)) < Math.abs(best - Number(input)) ? days : best));
    return `must be a retention that CloudWatch knows; the nearest is ${durationOf(nearest)}`;
  },
});

export const expiries = z.strictObject({
  raw: expiry('P14D', LONGEST).describe('Archived events as they came, and receipts. Counted from when they leave the intake.'),
  intake: expiry('P10D', SQS_LONGEST, ' (SQS keeps nothing longer)').describe('Queue, inbox and dead letters.'),
  results: expiry('P7D', LONGEST).describe('Results of Athena queries.'),
  registry_backup: expiry('P7D', RECOVERY_LONGEST, ' (DynamoDB recovers no further back)').describe(
    "Point-in-time recovery of the registry. A forgotten person's salt is gone only after it.",
  ),
  audit: expiry('P5Y', LONGEST).describe('The audit trail, which cannot be shortened afterwards.'),
  logs: logs.describe('CloudWatch logs, which hold no personal data. Only the retentions that CloudWatch knows.'),
});

const whole = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}, without quotes`;
  return z.int(message).min(least, message).max(most, message);
};
const amount = (least: number, most: number) => {
  const message = `must be a number from ${least} to ${most}, without quotes or needless zeros`;
  return z.number(message).min(least, message).max(most, message);
};
const text = (message: string) => z.string(message).regex(/^[^\p{Cc}]{1,1024}$/u, message);

const NAME = 'must be 1 to 16 lower-case letters, digits and hyphens, a letter first, as in sillage';
const ACCOUNT = 'must be the 12 digits of an AWS account';
const REGION = `must be ${HOME_REGION}; another region of the EU only by region_override: { region, reason }`;
const OVERRIDE = `must be a region in the EU: ${EU_REGIONS.join(', ')} (eu-west-2 is London, eu-central-2 is Zurich: neither is in the EU)`;
const REASON = 'must say in 20 to 500 characters why the data leave Paris';
const RESERVED = 'must be true or false, without quotes';
const EMAIL = 'must be one e-mail address';

export const schema = z
  .strictObject({
    name: z
      .string(NAME)
      .regex(/^[a-z][a-z0-9-]{0,15}$/, NAME)
      .default('sillage')
      .describe('Prefix of all stacks, roles and buckets.'),
    region: z.literal(HOME_REGION, REGION).default(HOME_REGION).describe('Paris. Another region only by region_override.'),
    region_override: z
      .strictObject({
        region: z.enum(EU_REGIONS, OVERRIDE),
        reason: z.string(REASON).trim().min(20, REASON).max(500, REASON).describe('Why the data leave Paris.'),
      })
      .optional()
      .describe('The only way to another region, which must be in the EU.'),
    account: z
      .union(
        [
          z.string(ACCOUNT).regex(/^\d{12}$/, ACCOUNT),
          z
            .int(ACCOUNT)
            .min(1e11, ACCOUNT)
            .max(1e12 - 1, ACCOUNT),
        ],
        ACCOUNT,
      )
      .transform(String)
      .optional()
      .describe('The AWS account, 12 digits. Without it: the one of the credentials at hand.'),
    expiries: expiries
      .prefault({})
      .describe('ISO 8601 durations in whole days; a month counts 30 days, a year 365. intake + raw + 4 days of lag: at most 28 days.'),
    sources: z
      .array(source, 'must be a list of sources, each with a hyphen before it')
      .default([])
      .describe('The platforms that send events.'),
    researchers: z
      .array(researcher, 'must be a list of researchers, each with a hyphen before it')
      .max(MOST_RESEARCHERS, `must hold ${MOST_RESEARCHERS} researchers at most: CloudFormation takes no more in one stack`)
      .default([])
      .describe('Who may query what, and why.'),
    alarms: z
      .strictObject({
        email: z.email(EMAIL).optional().describe('Who is told.'),
        budget_usd_per_month: amount(1, 1_000_000).default(100).describe('Spending beyond it raises an alarm.'),
      })
      .prefault({}),
    limits: z
      .strictObject({
        requests_per_second: whole(1, 10_000).default(50).describe('All sources together; more are answered 429.'),
        burst: whole(1, 5_000).default(100).describe('Requests at once.'),
        scan_gb_per_query: amount(0.01, 10_000).default(10).describe('A query that reads more is stopped.'),
        reserved_concurrency: z
          .boolean(RESERVED)
          .default(true)
          .describe('Whether each function keeps its share of the Lambda concurrency of the account, which must have enough of it.'),
      })
      .prefault({}),
    cadence: z
      .strictObject({
        window_seconds: whole(0, 300).default(45).describe('How long the queue gathers batches before they are processed together.'),
        merge_minutes: whole(1, 60).default(4).describe('How often staged rows are merged to where researchers see them.'),
      })
      .prefault({})
      .describe('Longer costs less; shorter shows events sooner.'),
    embedded: z
      .strictObject({
        data: text('must be a folder').default('./sillage-data').describe('Data folder; a relative one begins at the working directory.'),
        host: text('must be an address of this machine').default('127.0.0.1'),
        port: whole(0, 65_535).default(8787),
        min_free_mb: whole(0, 100_000_000)
          .default(512)
          .describe('Nothing is accepted (503) while less than this is free on the disk of the data folder, in MiB.'),
        queue_mb: whole(1, 100_000_000)
          .default(4096)
          .describe('Nothing is accepted (503) while more than this waits to be processed, in MiB; each batch counts 4 KiB at least.'),
      })
      .prefault({})
      .describe('The edition on one machine; options of a command go before.'),
  })
  .describe('The configuration of sillage.');

/** What the file says, with every default filled in; expiries are days. */
export type Settings = Readonly<z.output<typeof schema>>;

/** The published JSON Schema (draft 2020-12); docs/sillage.schema.json holds this, and a test compares them. */
export function settingsJsonSchema(): object {
  return z.toJSONSchema(schema, { io: 'input' });
}

/** What holds where there is no file. */
export function defaultSettings(): Settings {
  return schema.parse({});
}
