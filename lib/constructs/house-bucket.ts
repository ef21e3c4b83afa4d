import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type LifecycleRule,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Objects under `prefix` are gone this many days after they were written, plus up to two days of lifecycle lag. */
export interface Expiry {
  readonly prefix: string;
  readonly days: number;
}

export interface HouseBucketProps {
  readonly dataKey: IKey;
  /** Where S3 writes who asked for what. */
  readonly accessLogs: Bucket;
  readonly expiries?: readonly Expiry[];
  /** Nothing written here can be deleted or replaced for so many days, by anybody. */
  readonly lockedForDays?: number;
}

/**
 * A private bucket: TLS 1.2 only, encrypted by the data key with a bucket key (else every object would cost a KMS request), what was
 * overwritten or deleted gone a day later. It outlives its stack.
 */
export class HouseBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { dataKey, accessLogs, expiries = [], lockedForDays }: HouseBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.KMS,
      encryptionKey: dataKey,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [...expiries.map(expire), HOUSEKEEPING],
      ...(lockedForDays === undefined ? {} : { objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(lockedForDays)) }),
    });
    logAccess(this.bucket, accessLogs, id);
  }

  /** Refuses everybody but these roles, whatever their own policies allow. `keys` end in * where they are prefixes. */
  keepFor(sid: string, roles: readonly string[], actions: readonly string[], keys: string): void {
    const { account } = Stack.of(this);
    const arns = roles.map((role) => `arn:aws:iam::${account}:role/${role}`);
    this.refuse(sid, actions, keys, { ArnNotEquals: { 'aws:PrincipalArn': arns } });
  }

  /** Refuses a put that does not say what must be there before. Parts of a multipart upload carry no condition; its completion does. */
  demandConditions(sid: string, keys: string, headers: readonly ('s3:if-none-match' | 's3:if-match')[]): void {
    const missing = Object.fromEntries(headers.map((header) => [header, 'true']));
    this.refuse(sid, ['s3:PutObject'], keys, { Null: missing, Bool: { 's3:ObjectCreationOperation': 'true' } });
  }

  private refuse(sid: string, actions: readonly string[], keys: string, conditions: Record<string, unknown>): void {
    const resources = [this.bucket.arnForObjects(keys)];
    this.bucket.addToResourcePolicy(
      new PolicyStatement({ sid, effect: Effect.DENY, principals: [new AnyPrincipal()], actions: [...actions], resources, conditions }),
    );
  }
}

function expire({ prefix, days }: Expiry): LifecycleRule {
  return { id: `expire-${prefix.replaceAll('/', '') || 'all'}`, prefix, expiration: Duration.days(days) };
}

/** Under a lock, S3 keeps a version until its retention has ended, whatever a rule says. */
const HOUSEKEEPING: LifecycleRule = {
  id: 'housekeeping',
  abortIncompleteMultipartUploadAfter: Duration.days(1),
  noncurrentVersionExpiration: Duration.days(1),
  expiredObjectDeleteMarker: true,
};

/** By the template's own property: the library's would write each bucket's ARN into the other stack's policy, a circle. */
function logAccess(bucket: Bucket, accessLogs: Bucket, folder: string): void {
  const template = bucket.node.defaultChild;
  if (!(template instanceof CfnBucket)) throw new TypeError('A bucket is a CfnBucket.');
  template.loggingConfiguration = { destinationBucketName: accessLogs.bucketName, logFilePrefix: `${folder.toLowerCase()}/` };
}
