import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';

/** SILLAGE_KEYS: version n is the nth. */
export function keyList(keys: readonly IKey[]): string {
  return keys.map(({ keyArn }) => keyArn).join(',');
}

/** SILLAGE_BUCKETS: which bucket holds the keys under a prefix; the longest prefix decides. */
export function bucketList(buckets: Readonly<Record<string, Bucket>>): string {
  return JSON.stringify(Object.entries(buckets).map(([prefix, { bucketName }]) => ({ prefix, bucket: bucketName })));
}
