import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { allow, type Conditions } from './allow.ts';

/** Current versions only: no GetObjectVersion, so what was forgotten is out of reach at once. @param keys end in * where they are prefixes */
export function readObjects(sid: string, bucket: Bucket, ...keys: readonly string[]): PolicyStatement {
  return allow(sid, ['s3:GetObject'], arns(bucket, keys));
}

/** Streams go up in parts; a broken one is taken back. */
export function writeObjects(sid: string, bucket: Bucket, ...keys: readonly string[]): PolicyStatement {
  return allow(sid, ['s3:PutObject', 's3:AbortMultipartUpload'], arns(bucket, keys));
}

export function deleteObjects(sid: string, bucket: Bucket, ...keys: readonly string[]): PolicyStatement {
  return allow(sid, ['s3:DeleteObject'], arns(bucket, keys));
}

/** For the machine's own roles. The whole bucket's names: without them S3 answers 403 instead of 404 for an object that is not there. */
export function listBucket(sid: string, ...buckets: readonly Bucket[]): PolicyStatement {
  return allow(
    sid,
    ['s3:ListBucket'],
    buckets.map(({ bucketArn }) => bucketArn),
  );
}

/** For people: names under these prefixes and no other. */
export function listUnder(sid: string, bucket: Bucket, ...prefixes: readonly string[]): PolicyStatement {
  return allow(sid, ['s3:ListBucket'], [bucket.bucketArn], { StringLike: { 's3:prefix': prefixes } });
}

function arns(bucket: Bucket, keys: readonly string[]): string[] {
  return keys.map((key) => bucket.arnForObjects(key));
}

/** To the end of the last day. @param until UTC day, YYYY-MM-DD; undefined: no end */
export function whileGranted(until: string | undefined): Conditions {
  return until === undefined ? {} : { DateLessThanEquals: { 'aws:CurrentTime': `${until}T23:59:59Z` } };
}

/** For people, for a time: the objects and their names. @param until see `whileGranted` */
export function readUntil(sid: string, bucket: Bucket, until: string | undefined, keys: readonly string[]): PolicyStatement[] {
  const time = whileGranted(until);
  return [
    allow(sid, ['s3:GetObject'], arns(bucket, keys), time),
    allow(`${sid}Names`, ['s3:ListBucket'], [bucket.bucketArn], { ...time, StringLike: { 's3:prefix': keys } }),
  ];
}
